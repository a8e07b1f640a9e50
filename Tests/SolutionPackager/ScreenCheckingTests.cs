using System;
using System.Collections.Generic;
using System.IO;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

/// <summary>What screens name must be there; every test spoils one thing and gets it named with file, line and remedy.</summary>
public class ScreenCheckingTests
{
    [Fact]
    public void A_sound_solution_with_screens_has_no_finding()
    {
        using var folder = ScreenSolution.Write();

        Assert.Empty(Check(folder));
    }

    public static TheoryData<string, string, string, string> Spoiled => new()
    {
        { SmallSolution.Form, "5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7b03&lt;", "5f9ac1d4-6c3f-4f0e-8f4a-5d4c1f5b7bff&lt;", "The quick view uses the form" },
        { SmallSolution.Form, "entityname=\"tst_machine\"", "entityname=\"tst_mashine\"", "The quick view shows the table tst_mashine" },
        { SmallSolution.Form, "&lt;/QuickFormIds&gt;", "", "QuickForms is not well-formed" },
        { ScreenSolution.Quick, "</form>", "<events /></form>", "cannot contain element: events" },

        { ScreenSolution.Chart, "name=\"tst_colour\"", "name=\"tst_color\"", "names the column tst_color" },
        { ScreenSolution.Chart, "<entity name=\"tst_machine\">", "<entity name=\"tst_mashine\">", "names the table tst_mashine" },
        { ScreenSolution.Chart, "<measure alias=\"measure\"", "<measure alias=\"sum\"", "The chart shows sum, but does not fetch it" },
        { ScreenSolution.Chart, "<category alias=\"group\"", "<category alias=\"colour\"", "The chart shows colour, but does not fetch it" },

        { ScreenSolution.Dashboard, "<ViewId>{6f9ac1d4", "<ViewId>{6f9ac1d5", "The subgrid uses the view" },
        { ScreenSolution.Dashboard, "<VisualizationId>{5f9ac1d4", "<VisualizationId>{5f9ac1d5", "The dashboard shows the chart" },
        { ScreenSolution.Dashboard, "<TargetEntityType>tst_machine<", "<TargetEntityType>tst_mashine<", "The subgrid shows the table tst_mashine" },

        { ScreenSolution.Ribbon, "Command=\"tst.Go.Command\"", "Command=\"tst.Gone.Command\"", "The command tst.Gone.Command is not defined" },
        { ScreenSolution.Ribbon, "<EnableRules><EnableRule Id=\"tst.Existing\" />", "<EnableRules><EnableRule Id=\"tst.Gone\" />", "The enable rule tst.Gone is not defined" },
        { ScreenSolution.Ribbon, "<DisplayRules><DisplayRule Id=\"tst.MayRead\" />", "<DisplayRules><DisplayRule Id=\"tst.Gone\" />", "The display rule tst.Gone is not defined" },
        { ScreenSolution.Ribbon, "LabelText=\"$LocLabels:tst.Go.Label\"", "LabelText=\"$LocLabels:tst.Gone.Label\"", "The label tst.Gone.Label is not in LocLabels" },
        { ScreenSolution.Ribbon, "<Title description=\"Los\" languagecode=\"1031\" />", "", "no label in language 1031" },
        { ScreenSolution.Ribbon, "<DisplayRules><DisplayRule Id=\"tst.MayRead\" /></DisplayRules>", "", "has no <DisplayRules>" },
        { ScreenSolution.Ribbon, "tst_/js/form.js", "tst_/js/gone.js", "web resource tst_/js/gone.js" },
        { ScreenSolution.Ribbon, "Button Id=\"tst.Go.Button\"", "Button Id=\"tst.Go.CustomAction\"", "The Id tst.Go.CustomAction is used already" },

        { ScreenSolution.Map, "Entity=\"tst_machine\">", "Entity=\"tst_mashine\">", "The site map shows the table tst_mashine" },
        { ScreenSolution.Map, "Privilege Entity=\"tst_machine\"", "Privilege Entity=\"tst_mashine\"", "a privilege on tst_mashine" },
        { ScreenSolution.Map, "DefaultDashboard=\"5f9ac1d4", "DefaultDashboard=\"5f9ac1d5", "The site map opens the dashboard" },
        { ScreenSolution.Map, "<Title LCID=\"1031\" Title=\"Arbeit\" />", "", "no label in language 1031" },
        { ScreenSolution.App, "<Role id=\"{8f9ac1d4", "<Role id=\"{8f9ac1d5", "The app is given to the role" },
        { ScreenSolution.App, "<WebResourceId>af9ac1d4", "<WebResourceId>af9ac1d5", "The app's icon" },
        { ScreenSolution.App, "schemaName=\"tst_machine\"", "schemaName=\"tst_Machine\"", "The app contains the component 1" },
        { ScreenSolution.App, "type=\"60\" id=\"{5f9ac1d4", "type=\"60\" id=\"{5f9ac1d5", "The app contains the component 60" },
    };

    [Theory, MemberData(nameof(Spoiled))]
    public void A_mistake_is_named_with_its_file(string file, string right, string wrong, string text)
    {
        using var folder = ScreenSolution.Write().Replace("src/" + file, right, wrong);

        var findings = Check(folder);

        Assert.Contains(findings, finding => finding.File == "src/" + file && finding.Line > 0 && finding.ToString().Contains(text, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Remedy));
    }

    [Fact]
    public void Screens_come_back_from_the_zip_as_they_were()
    {
        using var folder = ScreenSolution.Write();
        using var unpacked = new SourceFolder();
        var zip = Packer.Pack(PacConfig.Load(folder.PathOf("pac.config.json")), PackageKind.Managed);

        Unpacker.Unpack(new MemoryStream(zip), unpacked.PathOf("again"));

        Assert.All([ScreenSolution.Quick, ScreenSolution.Chart, ScreenSolution.Dashboard, ScreenSolution.Ribbon, ScreenSolution.App, ScreenSolution.Map], file => Assert.True(File.Exists(unpacked.PathOf("again/" + file)), file));
    }

    static IReadOnlyList<Finding> Check(SourceFolder folder) => Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), schemaFolder: null, new Accounts());

    /// <summary>Dataverse with nothing but accounts.</summary>
    sealed class Accounts : IStandardTables
    {
        public bool HasTable(string table) => table is "account" or "organization" or "businessunit" or "systemuser" or "team" or "owner";

        public bool HasColumn(string table, string column) => true;
    }
}
