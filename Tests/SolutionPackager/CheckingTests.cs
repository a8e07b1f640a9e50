using System;
using System.Collections.Generic;
using System.Linq;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

/// <summary>The small solution has no finding; every test spoils one thing and gets it named with file, line and remedy.</summary>
public class CheckingTests
{
    [Fact]
    public void A_sound_solution_has_no_finding()
    {
        using var folder = SmallSolution.Write();

        Assert.Empty(Check(folder));
    }

    public static TheoryData<string, string, string, string> Spoiled => new()
    {
        // solution.xml
        { SmallSolution.Manifest, "<Version>1.0.0.0<", "<Version>1.0.1.0<", "\"version\" in pac.config.json is \"1.0.0.0\"" },
        { SmallSolution.Manifest, "<UniqueName>TestMachines<", "<UniqueName>Other<", "\"solution\" in pac.config.json" },
        { SmallSolution.Manifest, "<UniqueName>tester<", "<UniqueName>other<", "\"publisher\" in pac.config.json" },
        { SmallSolution.Manifest, "schemaName=\"tst_machine\"", "schemaName=\"tst_Machine\"", "table tst_Machine is a RootComponent, but is not" },
        { SmallSolution.Manifest, "schemaName=\"tst_reason\"", "schemaName=\"tst_season\"", "global choice tst_season is a RootComponent" },
        { SmallSolution.Manifest, "id=\"{8f9ac1d4", "id=\"{8f9ac1d5", "role {8f9ac1d5" },
        { SmallSolution.Manifest, "type=\"92\"", "type=\"29\"", "process {7f9ac1d4" },
        { SmallSolution.Manifest, "<Descriptions />\n    <Version>1.0.0.0</Version>", "<Version>1.0.0.0</Version>\n    <Descriptions />", "<Descriptions> stands after <Version>" },
        { SmallSolution.Manifest, "<CustomizationOptionValuePrefix>37250<", "<CustomizationOptionValuePrefix>5<", "not between 10000 and 99999" },

        // tables and columns
        { SmallSolution.Table, "<Name>tst_colour</Name><LogicalName>tst_colour<", "<Name>tst_colour</Name><LogicalName>tst_color<", "LogicalName is \"tst_color\"" },
        { SmallSolution.Table, "PhysicalName=\"tst_Colour\"", "PhysicalName=\"tst_Zolour\"", "stands after tst_Zolour" },
        { SmallSolution.Table, "<AppDefaultValue>-1</AppDefaultValue><OptionSetName>tst_reason</OptionSetName>", "<OptionSetName>tst_reason</OptionSetName><AppDefaultValue>-1</AppDefaultValue>", "<AppDefaultValue> stands after <OptionSetName>" },
        { SmallSolution.Table, "<OptionSetName>tst_reason<", "<OptionSetName>tst_season<", "no global choice tst_season" },
        { SmallSolution.Table, "<OptionSetName>tst_reason</OptionSetName>", "", "has not exactly one of optionset and OptionSetName" },
        { SmallSolution.Table, "value=\"372500001\"", "value=\"372500000\"", "twice" },
        { SmallSolution.Table, "value=\"372500001\"", "value=\"727000001\"", "not in the publisher's range" },
        { SmallSolution.Table, "optionset Name=\"tst_machine_tst_colour\"", "optionset Name=\"tst_colours\"", "Call it tst_machine_tst_colour" },
        { SmallSolution.Table, "description=\"Blau\" languagecode=\"1031\"", "description=\"Bleu\" languagecode=\"1036\"", "no label in language 1031" },
        { SmallSolution.Table, "description=\"Blau\" languagecode=\"1031\"", "description=\"Bleu\" languagecode=\"1036\"", "language 1036, which Languages does not list" },
        { SmallSolution.Table, "description=\"Blau\"", "description=\"\"", "is empty" },
        { SmallSolution.Table, "<entity Name=\"tst_Machine\">", "<entity Name=\"tst_Machine\" unmodified=\"1\">", "unmodified" },
        { SmallSolution.Table, "<entity Name=\"tst_Machine\">", "<entity Name=\"tst_Mashine\">", "entity/@Name is \"tst_Mashine\"" },
        { SmallSolution.Table, "<Type>primarykey</Type>", "<Type>uniqueidentifier</Type>", "not exactly one column of type primarykey" },
        { SmallSolution.Table, "<DisplayMask>PrimaryName|", "<DisplayMask>", "not exactly one primary name" },
        { SmallSolution.Table, "<EntitySetName>tst_machines</EntitySetName>", "<EntitySetName>tst_machines</EntitySetName><EntityKeys><EntityKey><Name>tst_Key</Name><LogicalName>tst_key</LogicalName><EntityKeyAttributes><AttributeName>tst_number</AttributeName></EntityKeyAttributes></EntityKey></EntityKeys>", "The key names the column tst_number" },

        // relationships
        { SmallSolution.Relationships, "<ReferencingAttributeName>tst_AccountId<", "<ReferencingAttributeName>tst_CustomerId<", "names the column tst_CustomerId" },
        { SmallSolution.Relationships, "<ReferencingAttributeName>tst_AccountId<", "<ReferencingAttributeName>tst_Name<", "which is no lookup" },
        { SmallSolution.Relationships, "<ReferencingAttributeName>tst_AccountId<", "<ReferencingAttributeName>tst_accountid<", "casing" },
        { SmallSolution.Relationships, "<ReferencedEntityName>Account<", "<ReferencedEntityName>Acount<", "names the table Acount" },
        { SmallSolution.Relationships, "<ReferencingEntityName>tst_Machine<", "<ReferencingEntityName>tst_machine<", "schema name is tst_Machine" },

        // forms and views
        { SmallSolution.Form, "datafieldname=\"tst_name\"", "datafieldname=\"tst_title\"", "shows the column tst_title" },
        { SmallSolution.Form, "Library name=\"tst_/js/form.js\"", "Library name=\"tst_/js/gone.js\"", "web resource tst_/js/gone.js" },
        { SmallSolution.Form, "{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a10}", "{bf9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a09}", "is used already" },
        { SmallSolution.Form, "{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a03}", "{5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7aff}", "the file is called" },
        { SmallSolution.Form, "<label description=\"Allgemein\" languagecode=\"1031\" />", "", "The <labels> of tab general (\"General\") has no label in language 1031" },
        { SmallSolution.View, "<attribute name=\"tst_name\" />", "<attribute name=\"tst_title\" />", "names the column tst_title" },
        { SmallSolution.View, "<attribute name=\"tst_name\" />", "", "shows tst_name, but does not fetch it" },
        { SmallSolution.View, "name=\"customer.accountnumber\"", "name=\"customer.name\"", "shows customer.name, but does not fetch it" },
        { SmallSolution.View, "<attribute name=\"accountnumber\" />", "<attribute name=\"acountnumber\" />", "names the column acountnumber, which account does not have" },
        { SmallSolution.View, "link-entity name=\"account\"", "link-entity name=\"acount\"", "names the table acount" },
        { SmallSolution.View, "order attribute=\"tst_name\"", "order attribute=\"tst_title\"", "names the column tst_title" },
        { SmallSolution.View, "to=\"tst_accountid\"", "to=\"tst_customerid\"", "names the column tst_customerid" },
        { SmallSolution.View, "jump=\"tst_name\"", "jump=\"tst_title\"", "layout's jump" },
        { SmallSolution.View, "<isdefault>1<", "<isdefault>0<", "0 are the default" },

        // roles
        { SmallSolution.Role, "prvReadtst_Machine", "prvReadtst_Mashine", "table tst_Mashine, which is not in the solution" },
        { SmallSolution.Role, "prvReadtst_Machine", "prvReadtst_machine", "Write prvReadtst_Machine" },
        { SmallSolution.Role, "level=\"Basic\" />\n    <RolePrivilege name=\"prvReadAccount\"", "level=\"User\" />\n    <RolePrivilege name=\"prvReadAccount\"", "\"User\"" },
        { SmallSolution.Role, "prvReadAccount", "prvReadtst_Machine", "twice" },

        // steps
        { SmallSolution.Step, "<PluginTypeName>Tst.Plugins.CountMachines", "<PluginTypeName>Tst.Plugins.Gone", "calls Tst.Plugins.Gone" },
        { SmallSolution.Step, $"<PluginTypeId>{SmallSolution.PluginTypeId}", $"<PluginTypeId>{SmallSolution.AssemblyId}", "is not the id of Tst.Plugins.CountMachines" },
        { SmallSolution.Step, "20bebb1b-ea3e-db11-86a7-000a3a5473e8", "20bebb1b-ea3e-db11-86a7-000a3a5473e9", "no message is known by it" },
        { SmallSolution.Step, "<PrimaryEntity>tst_machine<", "<PrimaryEntity>none<", "on the table none" },
        { SmallSolution.Step, "tst_name,tst_reason", "tst_name,tst_season", "names the column tst_season" },
        { SmallSolution.Step, "<Attributes>tst_accountid<", "<Attributes>tst_customerid<", "The image of the step \"Count on update\" names the column tst_customerid" },
        { SmallSolution.Step, "<EventHandlerTypeCode>4602</EventHandlerTypeCode>", "", "EventHandlerTypeCode" },
        { SmallSolution.Step, "<Mode>0<", "<Mode>1<", "stage 40 only" },
        { SmallSolution.Step, "<Stage>20<", "<Stage>30<", "Use 10, 20 or 40" },
        { SmallSolution.Step, "<Stage>20<", "<Stage>50<", "meta-avoid-crm4-event" },
        { SmallSolution.Step, "Name=\"Count on update\"", "Name=\"Tst.Plugins.CountMachines: Retrieve of tst_machine\"", "meta-avoid-reg-retrieve" },
        { SmallSolution.Step, "Name=\"Count on update\"", "Name=\"Tst.Plugins.CountMachines: RetrieveMultiple of annotation\"", "meta-avoid-retrievemultiple-annotation" },
        { SmallSolution.Step, "<ImageType>0<", "<ImageType>1<", "0x8004416E" },
        { SmallSolution.Step, "<SdkMessageId>20bebb1b-ea3e-db11-86a7-000a3a5473e8<", "<SdkMessageId>16e7c888-3b24-448b-b7da-ebfe9b681762<", "0x8004416D" },

        // assemblies, Custom APIs, variables, web resources
        { SmallSolution.Assembly, "Tst.Plugins.CountMachines, Tst.Plugins, Version=1.0.0.0", "Tst.Plugins.CountMachines, Tst.Plugins, Version=1.0.0.1", "does not name this assembly" },
        { SmallSolution.CustomApi, SmallSolution.PluginTypeId, SmallSolution.AssemblyId, "which no assembly of the solution lists" },
        { SmallSolution.CustomApi, "uniquename=\"tst_Count\"", "uniquename=\"Count\"", "publisher's prefix" },
        { SmallSolution.CustomApi, "<bindingtype>0<", "<bindingtype>1<", "bound to the table \"\"" },
        { SmallSolution.CustomApi, "<isfunction>0<", "<isfunction>1<", "function without response property" },
        { SmallSolution.CustomApi, "<iscustomizable>0</iscustomizable><isfunction>0</isfunction>", "<isfunction>0</isfunction><iscustomizable>0</iscustomizable>", "<iscustomizable> stands after <isfunction>" },
        { SmallSolution.CustomApi, "description=\"Zählen\"", "description=\"\"", "is empty" },
        { SmallSolution.Variable, "<label description=\"Grenze\" languagecode=\"1031\" />", "", "no label in language 1031" },
        { SmallSolution.Variable, "100000001", "1", "100000000 (text)" },
        { SmallSolution.WebResource, "<FileName>/WebResources/", "<FileName>/Files/", "not below /WebResources/" },
        { SmallSolution.WebResource, "<WebResourceType>3<", "<WebResourceType>8<", "meta-avoid-silverlight" },
        { SmallSolution.WebResource, "<Name>tst_/js/form.js<", "<Name>tst_/js/other.js<", "lies elsewhere" },
    };

