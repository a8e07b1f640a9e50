using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class CreateTests
{
    [Fact, Trait("fidelity", "F153")]
    public void The_caller_may_choose_the_id_once()
    {
        using var environment = LocalEnvironment.Create();
        var id = Guid.NewGuid();

        var returned = environment.Administrator.Create(new Entity("account", id) { ["name"] = "Contoso" });
        var fault = Observation.FaultOf(() => environment.Administrator.Create(new Entity("account", id)));

        Assert.Equal(id, returned);
        Assert.Equal(-2147220937, fault.ErrorCode);
        Assert.StartsWith("Cannot insert duplicate key.", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F156")]
    public void Columns_that_cannot_be_written_are_ignored_without_a_word()
    {
        using var environment = LocalEnvironment.Create();

        var id = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso", ["merged"] = true, ["creditlimit_base"] = new Money(5) });
        environment.Administrator.Update(new Entity("account", id) { ["merged"] = true });

        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("merged", "creditlimit_base"));
        Assert.False(row.GetAttributeValue<bool>("merged"));
        Assert.False(row.Contains("creditlimit_base"));
    }

    [Fact, Trait("fidelity", "F157")]
    public void The_platform_says_who_created_a_row_and_when_but_a_migrated_row_keeps_its_date()
    {
        using var environment = LocalEnvironment.Create();
        var before = new DateTime(2019, 2, 3, 4, 5, 0, DateTimeKind.Utc);
        var now = environment.Clock.UtcNow;

        var sent = environment.Administrator.Create(new Entity("account")
        {
            ["createdon"] = before,
            ["createdby"] = new EntityReference("systemuser", Guid.NewGuid()),
            ["modifiedon"] = before,
            ["modifiedby"] = new EntityReference("systemuser", Guid.NewGuid()),
        });
        var migrated = environment.Administrator.Create(new Entity("account") { ["overriddencreatedon"] = before });

        var columns = new ColumnSet("createdon", "createdby", "modifiedon", "modifiedby", "overriddencreatedon");
        var row = environment.Administrator.Retrieve("account", sent, columns);
        Assert.Equal((now, now), (row["createdon"], row["modifiedon"]));
        Assert.Equal(environment.AdministratorId, row.GetAttributeValue<EntityReference>("createdby").Id);
        Assert.Equal(environment.AdministratorId, row.GetAttributeValue<EntityReference>("modifiedby").Id);
        var old = environment.Administrator.Retrieve("account", migrated, columns);
        Assert.Equal((before, now), (old["createdon"], old["overriddencreatedon"]));
    }

    [Fact, Trait("fidelity", "F159")]
    public void The_owner_is_who_creates_the_row_and_its_business_unit_follows()
    {
        using var environment = LocalEnvironment.Create();
        var unit = environment.Administrator.Create(new Entity("businessunit") { ["name"] = "South", ["parentbusinessunitid"] = environment.Root() });
        var rep = environment.AddUser(new NewUser("Rep") { BusinessUnitId = unit, Privileges = [new TablePrivilege("account", TableRights.All)] });

        var id = environment.ServiceFor(rep).Create(new Entity("account") { ["owningbusinessunit"] = environment.Root() });

        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("ownerid", "owningbusinessunit"));
        Assert.Equal(rep, row.GetAttributeValue<EntityReference>("ownerid").Id);
        Assert.Equal(unit, row.GetAttributeValue<EntityReference>("owningbusinessunit").Id);
    }

    [Fact, Trait("fidelity", "F160")]
    public void A_new_row_has_the_default_state_and_its_default_status()
    {
        using var environment = LocalEnvironment.Create();

        var account = environment.CreateAccount();
        var task = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call" });

        Assert.Equal((0, 1), environment.StateOf("account", account));
        Assert.Equal((0, 2), environment.StateOf("task", task));
    }

    [Fact, Trait("fidelity", "F163")]
    public void An_empty_text_is_no_text()
    {
        using var environment = LocalEnvironment.Create();

        var id = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso", ["description"] = "" });

        Assert.False(environment.Administrator.Retrieve("account", id, new ColumnSet("description")).Contains("description"));
    }

    [Fact, Trait("fidelity", "F154")]
    public void Related_rows_are_created_with_their_row_or_not_at_all()
    {
        using var environment = LocalEnvironment.Create();
        var account = new Entity("account") { ["name"] = "Contoso" };
        account.RelatedEntities[new Relationship("contact_customer_accounts")] = new EntityCollection([new Entity("contact") { ["lastname"] = "Ada" }, new Entity("contact") { ["lastname"] = "Bob" }]);

        var id = environment.Administrator.Create(account);
        account.RelatedEntities.Values.First().Entities[1]["lastname"] = new string('x', 500);
        account.Id = Guid.Empty;
        Observation.FaultOf(() => environment.Administrator.Create(account));

        var contacts = environment.Administrator.RetrieveMultiple(new QueryExpression("contact") { ColumnSet = new ColumnSet(
            "parentcustomerid", "fullname") });
        Assert.Equal(2, contacts.Entities.Count);
        Assert.All(contacts.Entities, contact => Assert.Equal(id, contact.GetAttributeValue<EntityReference>("parentcustomerid").Id));
        Assert.Equal(1, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F224")]
    public void Money_has_a_currency_and_its_value_in_base_currency()
    {
        using var environment = LocalEnvironment.Create();
        var franc = environment.Administrator.Create(new Entity("transactioncurrency")
        {
            ["currencyname"] = "Swiss franc",
            ["isocurrencycode"] = "CHF",
            ["currencysymbol"] = "CHF",
            ["currencyprecision"] = 2,
            ["exchangerate"] = 0.5m,
        });

        var inBase = environment.Administrator.Create(new Entity("account") { ["creditlimit"] = new Money(100) });
        var inFrancs = environment.Administrator.Create(new Entity("account") { ["creditlimit"] = new Money(100), ["transactioncurrencyid"] = new EntityReference(
            "transactioncurrency", franc) });

        Assert.Equal((100m, "EUR"), Amount(inBase));
        Assert.Equal((200m, "Swiss franc"), Amount(inFrancs));

        (decimal, string) Amount(Guid id)
        {
            var row = environment.Administrator.Retrieve("account", id, new ColumnSet("creditlimit_base", "transactioncurrencyid"));
            return (row.GetAttributeValue<Money>("creditlimit_base").Value, row.GetAttributeValue<EntityReference>("transactioncurrencyid").Name);
        }
    }

    [Fact, Trait("fidelity", "F161")]
    public void A_row_is_created_active_whatever_state_it_is_sent_with()
    {
        using var environment = LocalEnvironment.Create();

        var id = environment.Administrator.Create(new Entity("account") { ["name"] = "Contoso", ["statecode"] = new OptionSetValue(1) });

        Assert.Equal((0, 1), environment.StateOf("account", id));
    }

    [Fact]
    public void An_autonumber_column_counts_and_leaves_what_the_caller_gives()
    {
        using var environment = LocalEnvironment.Create();
        var table = new TestTable("tst_Ticket") { Columns = { TestTable.Text("tst_Number", 50, new System.Xml.Linq.XElement("AutoNumberFormat", "T-{SEQNUM:5}")) } };
        environment.ImportSolution(new TestSolution { Tables = { table } }.ToZip());

        string Number(Entity row) => (string)environment.Administrator.Retrieve("tst_ticket", environment.Administrator.Create(row), new ColumnSet("tst_number"))["tst_number"];

        Assert.Equal(
            ["T-01000", "T-01001", "mine"],
            [Number(new Entity("tst_ticket")), Number(new Entity("tst_ticket")), Number(new Entity("tst_ticket") { ["tst_number"] = "mine" })]);
    }
}
