using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Tests.Solution;

/// <summary>The manifest names each component of the source, and nothing that is not there.</summary>
public class RootComponentTests
{
    [Fact]
    public void The_manifest_lists_exactly_the_components_of_the_source()
    {
        var tables = from file in SolutionSource.Below("Entities")
                     where file.Key.EndsWith("/Entity.xml", StringComparison.Ordinal)
                     let name = file.Value.Element("Name")!.Value
                     select $"1 {name.ToLowerInvariant()} {(name.StartsWith("off_", StringComparison.Ordinal) ? 0 : 2)}";
        var roles = SolutionSource.Below("Roles").Select(file => $"20 {(string)file.Value.Attribute("id")!} 0");
        var profiles = SolutionSource.Files["Other/FieldSecurityProfiles.xml"].Elements().Select(profile => $"70 {(string)profile.Attribute("fieldsecurityprofileid")!} 0");
        var assemblies = SolutionSource.Below("PluginAssemblies").Select(file => $"91 {(string)file.Value.Attribute("FullName")!} {{{(string)file.Value.Attribute("PluginAssemblyId")!}}} 0");
        var dashboards = SolutionSource.Below("Dashboards").Select(file => $"60 {file.Value.Element("FormId")!.Value} 0");
        var resources = SolutionSource.Below("WebResources").Select(file => $"61 {file.Value.Element("Name")!.Value} 0");
        var maps = SolutionSource.Below("AppModuleSiteMaps").Select(file => $"62 {file.Value.Element("SiteMapUniqueName")!.Value} 0").Distinct(StringComparer.Ordinal);
        var apps = SolutionSource.Below("AppModules").Select(file => $"80 {file.Value.Element("UniqueName")!.Value} 0").Distinct(StringComparer.Ordinal);
        var steps = SolutionSource.Below("SdkMessageProcessingSteps").Select(file => $"92 {(string)file.Value.Attribute("SdkMessageProcessingStepId")!} 0");

        var listed = SolutionSource.Manifest.Element("RootComponents")!.Elements()
            .Select(component => string.Join(' ', new[] { "type", "schemaName", "id", "behavior" }.Select(name => (string?)component.Attribute(name)).OfType<string>()));

        Assert.Equal(tables.Concat(roles).Concat(profiles).Concat(dashboards).Concat(resources).Concat(maps).Concat(apps).Concat(assemblies).Concat(steps).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_id_is_used_once()
    {
        var ids = from file in SolutionSource.Files
                  from element in file.Value.DescendantsAndSelf()
                  let id = element.Name.LocalName switch
                  {
                      "Role" when element.Parent is null => (string?)element.Attribute("id"),
                      "PluginAssembly" => (string?)element.Attribute("PluginAssemblyId"),
                      "PluginType" => (string?)element.Attribute("PluginTypeId"),
                      "SdkMessageProcessingStep" => (string?)element.Attribute("SdkMessageProcessingStepId"),
                      "SdkMessageProcessingStepImageId" or "formid" or "savedqueryid" => element.Value,
                      "tab" or "section" or "cell" or "header" => (string?)element.Attribute("id"),
                      _ => null,
                  }
                  where id is not null
                  select id.Trim('{', '}').ToLowerInvariant();

        Assert.Empty(ids.GroupBy(id => id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Every_relationship_in_the_index_has_its_body_and_every_lookup_its_relationship()
    {
        var index = SolutionSource.Files["Other/Relationships.xml"].Elements().Select(relationship => (string)relationship.Attribute("Name")!);
        var bodies = SolutionSource.Below("Other/Relationships").SelectMany(file => file.Value.Elements()).ToList();
        var lookups = from column in SolutionSource.OwnColumns
                      where column.Column.Element("Type")!.Value == "lookup"
                      select $"{column.Table}.{(string)column.Column.Attribute("PhysicalName")!}";

        Assert.Equal(index, bodies.Select(body => (string)body.Attribute("Name")!).OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal));
        Assert.Subset(bodies.Select(body => $"{body.Element("ReferencingEntityName")!.Value}.{body.Element("ReferencingAttributeName")!.Value}").ToHashSet(StringComparer.Ordinal), lookups.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void An_account_with_contracts_cases_or_holds_cannot_be_deleted_its_evidence_stays_and_its_blackout_periods_go()
    {
        var ours = SolutionSource.Files["Other/Relationships/Account.xml"].Elements().ToDictionary(body => (string)body.Attribute("Name")!, body => body.Element("CascadeDelete")!.Value);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["off_account_blackout"] = "Cascade", ["off_account_checkin"] = "RemoveLink", ["off_account_consent"] = "RemoveLink", ["off_account_contract"] = "Restrict",
                ["off_account_disclosure"] = "RemoveLink", ["off_account_erasurejob"] = "RemoveLink", ["off_account_erasureplan"] = "RemoveLink", ["off_account_feedback"] = "RemoveLink",
                ["off_account_finding"] = "RemoveLink", ["off_account_legalhold"] = "Restrict", ["off_account_letter"] = "RemoveLink", ["off_account_offboardingcase"] = "Restrict",
                ["off_account_signal"] = "RemoveLink", ["off_account_subjectrequest"] = "RemoveLink",
            },
            ours);
    }

    [Fact]
    public void Option_values_lie_in_the_publisher_range_and_are_unique_in_their_choice()
    {
        foreach (var (table, column) in SolutionSource.OwnColumns.Where(c => c.Column.Element("Type")!.Value == "picklist"))
        {
            var values = column.Descendants("option").Select(option => (int)option.Attribute("value")!).ToList();
            var codes = column.Descendants("option").Select(option => (string)option.Attribute("ExternalValue")!).ToList();
            var name = $"{table}.{column.Element("LogicalName")!.Value}";

            Assert.All(values, value => Assert.InRange(value, 727000000, 727009999));
            Assert.Equal(Enumerable.Range(727000000, values.Count), values);
            Assert.True(codes.TrueForAll(code => code.Length > 0) && codes.Distinct(StringComparer.Ordinal).Count() == codes.Count, $"{name}: every option needs a code of its own.");
        }
    }

    [Fact]
    public void Every_column_of_ours_stands_on_the_main_form_of_its_table()
    {
        var missing = from table in SolutionSource.OwnColumns.GroupBy(column => column.Table)
                      where table.Key.StartsWith("off_", StringComparison.Ordinal)
                      let onForm = SolutionSource.Below($"Entities/{table.Key}/FormXml/main").SelectMany(file => file.Value.Descendants("control")).Select(control => (string)control.Attribute("datafieldname")!).ToHashSet(StringComparer.Ordinal)
                      from column in table
                      let name = column.Column.Element("LogicalName")!.Value
                      where $"{table.Key}.{name}" != "off_SubjectKey.off_key"        // a secret, which no form shows
                      where column.Column.Element("CalculationOf") is null && column.Column.Element("Type")!.Value != "primarykey" && !onForm.Contains(name)
                      select $"{table.Key}.{name}";

        Assert.Empty(missing);
    }

    [Fact]
    public void Columns_that_the_product_computes_are_locked_on_forms()
    {
        var computed = SolutionSource.OwnColumns.Where(column => Description(column.Column).EndsWith("Written by the product only.", StringComparison.Ordinal))
            .Select(column => $"{column.Table}.{column.Column.Element("LogicalName")!.Value}").ToHashSet(StringComparer.Ordinal);
        var unlocked = from file in SolutionSource.Below("Entities")
                       let table = file.Key.Split('/')[1]
                       from control in file.Value.Descendants("control")
                       where computed.Contains($"{table}.{(string?)control.Attribute("datafieldname")}") && (string)control.Attribute("disabled")! != "true"
                       select $"{file.Key}: {(string)control.Attribute("id")!}";

        Assert.Contains("off_Contract.off_latestnoticedate", computed);
        Assert.Empty(unlocked);
    }

    static string Description(XElement column) => (string)column.Element("Descriptions")!.Elements().First().Attribute("description")!;
}
