using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>What the platform fills, refuses and answers whatever the table.</summary>
public class RuleTests
{
    [Fact, Trait("fidelity", "F155")]
    public void A_lookup_may_name_its_row_by_key_and_a_key_that_no_row_has_is_refused()
    {
        using var environment = WithTicket("T-{SEQNUM:5}");
        var parent = environment.Administrator.Create(new Entity("tst_ticket") { ["tst_code"] = "A1" });

        var child = environment.Administrator.Create(new Entity("tst_ticket") { ["tst_parentid"] = new EntityReference("tst_ticket", "tst_code", "A1") });
        var fault = Observation.FaultOf(() => environment.Administrator.Create(new Entity("tst_ticket") { ["tst_parentid"] = new EntityReference("tst_ticket", "tst_code", "B2") }));

        Assert.Equal(parent, environment.Administrator.Retrieve("tst_ticket", child, new ColumnSet("tst_parentid")).GetAttributeValue<EntityReference>("tst_parentid").Id);
        Assert.Equal(-2147088239, fault.ErrorCode);
    }

    [Theory, Trait("fidelity", "F183")]
    [InlineData("tst_code", -2147088239)]
    [InlineData("tst_name", -2147088240)]
    public void A_row_is_not_found_by_a_key_value_that_none_has_nor_by_a_column_that_is_no_key(string column, int code)
    {
        using var environment = WithTicket("T-{SEQNUM:5}");

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new RetrieveRequest { Target = new EntityReference("tst_ticket", column, "A1"), ColumnSet = new ColumnSet("tst_code") }));

        Assert.Equal(code, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F195")]
    public void A_row_of_a_table_without_version_cannot_be_changed_by_version()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 20) { Configuration = "x" });
        environment.CreateAccount();
        var trace = environment.Administrator.RetrieveMultiple(new QueryExpression("plugintracelog")).Entities.Single();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new DeleteRequest
        {
            Target = new EntityReference("plugintracelog", trace.Id) { RowVersion = "1" },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        }));

        Assert.Equal(-2147088243, fault.ErrorCode);
        Assert.Equal(1, environment.Count("plugintracelog"));
    }

    [Fact, Trait("fidelity", "F152")]
    public void An_optional_parameter_goes_with_a_request_and_one_that_is_not_built_is_refused_by_name()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Observe", "Create", "account", 20) { Configuration = "create" });

        environment.Administrator.Execute(new CreateRequest { Target = new Entity("account"), ["tag"] = "by hand" });
        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new CreateRequest { Target = new Entity("account"), ["partitionid"] = "p" }));
        environment.Administrator.Create(new Entity("account"));

        Assert.Equal(["tag:by hand", ""], environment.AllSeen("create", "shared"));
        Assert.Equal(-2147220715, fault.ErrorCode);
        Assert.Contains("partitionid", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F192")]
    public void A_row_is_not_addressed_by_a_key_value_with_a_character_that_urls_use()
    {
        using var environment = WithTicket("T-{SEQNUM:5}");
        environment.Administrator.Create(new Entity("tst_ticket") { ["tst_code"] = "A/1" });

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new RetrieveRequest { Target = new EntityReference("tst_ticket", "tst_code", "A/1"), ColumnSet = new ColumnSet("tst_code") }));

        Assert.Equal(-2147088241, fault.ErrorCode);
        Assert.Contains("'/'", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F162")]
    public void Duplicate_detection_is_refused_when_it_is_asked_for()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new CreateRequest { Target = new Entity("account"), ["SuppressDuplicateDetection"] = false }));

        Assert.Equal(-2147220715, fault.ErrorCode);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F166")]
    public void A_sequence_is_padded_and_grows_beyond_its_width()
    {
        using var environment = WithTicket("{SEQNUM:3}");

        Assert.Equal(["1000", "1001"], [NumberOf(environment), NumberOf(environment)]);
    }

    [Fact, Trait("fidelity", "F167")]
    public void A_number_may_hold_letters_by_chance_and_the_time()
    {
        using var environment = WithTicket("{RANDSTRING:6}-{DATETIMEUTC:yyyyMMdd}");

        Assert.Matches("^[A-Z0-9]{6}-20260101$", NumberOf(environment));
    }

    [Fact, Trait("fidelity", "F167")]
    public void More_than_six_letters_by_chance_fail_when_a_row_is_saved()
    {
        using var environment = WithTicket("{RANDSTRING:7}");

        var fault = Observation.FaultOf(() => NumberOf(environment));

        Assert.Contains("1 to 6 characters", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F171")]
    public void Update_delete_and_associate_answer_nothing()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.CreateAccount();
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" });

        OrganizationResponse[] answers =
        [
            environment.Administrator.Execute(new UpdateRequest { Target = new Entity("account", id) { ["name"] = "Fabrikam" } }),
            environment.Administrator.Execute(new AssociateRequest
            {
                Target = new EntityReference("account", id), Relationship = new Relationship("contact_customer_accounts"), RelatedEntities = [new EntityReference("contact", contact)],
            }),
            environment.Administrator.Execute(new DeleteRequest { Target = new EntityReference("contact", contact) }),
        ];

        Assert.All(answers, answer => Assert.Empty(answer.Results));
    }

    [Fact, Trait("fidelity", "F200")]
    public void A_table_that_restricts_its_transitions_is_refused()
    {
        using var environment = LocalEnvironment.Create();
        var solution = new TestSolution
        {
            Tables = { new TestTable("tst_Thing") },
            Spoil = (_, customizations) => customizations.Descendants("entity").Single().Add(new System.Xml.Linq.XElement("EnforceStateTransitions", 1)),
        };

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(solution.ToZip()));

        Assert.Equal(-2147220715, refused.ErrorCode);
    }

    [Fact, Trait("fidelity", "F204")]
    public void A_completed_task_has_ended_today_unless_it_says_otherwise()
    {
        using var environment = LocalEnvironment.Create();
        var today = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call" });
        var earlier = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call", ["actualend"] = new DateTime(2025, 12, 24) });

        foreach (var id in (Guid[])[today, earlier]) environment.Administrator.Update(new Entity("task", id) { ["statecode"] = new OptionSetValue(1) });

        Assert.Equal((environment.Clock.UtcNow.Date, new DateTime(2025, 12, 24)), (End(today), End(earlier)));

        DateTime End(Guid id) => environment.Administrator.Retrieve("task", id, new ColumnSet("actualend")).GetAttributeValue<DateTime>("actualend").Date;
    }

    [Fact, Trait("fidelity", "F208")]
    public void A_state_that_activities_lack_and_a_regarding_row_that_is_not_there_have_their_own_codes()
    {
        using var environment = LocalEnvironment.Create();
        var id = environment.Administrator.Create(new Entity("task") { ["subject"] = "Call" });

        var state = Observation.FaultOf(() => environment.Administrator.Update(new Entity("task", id) { ["statecode"] = new OptionSetValue(9) }));
        var regarding = Observation.FaultOf(() => environment.Administrator.Update(new Entity("task", id) { ["regardingobjectid"] = new EntityReference("account", Guid.NewGuid()) }));

        Assert.Equal((-2147207936, -2147207929), (state.ErrorCode, regarding.ErrorCode));
    }

    [Theory, Trait("fidelity", "F218")]
    [InlineData("account", "parentaccountid", -2147220217)]
    [InlineData("contact", "parentcustomerid", -2147220214)]
    public void No_row_can_stand_above_itself(string table, string column, int code)
    {
        using var environment = LocalEnvironment.Create();
        var top = environment.Administrator.Create(new Entity(table) { [table == "account" ? "name" : "lastname"] = "top" });
        var below = environment.Administrator.Create(new Entity(table) { [column] = new EntityReference(table, top) });

        var fault = Observation.FaultOf(() => environment.Administrator.Update(new Entity(table, top) { [column] = new EntityReference(table, below) }));

        Assert.Equal(code, fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F225")]
    public void Money_without_currency_is_in_that_of_the_user()
    {
        using var environment = LocalEnvironment.Create();
        var franc = environment.Administrator.Create(new Entity("transactioncurrency")
        {
            ["currencyname"] = "Swiss franc", ["isocurrencycode"] = "CHF", ["currencysymbol"] = "CHF", ["currencyprecision"] = 2, ["exchangerate"] = 0.5m,
        });
        environment.Administrator.Update(new Entity("usersettings", environment.AdministratorId) { ["transactioncurrencyid"] = new EntityReference("transactioncurrency", franc) });

        var id = environment.Administrator.Create(new Entity("account") { ["creditlimit"] = new Money(100) });

        Assert.Equal(franc, environment.Administrator.Retrieve("account", id, new ColumnSet("transactioncurrencyid")).GetAttributeValue<EntityReference>("transactioncurrencyid").Id);
    }

    [Fact, Trait("fidelity", "F273")]
    public void A_batch_of_more_than_a_thousand_requests_is_refused_before_the_first()
    {
        using var environment = LocalEnvironment.Create();
        var batch = new ExecuteMultipleRequest { Settings = new ExecuteMultipleSettings(), Requests = [] };
        for (var i = 0; i < 1001; i++) batch.Requests.Add(new CreateRequest { Target = new Entity("account") });

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(batch));

        Assert.Equal(1000, fault.ErrorDetails["MaxBatchSize"]);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F273"), Trait("fidelity", "F276")]
    public void A_batch_may_hold_a_transaction_and_no_batch()
    {
        using var environment = LocalEnvironment.Create();
        var one = new ExecuteMultipleRequest { Settings = new ExecuteMultipleSettings(), Requests = [new CreateRequest { Target = new Entity("account") }] };

        var answer = (ExecuteMultipleResponse)environment.Administrator.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = true },
            Requests = [one, new ExecuteTransactionRequest { Requests = [new CreateRequest { Target = new Entity("account") }] }],
        });

        Assert.Equal(0, Assert.Single(answer.Responses).RequestIndex);
        Assert.Equal(1, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F276")]
    public void A_transaction_holds_neither_batch_nor_transaction()
    {
        using var environment = LocalEnvironment.Create();
        OrganizationRequest[] inner =
        [
            new ExecuteMultipleRequest { Settings = new ExecuteMultipleSettings(), Requests = [] }, new ExecuteTransactionRequest { Requests = [] },
        ];

        Assert.All(inner, request => Assert.Equal(
            -2147220715, Observation.FaultOf(() => environment.Administrator.Execute(new ExecuteTransactionRequest { Requests = [request] })).ErrorCode));
    }

    [Fact, Trait("fidelity", "F274")]
    public void A_batch_from_a_plugin_is_refused_by_name()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("SendBatch", "Create", "account", 20));

        var fault = Observation.FaultOf(() => environment.CreateAccount());

        Assert.Contains("ExecuteMultiple inside a plug-in", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F278"), Trait("fidelity", "F279")]
    public void The_organization_tells_its_version_and_its_names()
    {
        using var environment = LocalEnvironment.Create();
        var me = (WhoAmIResponse)environment.Administrator.Execute(new WhoAmIRequest());

        var version = ((RetrieveVersionResponse)environment.Administrator.Execute(new RetrieveVersionRequest())).Version;
        var detail = ((RetrieveCurrentOrganizationResponse)environment.Administrator.Execute(new RetrieveCurrentOrganizationRequest())).Detail;

        Assert.Equal(4, version.Split('.').Length);
        Assert.Equal(("local", "local", me.OrganizationId, version), (detail.FriendlyName, detail.UniqueName, detail.OrganizationId, detail.OrganizationVersion));
    }

    static string NumberOf(LocalEnvironment environment) => (string)environment.Administrator.Retrieve(
        "tst_ticket", environment.Administrator.Create(new Entity("tst_ticket")), new ColumnSet("tst_number"))["tst_number"];

    static LocalEnvironment WithTicket(string format)
    {
        var table = new TestTable("tst_Ticket")
        {
            Columns =
            {
                TestTable.Text("tst_Number", 50, new System.Xml.Linq.XElement("AutoNumberFormat", format)), TestTable.Text("tst_Code", 50), TestTable.Lookup("tst_ParentId"),
            },
            Keys = { TestTable.Key("tst_code_key", "tst_code") },
        };
        var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Tables = { table }, Relationships = { TestTable.OneToMany("tst_ticket_parent", "tst_Ticket", "tst_ParentId", "tst_Ticket") } }.ToZip());
        return environment;
    }
}
