using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard;
using Offboard.Lifecycle;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.Solution;

/// <summary>Our own zip from this version to the next, and out of an environment.</summary>
public sealed class LifecycleScenarios : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    [Fact, Trait("fidelity", "F318")]
    public void The_next_version_of_our_zip_upgrades_this_one_and_loses_neither_rows_nor_settings()
    {
        using var world = new SolutionEnvironment();
        var account = world.AddAccount("Contoso");
        world.AddContract(account);
        world.Set("off_DeactivationPolicy", "requirecase");
        var rules = world.Local.Count(NoticeRuleRow.Table);

        var upgraded = world.Local.UpgradeSolution(Next(Artifacts.ManagedZip));

        Assert.Equal(Version.Parse("99.0.0.0"), upgraded.Version);
        Assert.DoesNotContain(upgraded.Components, component => component.Outcome == ImportOutcome.Deleted);
        Assert.Equal((1, rules), (world.Local.Count(ContractRow.Table), world.Local.Count(NoticeRuleRow.Table)));
        Assert.Contains("requirecase", world.Administrator.RetrieveMultiple(new QueryExpression("environmentvariablevalue") { ColumnSet = new ColumnSet("value") }).Entities.Select(row => (string)row["value"]));
        Assert.Contains("V-2041", SolutionEnvironment.RefusalOf(() => world.Administrator.Update(Inactive(account))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rehearsal_names_what_the_next_version_adds_changes_and_drops()
    {
        var rehearsal = Rehearsal.Of(Artifacts.ManagedZip, WithoutBlackouts(Next(Artifacts.ManagedZip)), [], TestContext.Current.CancellationToken);

        Assert.Null(rehearsal.Blocked);
        Assert.Contains(rehearsal.Differences, one => one is { Kind: "Table", Name: "off_blackout", Change: ComponentChange.Dropped });
        Assert.Contains(rehearsal.Deleted, one => one is { Kind: "Table", Name: "off_blackout" });
        Assert.DoesNotContain(rehearsal.Differences, one => one.Kind == "Column" && one.Name.StartsWith("off_contract.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rehearsal_from_a_version_to_itself_is_blocked_and_says_why()
    {
        var rehearsal = Rehearsal.Of(Artifacts.ManagedZip, Artifacts.ManagedZip, [], TestContext.Current.CancellationToken);

        Assert.Empty(rehearsal.Differences);
        Assert.Contains("not higher than the installed", rehearsal.Blocked, StringComparison.Ordinal);
    }

    [Fact]
    public void Uninstalling_leaves_no_row_step_role_or_column_behind()
    {
        using var environment = LocalEnvironment.Create();
        var account = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso" });
        var before = environment.Snapshot();
        var solution = environment.ImportSolution(Artifacts.ManagedZip).SolutionUniqueName;

        Removal.Of(environment, solution, evidence: null);
        environment.Administrator.Update(Inactive(account));

        // Privileges of standard tables and their messages are Dataverse's own knowledge; here they become rows when they are first needed.
        var left = before.ChangesTo(environment.Snapshot()).ToList();
        Assert.Equal([account], left.Where(change => change.Table is not ("privilege" or "sdkmessagefilter")).Select(change => change.Id));
        Assert.DoesNotContain(left, change => change.After is { } row && row.Table.Columns.Any(column => row[column] is string text && text.Contains("off_", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(environment.Organization.Store.Catalog.TableNames, name => name.StartsWith("off_", StringComparison.Ordinal));
        Assert.DoesNotContain(environment.Organization.Store.Catalog.Tables.SelectMany(table => table.Columns), column => column.Name.StartsWith("off_", StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_keeps_the_solution_in_place_until_all_of_it_is_in_files()
    {
        using var world = new SolutionEnvironment();
        var path = Path.Combine(folder.FullName, "evidence");
        Find(world, "one");

        var refused = Assert.Throws<CommandFailure>(() => Removal.Of(world.Local, "CustomerOffboarding", evidence: null));
        var files = new EvidenceExport(world.Administrator).Write(path);
        Find(world, "two");
        var stale = Assert.Throws<CommandFailure>(() => Removal.Of(world.Local, "CustomerOffboarding", path));
        var fresh = Path.Combine(folder.FullName, "fresh");
        new EvidenceExport(world.Administrator).Write(fresh);
        Removal.Of(world.Local, "CustomerOffboarding", fresh);

        Assert.Contains("1 rows of off_finding", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("off_finding", 1), (files.Single().Table, files.Single().Rows));
        Assert.Contains("2 rows of off_finding", stale.Message, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(Path.Combine(fresh, "off_finding.csv")).Length);
    }

    [Fact]
    public void A_changed_file_is_no_evidence()
    {
        using var world = new SolutionEnvironment();
        Find(world, "one");
        var path = Path.Combine(folder.FullName, "evidence");
        new EvidenceExport(world.Administrator).Write(path);

        File.AppendAllText(Path.Combine(path, "off_finding.csv"), "x");

        Assert.Contains("lacks some of it", Assert.Throws<CommandFailure>(() => Removal.Of(world.Local, "CustomerOffboarding", path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    static Entity Inactive(Guid account) => new("account", account) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) };

    static void Find(SolutionEnvironment world, string name) => world.CreatePastTheProduct(new Entity(FindingRow.Table) { ["off_name"] = name });

    /// <summary>The same solution in a higher version.</summary>
    static byte[] Next(byte[] zip) => Changed(zip, "solution.xml", text => Regex.Replace(text, "<Version>[^<]*</Version>", "<Version>99.0.0.0</Version>", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>The solution without one of its tables and all that names it.</summary>
    static byte[] WithoutBlackouts(byte[] zip)
    {
        var without = Changed(zip, "solution.xml", text => Regex.Replace(text, "<RootComponent [^>]*off_blackout[^>]*>", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
        return Changed(without, "customizations.xml", text =>
        {
            var xml = XElement.Parse(text);
            xml.Descendants("Entity").Where(entity => entity.Element("Name")?.Value == "off_Blackout").Remove();
            xml.Descendants("EntityRelationship").Where(relationship => relationship.Elements().Any(end => end.Value == "off_Blackout")).Remove();
            xml.Descendants("RolePrivilege").Where(privilege => ((string)privilege.Attribute("name")!).EndsWith("off_Blackout", StringComparison.Ordinal)).Remove();
            return xml.ToString();
        });
    }

    internal static byte[] Changed(byte[] zip, string part, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(zip);
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(part)!;
            string text;
            using (var reader = new StreamReader(entry.Open(), Encoding.UTF8)) text = reader.ReadToEnd();
            entry.Delete();
            using var writer = new StreamWriter(archive.CreateEntry(part).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            writer.Write(change(text));
        }

        return stream.ToArray();
    }
}
