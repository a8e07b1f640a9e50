using System;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Solutions;

/// <summary>Upgrade and uninstallation of solutions, and what stands in their way.</summary>
public sealed class LifecycleTests : IDisposable
{
    static readonly Guid RoleId = new("5d3d7a35-6a5b-4a49-8f38-0c1b8a5f0a11");

    readonly LocalEnvironment environment = LocalEnvironment.Create();

    IOrganizationService Service => environment.Administrator;

    [Fact, Trait("fidelity", "F319")]
    public void An_update_keeps_what_the_new_version_lacks()
    {
        environment.ImportSolution(Full("1.0.0.0"));
        var account = AccountWithNote();

        environment.ImportSolution(Empty("2.0.0.0"));

        Assert.Equal("kept", Service.Retrieve("account", account, new ColumnSet("tst_note"))["tst_note"]);
        Assert.Equal(1, environment.Count("sdkmessageprocessingstep"));
        Assert.Equal(0, environment.Count("tst_thing"));
    }

    [Fact, Trait("fidelity", "F319")]
    public void An_upgrade_deletes_what_the_new_version_lacks_and_says_how_many_rows_went()
    {
        environment.ImportSolution(Full("1.0.0.0"));
        var account = AccountWithNote();
        var thing = Service.Create(new Entity("tst_thing") { ["tst_name"] = "one", ["tst_accountid"] = new EntityReference("account", account) });
        var note = Service.Create(new Entity("annotation") { ["subject"] = "about it", ["objectid"] = new EntityReference("tst_thing", thing) });

        var upgraded = environment.UpgradeSolution(Empty("2.0.0.0"));

        var deleted = upgraded.Components.Where(component => component.Outcome == ImportOutcome.Deleted).Select(component => (component.Kind, component.Name, component.Rows)).ToList();
        Assert.Contains(("Table", "tst_thing", 1), deleted);
        Assert.Contains(("Column", "account.tst_note", 1), deleted);
        Assert.Contains(("Role", "Tester", 0), deleted);
        Assert.Contains(("Custom API", "tst_Say", 0), deleted);
        Assert.Equal(-2147217150, Observation.FaultOf(() => Service.RetrieveMultiple(new QueryExpression("tst_thing"))).ErrorCode);
        Assert.Equal(-2147217149, Observation.FaultOf(() => Service.Retrieve("account", account, new ColumnSet("tst_note"))).ErrorCode);
        Assert.Equal(-2147203036, Observation.FaultOf(() => Service.Execute(new OrganizationRequest("tst_Say"))).ErrorCode);
        Assert.Equal(-2147220969, Observation.FaultOf(() => Service.Retrieve("annotation", note, new ColumnSet("subject"))).ErrorCode);
        Assert.Equal("Contoso", Service.Retrieve("account", account, new ColumnSet("name"))["name"]);
        Assert.Equal(0, environment.Count("sdkmessageprocessingstep"));
    }

    [Fact]
    public void Rows_and_values_of_variables_that_stay_are_kept_by_an_upgrade()
    {
        environment.ImportSolution(Full("1.0.0.0"));
        var account = AccountWithNote();
        var thing = Service.Create(new Entity("tst_thing") { ["tst_name"] = "one" });
        var variable = Service.RetrieveMultiple(new QueryExpression("environmentvariabledefinition")).Entities.Single().Id;
        Service.Create(new Entity("environmentvariablevalue") { ["environmentvariabledefinitionid"] = new EntityReference("environmentvariabledefinition", variable), ["value"] = "mine" });

        environment.UpgradeSolution(Full("2.0.0.0", table => table.Columns.Insert(0, TestTable.Text("tst_Added"))));

        Assert.Equal("one", Service.Retrieve("tst_thing", thing, new ColumnSet("tst_name"))["tst_name"]);
        Assert.Equal("kept", Service.Retrieve("account", account, new ColumnSet("tst_note"))["tst_note"]);
        Assert.Equal("mine", Service.RetrieveMultiple(new QueryExpression("environmentvariablevalue") { ColumnSet = new ColumnSet("value") }).Entities.Single()["value"]);
    }