    [Theory, MemberData(nameof(Spoiled))]
    public void A_mistake_is_named_with_its_file(string file, string right, string wrong, string text)
    {
        using var folder = SmallSolution.Write().Replace("src/" + file, right, wrong);

        var findings = Check(folder);

        Assert.Contains(findings, finding => finding.File == "src/" + file && finding.Line > 0 && finding.ToString().Contains(text, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Remedy));
    }

    [Theory]
    [InlineData(SmallSolution.Manifest, "<RootComponent type=\"1\" schemaName=\"tst_machine\" behavior=\"0\" />", "", "The table tst_machine is not declared as RootComponent (0x8004803A)")]
    [InlineData(SmallSolution.Relationships, "<ReferencingAttributeName>tst_AccountId<", "<ReferencingAttributeName>tst_Name<", "The lookup tst_AccountId of tst_Machine has no relationship")]
    public void What_misses_its_counterpart_is_named_where_it_stands(string file, string right, string wrong, string text)
    {
        using var folder = SmallSolution.Write().Replace("src/" + file, right, wrong);

        Assert.Contains(Check(folder), finding => finding.File == "src/" + SmallSolution.Table && finding.Line > 0 && finding.Text.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_names_the_line_of_the_mistake()
    {
        using var folder = SmallSolution.Write().Replace("src/" + SmallSolution.Step, "tst_name,tst_reason", "tst_season");

        var finding = Assert.Single(Check(folder));

        Assert.Equal(("src/" + SmallSolution.Step, (int?)7), (finding.File, finding.Line));
    }

    [Fact]
    public void A_step_that_does_what_another_does_is_found()
    {
        const string second = "7f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7aff";
        using var folder = SmallSolution.Write().Replace("src/" + SmallSolution.Manifest, "<RootComponent type=\"92\"", $"<RootComponent type=\"92\" id=\"{{{second}}}\" behavior=\"0\" /><RootComponent type=\"92\"");
        folder.Write($"src/SdkMessageProcessingSteps/{{{second}}}.xml", System.IO.File.ReadAllText(folder.PathOf("src/" + SmallSolution.Step)).Replace("7f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7a05", second, StringComparison.Ordinal));

        Assert.Contains(Check(folder), finding => finding.Text.Contains("meta-remove-dup-reg", StringComparison.Ordinal));
    }

    [Fact]
    public void A_type_that_is_not_listed_is_found()
    {
        using var folder = SmallSolution.Write().Write("build/Tst.Plugins.dll", new PluginDll { Plugins = ["Tst.Plugins.CountMachines"], Activities = ["Tst.Plugins.Forgotten"] }.ToBytes());

        Assert.Contains("Tst.Plugins.Forgotten in the DLL is not listed", Assert.Single(Check(folder)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_that_will_not_be_in_the_zip_is_found()
    {
        using var folder = SmallSolution.Write().Replace("pac.config.json", "[\"build/Tst.Plugins.dll\"]", "[]");

        Assert.Contains("will not be in the zip", Assert.Single(Check(folder)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_that_was_not_built_is_found_beside_everything_else()
    {
        using var folder = SmallSolution.Write().Delete("build/Tst.Plugins.dll").Replace("src/" + SmallSolution.Role, "prvReadtst_Machine", "prvReadtst_Mashine");

        Assert.Equal(["build/Tst.Plugins.dll", "src/" + SmallSolution.Assembly, "src/" + SmallSolution.Role], Check(folder).Select(finding => finding.File));
    }

    [Fact]
    public void A_value_of_an_environment_variable_is_found()
    {
        using var folder = SmallSolution.Write().Write("src/environmentvariabledefinitions/tst_Limit/environmentvariablevalues.json", "{}");

        Assert.Contains("overrides what the customer has set", Assert.Single(Check(folder)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_whose_name_would_be_escaped_is_found()
    {
        using var folder = SmallSolution.Write().Write("src/thingsoftomorrow/ein Ding.xml", "<thing />");

        Assert.Equal("thingsoftomorrow/ein Ding.xml", Assert.Single(Check(folder)).File);
    }

    [Fact]
    public void Everything_that_stops_packing_is_a_finding()
    {
        using var folder = SmallSolution.Write().Write("src/" + SmallSolution.Role, "<Role>\n<");

        Assert.Equal(("src/" + SmallSolution.Role, (int?)2), (Assert.Single(Check(folder)).File, Check(folder)[0].Line));
    }

    [Theory]
    [InlineData("\"tst_Limit\"", "\"tst_Limits\"", "tst_Limits")]
    [InlineData("{ \"SchemaName\": \"tst_Limit\", \"Value\": \"5\" }", "", "tst_Limit is missing")]
    [InlineData("[]", "[", "not well-formed")]
    public void Deployment_settings_name_exactly_the_variables_of_the_solution(string right, string wrong, string text)
    {
        using var folder = SmallSolution.Write().Replace("settings.json", right, wrong);

        Assert.Contains(Check(folder), finding => finding.File == "settings.json" && finding.Text.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_knowledge_of_standard_tables_references_to_them_are_not_judged()
    {
        using var folder = SmallSolution.Write().Replace("src/" + SmallSolution.View, "<attribute name=\"accountnumber\" />", "<attribute name=\"accountnumber\" /><attribute name=\"acountnumber\" />");

        Assert.Empty(Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), schemaFolder: null, standardTables: null));
        Assert.Single(Check(folder));
    }

    static IReadOnlyList<Finding> Check(SourceFolder folder) => Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), schemaFolder: null, new Accounts());

    sealed class Accounts : IStandardTables
    {
        static readonly string[] Columns = ["accountid", "accountnumber", "name", "statecode"];

        public bool HasTable(string table) => table == "account";

        public bool HasColumn(string table, string column) => Columns.Contains(column, StringComparer.Ordinal);
    }
}
