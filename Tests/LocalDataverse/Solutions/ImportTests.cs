using System;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Solutions;

public class ImportTests
{
    [Fact]
    public void A_table_of_a_solution_can_be_used_at_once()
    {
        using var environment = LocalEnvironment.Create();
        var table = new TestTable("tst_Thing") { Columns = { TestTable.Choice("tst_Kind", (888880000, "Plain"), (888880001, "Fancy")), TestTable.Lookup("tst_AccountId") } };
        environment.ImportSolution(new TestSolution { Tables = { table }, Relationships = { TestTable.OneToMany("tst_account_thing", "tst_Thing", "tst_AccountId", "Account", "Cascade") } }.ToZip());
        var account = environment.CreateAccount("Contoso");

        var id = environment.Administrator.Create(new Entity("tst_thing") { ["tst_name"] = "one", ["tst_kind"] = new OptionSetValue(888880001), ["tst_accountid"] = new EntityReference(
            "account", account) });

        var row = environment.Administrator.Retrieve("tst_thing", id, new ColumnSet("tst_kind", "tst_accountid", "statuscode"));
        Assert.Equal(
            ("Fancy", "Contoso", "Active"),
            (row.FormattedValues["tst_kind"], row.GetAttributeValue<EntityReference>("tst_accountid").Name, row.FormattedValues["statuscode"]));
    }

    [Fact]
    public void Columns_added_to_a_standard_table_are_there_for_old_rows_too()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.CreateAccount();

        environment.ImportSolution(new TestSolution { Tables = { new TestTable("Account") { IsExtension = true, Columns = { TestTable.Text("tst_Note") } } } }.ToZip());
        environment.Administrator.Update(new Entity("account", id) { ["tst_note"] = "new" });

        Assert.Equal("new", environment.Administrator.Retrieve("account", id, new ColumnSet("tst_note"))["tst_note"]);
    }

    [Fact]
    public void The_registrations_are_rows()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Update", "account", 40)
        {
            Configuration = "x",
            Columns = "name",
            Rank = 7,
            Images = [new TestImage("Row", 2, "name")],
        });

        var step = Assert.Single(environment.Administrator.RetrieveMultiple(new QueryExpression("sdkmessageprocessingstep") { ColumnSet = new ColumnSet("sdkmessageid", "filteringattributes", "rank") }).Entities);
        Assert.Equal(
            ("Update", "name", 7), (step.GetAttributeValue<EntityReference>("sdkmessageid").Name, step["filteringattributes"], step["rank"]));
        Assert.Equal(1, environment.Count("solution"));
        Assert.Equal(1, environment.Count("publisher"));
        Assert.Equal(TestPlugins.Types.Count, environment.Count("plugintype"));
        Assert.Equal(1, environment.Count("sdkmessageprocessingstepimage"));
    }

    [Fact]
    public void What_is_not_interpreted_is_reported()
    {
        using var environment = LocalEnvironment.Create();
        var solution = new TestSolution { Spoil = (_, customizations) => customizations.Add(new XElement("CanvasApps", new XElement("CanvasApp", new XElement("Name", "tst_panel")))) };
        solution.MoreFiles["CanvasApps/tst_panel"] = "an app";

        var result = environment.ImportSolution(solution.ToZip());

        Assert.Equal(
            ["CanvasApp: tst_panel", "Part: CanvasApps/tst_panel"],
            result.Carried.Select(component => $"{component.Kind}: {component.Name}"));
    }

    [Fact, Trait("fidelity", "F324")]
    public void Steps_arrive_disabled_when_the_importer_does_not_enable_them()
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { ActivateSteps = false }, new TestStep("Say", "Create", "account", 20) { Configuration = "x" });

        environment.CreateAccount();

        Assert.Empty(environment.Said());
    }

    [Fact, Trait("fidelity", "F319")]
    public void A_higher_version_changes_components_in_place_and_deletes_none()
    {
        var kept = new TestStep("Say", "Create", "account", 20) { Configuration = "kept" };
        var changed = new TestStep("Say", "Create", "account", 20) { Configuration = "old", Rank = 2 };
        using var environment = Observation.EnvironmentWith(kept, changed);

        var result = environment.ImportSolution(new TestSolution { Version = "1.1.0.0", Steps = { changed with { Configuration = "new" } } }.ToZip());
        environment.CreateAccount();

        Assert.Equal(["kept", "new"], environment.Said());
        Assert.Equal((new Version(1, 0, 0, 0), new Version(1, 1, 0, 0)), (result.PreviousVersion, result.Version));
        Assert.Contains(result.Components, component => component is { Kind: "Plug-in step", Outcome: ImportOutcome.Updated });
    }

    [Fact, Trait("fidelity", "F320")]
    public void A_lower_version_is_refused()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Version = "1.2.0.0" }.ToZip());

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { Version = "1.1.9.9" }.ToZip()));

        Assert.Equal(-2147187391, refused.ErrorCode);
        Assert.Contains("1.1.9.9 is older than the installed 1.2.0.0", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F322")]
    public void Managed_and_unmanaged_do_not_replace_each_other_and_the_publisher_is_fixed()
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution().ToZip());

        var unmanaged = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { IsManaged = false }.ToZip()));
        var publisher = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { PublisherName = "somebody" }.ToZip()));

        Assert.Equal((-2147188671, -2147188708), (unmanaged.ErrorCode, publisher.ErrorCode));
    }

    [Fact, Trait("fidelity", "F136")]
    public void A_plugin_type_cannot_go_without_a_new_version_of_its_assembly()
    {
        var step = new TestStep("Say", "Create", "account", 20) { Configuration = "x" };
        using var environment = Observation.EnvironmentWith(step);

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { Version = "1.0.0.1", Steps = { step }, Types = ["Say"] }.ToZip()));

        Assert.Equal(-2147188623, refused.ErrorCode);
    }

    [Fact]
    public void A_role_of_a_solution_gives_its_privileges()
    {
        using var environment = LocalEnvironment.Create();
        var role = new XElement(
            "Role",
            new XAttribute("id", "{11111111-2222-3333-4444-555555555555}"),
            new XAttribute("name", "Account reader"),
            new XElement(
                "RolePrivileges", new XElement("RolePrivilege", new XAttribute("name", "prvReadAccount"), new XAttribute("level", "Global"))));
        environment.ImportSolution(new TestSolution { Roles = { role } }.ToZip());
        var rep = environment.AddUser(new NewUser("Rep"));
        environment.CreateAccount();

        environment.Administrator.Associate(
            "systemuser",
            rep,
            new Relationship("systemuserroles_association"),
            [new EntityReference("role", new Guid("11111111-2222-3333-4444-555555555555"))]);

        Assert.Single(environment.ServiceFor(rep).RetrieveMultiple(new QueryExpression("account")).Entities);
    }
}