    [Theory, Trait("fidelity", "F320"), InlineData("1.0.0.0"), InlineData("0.9.0.0")]
    public void An_upgrade_needs_a_higher_version(string version)
    {
        environment.ImportSolution(Full("1.0.0.0"));

        var refused = Assert.Throws<SolutionImportException>(() => environment.UpgradeSolution(Empty(version)));

        Assert.Equal(-2147187391, refused.ErrorCode);
        Assert.Equal(0, environment.Count("tst_thing"));
    }

    [Fact]
    public void What_is_not_installed_is_neither_upgraded_nor_uninstalled()
    {
        Assert.Contains("not installed", Assert.Throws<SolutionImportException>(() => environment.UpgradeSolution(Full("1.0.0.0"))).Message, StringComparison.Ordinal);
        Assert.Contains("No such solution", Assert.Throws<SolutionImportException>(() => environment.UninstallSolution("Testing")).Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F323")]
    public void Uninstalling_deletes_components_and_rows_and_leaves_nothing_behind()
    {
        var before = environment.Snapshot();
        environment.ImportSolution(Full("1.0.0.0"));
        Service.Create(new Entity("tst_thing") { ["tst_name"] = "one" });

        environment.UninstallSolution("Testing");

        // That a message can have steps on account is Dataverse's own knowledge; here it becomes a row when it is first needed.
        Assert.Equal(["sdkmessagefilter"], before.ChangesTo(environment.Snapshot()).Select(change => change.Table));
        Assert.Null(environment.Organization.Store.Catalog.TryTable("tst_thing"));
        Assert.Null(environment.Organization.Store.Catalog.Table("account").TryColumn("tst_note"));
        Assert.Null(environment.Organization.Store.Catalog.TryRelationship("tst_account_thing"));
        Assert.Empty(environment.Organization.CustomApis);
    }

    [Fact, Trait("fidelity", "F323")]
    public void Uninstalling_is_refused_with_the_list_of_what_others_have_built_on_it()
    {
        environment.ImportSolution(Full("1.0.0.0"));
        Service.Create(new Entity("tst_thing") { ["tst_name"] = "one" });
        environment.ImportSolution(new TestSolution
        {
            UniqueName = "OnTop",
            IsManaged = false,
            Tables = { new TestTable("Contact") { IsExtension = true, Columns = { TestTable.Lookup("tst_ThingId") } } },
            Relationships = { TestTable.OneToMany("tst_thing_contact", "Contact", "tst_ThingId", "tst_Thing") },
            Spoil = (manifest, customizations) =>
            {
                manifest.Descendants("RootComponents").Single().Add(new XElement("RootComponent", new XAttribute("type", 1), new XAttribute("schemaName", "account"), new XAttribute("behavior", 2)));
                customizations.Element("Entities")!.Add(Form("Account", "tst_note"));
            },
        }.ToZip());

        var refused = Assert.Throws<SolutionImportException>(() => environment.UninstallSolution("Testing"));

        Assert.Equal(-2147160033, refused.ErrorCode);
        Assert.Contains("relationship tst_thing_contact needs table tst_thing (solution OnTop)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a form of account shows column tst_note (solution OnTop)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, environment.Count("tst_thing"));
    }

    [Fact]
    public void An_upgrade_is_refused_when_others_need_what_it_drops()
    {
        environment.ImportSolution(Full("1.0.0.0"));
        environment.ImportSolution(new TestSolution
        {
            UniqueName = "OnTop",
            Tables = { new TestTable("Contact") { IsExtension = true, Columns = { TestTable.Lookup("tst_ThingId") } } },
            Relationships = { TestTable.OneToMany("tst_thing_contact", "Contact", "tst_ThingId", "tst_Thing") },
        }.ToZip());

        var refused = Assert.Throws<SolutionImportException>(() => environment.UpgradeSolution(Empty("2.0.0.0")));

        Assert.Equal(-2147160033, refused.ErrorCode);
        Assert.Equal(0, environment.Count("tst_thing"));
    }

    [Fact]
    public void Columns_after_a_dropped_one_keep_their_values()
    {
        environment.ImportSolution(Full("1.0.0.0", table => table.Columns.AddRange([TestTable.Text("tst_First"), TestTable.Text("tst_Second")])));
        var thing = Service.Create(new Entity("tst_thing") { ["tst_name"] = "one", ["tst_first"] = "1", ["tst_second"] = "2" });

        environment.UpgradeSolution(Full("2.0.0.0", table => table.Columns.Add(TestTable.Text("tst_Second"))));
        Service.Update(new Entity("tst_thing", thing) { ["tst_name"] = "renamed" });

        var row = Service.Retrieve("tst_thing", thing, new ColumnSet("tst_name", "tst_second", "statuscode"));
        Assert.Equal(("renamed", "2", 1), ((string)row["tst_name"], (string)row["tst_second"], row.GetAttributeValue<OptionSetValue>("statuscode").Value));
        Assert.Equal(-2147217149, Observation.FaultOf(() => Service.Retrieve("tst_thing", thing, new ColumnSet("tst_first"))).ErrorCode);
    }

    [Fact]
    public void A_copy_of_an_environment_knows_what_is_installed_and_the_original_keeps_it()
    {
        environment.ImportSolution(Full("1.0.0.0"));

        using (var copy = environment.Clone()) copy.UninstallSolution("Testing");

        Assert.Equal(0, environment.Count("tst_thing"));
        Assert.Equal("tst_Say", Service.Execute(new OrganizationRequest("tst_Say")).ResponseName);
    }

    public void Dispose() => environment.Dispose();

    Guid AccountWithNote() => Service.Create(new Entity("account") { ["name"] = "Contoso", ["tst_note"] = "kept" });

    static byte[] Full(string version, Action<TestTable>? change = null)
    {
        var things = new TestTable("tst_Thing") { Columns = { TestTable.Lookup("tst_AccountId") } };
        change?.Invoke(things);
        return new TestSolution
        {
            Version = version,
            Tables = { things, new TestTable("Account") { IsExtension = true, Columns = { TestTable.Text("tst_Note") } } },
            Relationships = { TestTable.OneToMany("tst_account_thing", "tst_Thing", "tst_AccountId", "Account", "Cascade") },
            Steps = { new TestStep("Say", "Update", "account", 40) },
            Apis = { new TestApi("tst_Say") },
            Variables = { new TestVariable("tst_Setting", 100_000_000, "default") },
            Roles =
            {
                new XElement("Role", new XAttribute("id", RoleId.ToString("B")), new XAttribute("name", "Tester"), new XElement(
                    "RolePrivileges", new XElement("RolePrivilege", new XAttribute("name", "prvReadtst_Thing"), new XAttribute("level", "Global")))),
            },
            Spoil = (_, customizations) => customizations.Descendants("entity").Where(body => (string)body.Attribute("Name")! == "tst_Thing").Single().Add(new XElement("HasRelatedNotes", "True")),
        }.ToZip();
    }

    static byte[] Empty(string version) => new TestSolution { Version = version }.ToZip();

    static XElement Form(string table, string column) => new(
        "Entity", new XElement("Name", table), new XElement("EntityInfo", new XElement("entity", new XAttribute("Name", table), new XElement("attributes"))), new XElement(
            "FormXml",
            new XElement("forms", new XAttribute("type", "main"), new XElement("systemform", new XElement("formid", "{3f1c3b0a-3f0e-4f0a-9d7b-7a4f2b7f5e01}"), new XElement("form", new XElement("control", new XAttribute("datafieldname", column)))))));
}
