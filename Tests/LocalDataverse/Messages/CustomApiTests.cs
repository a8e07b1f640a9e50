using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class CustomApiTests
{
    static readonly string[] TypeNames = ["Boolean", "DateTime", "Decimal", "Entity", "EntityCollection", "EntityReference", "Float", "Integer", "Money", "Picklist", "String", "StringArray", "Guid"];

    [Fact, Trait("fidelity", "F297")]
    public void The_plugin_of_an_api_is_its_main_operation()
    {
        using var environment = With(new TestApi("tst_Echo") { Inputs = [new TestParameter("InText", 10)], Outputs = [new TestParameter("OutText", 10)] });

        var response = environment.Administrator.Execute(new OrganizationRequest("tst_Echo") { ["InText"] = "hello" });

        Assert.Equal("hello", response["OutText"]);
        Assert.StartsWith("stage=30", Assert.Single(environment.Said()), StringComparison.Ordinal);
        Assert.Equal(0, environment.Count("sdkmessageprocessingstep"));
    }

    [Theory, Trait("fidelity", "F298")]
    [InlineData(0, "")]
    [InlineData(1, "later")]
    [InlineData(2, "now,later")]
    public void Steps_of_others_run_around_an_api_as_its_publisher_allows(int allowed, string expected)
    {
        var now = new TestStep("Say", "Create", null, 40) { Configuration = "now" };
        var later = new TestStep("Say", "Create", null, 40) { Configuration = "later", IsAsync = true };
        var solution = new TestSolution { Apis = { new TestApi("tst_Quiet") { Plugin = null, AllowedSteps = allowed } }, Steps = { now, later } };
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(solution.ToZip());
        environment.MoveStep(now.Id, "tst_Quiet");
        environment.MoveStep(later.Id, "tst_Quiet");

        environment.Administrator.Execute(new OrganizationRequest("tst_Quiet"));
        environment.RunAsyncJobs();

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries), environment.Said());
    }

    [Fact, Trait("fidelity", "F298")]
    public void Binding_and_allowed_steps_are_fixed_once_shipped()
    {
        using var environment = With(new TestApi("tst_Echo"));

        var binding = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(
            new TestSolution { Version = "1.0.0.1", Apis = { new TestApi("tst_Echo") { Binding = 1, Table = "account" } } }.ToZip()));
        var steps = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(
            new TestSolution { Version = "1.0.0.1", Apis = { new TestApi("tst_Echo") { AllowedSteps = 2 } } }.ToZip()));

        Assert.All([binding, steps], refused => Assert.Contains("fixed once shipped", refused.Message, StringComparison.Ordinal));
    }

    [Fact, Trait("fidelity", "F300")]
    public void A_function_that_answers_nothing_is_refused()
    {
        var refused = Refused(new TestApi("tst_Ask") { IsFunction = true });

        Assert.Equal(unchecked((int)0x8006088A), refused.ErrorCode);
    }

    [Fact, Trait("fidelity", "F301")]
    public void A_private_api_can_be_called_all_the_same()
    {
        using var environment = With(new TestApi("tst_Echo") { IsPrivate = true, Inputs = [new TestParameter("InText", 10)], Outputs = [new TestParameter("OutText", 10)] });

        Assert.Equal("hello", environment.Administrator.Execute(new OrganizationRequest("tst_Echo") { ["InText"] = "hello" })["OutText"]);
    }

    [Theory, Trait("fidelity", "F308")]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    public void Workflows_call_no_api_with_a_parameter_that_they_cannot_give(int type)
    {
        var refused = Refused(new TestApi("tst_Step") { IsForWorkflows = true, Inputs = [new TestParameter("InRows", type)] });

        Assert.Contains("which workflows cannot give", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F308")]
    public void Workflows_call_no_function()
    {
        var refused = Refused(new TestApi("tst_Ask") { IsForWorkflows = true, IsFunction = true, Outputs = [new TestParameter("OutText", 10)] });

        Assert.Contains("is a function and shall be called by workflows", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F309")]
    public void The_name_of_an_api_begins_with_the_publishers_prefix() =>
        Assert.Contains("does not begin with the publisher's prefix", Refused(new TestApi("other_Echo")).Message, StringComparison.Ordinal);

    static SolutionImportException Refused(TestApi api) => Assert.Throws<SolutionImportException>(() => With(api).Dispose());

    [Fact, Trait("fidelity", "F299")]
    public void An_api_bound_to_a_row_takes_it_as_target_and_one_bound_to_a_table_takes_none()
    {
        using var environment = With(
            new TestApi("tst_OnRow") { Binding = 1, Table = "account" }, new TestApi("tst_OnTable") { Binding = 2, Table = "account" });
        var id = environment.CreateAccount();

        environment.Administrator.Execute(new OrganizationRequest("tst_OnRow") { ["Target"] = new EntityReference("account", id) });
        environment.Administrator.Execute(new OrganizationRequest("tst_OnTable"));
        var without = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("tst_OnRow")));
        var wrong = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("tst_OnRow") { ["Target"] = new EntityReference(
            "contact", id) }));
        var tooMuch = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("tst_OnTable") { ["Target"] = new EntityReference(
            "account", id) }));

        Assert.EndsWith("inputs=Target", environment.Said()[0], StringComparison.Ordinal);
        Assert.EndsWith("inputs=", environment.Said()[1], StringComparison.Ordinal);
        Assert.Contains("'Target' is missing", without.Message, StringComparison.Ordinal);
        Assert.Contains("bound to account", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("parameter Target of tst_OnTable", tooMuch.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F302")]
    public void A_caller_without_the_privilege_of_an_api_is_refused()
    {
        using var environment = With(new TestApi("tst_Echo") { Privilege = "prvReadAccount" });
        var rep = environment.AddUser(new NewUser("Rep"));
        var reader = environment.AddUser(new NewUser("Reader") { Privileges = [new TablePrivilege("account", TableRights.Read)] });

        var fault = Observation.FaultOf(() => environment.ServiceFor(rep).Execute(new OrganizationRequest("tst_Echo")));
        environment.ServiceFor(reader).Execute(new OrganizationRequest("tst_Echo"));

        Assert.Equal(-2147220960, fault.ErrorCode);
        Assert.Contains("prvReadAccount", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F302")]
    public void An_api_that_asks_for_a_privilege_that_does_not_exist_is_refused()
    {
        using var environment = LocalEnvironment.Create();

        var refused = Assert.Throws<SolutionImportException>(() => environment.ImportSolution(new TestSolution { Apis = { new TestApi("tst_Echo") { Privilege = "prvReadUnicorn" } } }.ToZip()));

        Assert.Contains("prvReadUnicorn", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F303")]
    public void Each_type_of_parameter_takes_its_values_and_no_others()
    {
        object[] values =
        [
            true, new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), 1.5m, new Entity("account"), new EntityCollection(), new EntityReference("account", Guid.NewGuid()), 2.5d, 7, new Money(3),
            new OptionSetValue(4), "text", new[] { "a", "b" }, Guid.NewGuid(),
        ];
        using var environment = With([.. values.Select((_, type) => new TestApi($"tst_Type{type}") { Inputs = [new TestParameter("InValue", type)], Outputs = [new TestParameter("OutValue", type)] })]);

        for (var type = 0; type < values.Length; type++)
        {
            var response = environment.Administrator.Execute(new OrganizationRequest($"tst_Type{type}") { ["InValue"] = values[type] });
            var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest($"tst_Type{type}") { ["InValue"] = values[(type + 1) % values.Length] }));

            Assert.Equal(values[type].GetType(), response["OutValue"].GetType());
            Assert.Contains($"'InValue' of tst_Type{type}", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(values.Length, TypeNames.Length);
    }

    [Fact, Trait("fidelity", "F304")]
    public void A_required_parameter_that_is_missing_is_named()
    {
        using var environment = With(new TestApi("tst_Echo") { Inputs = [new TestParameter("InText", 10)] });

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("tst_Echo")));

        Assert.Equal(-2146877436, fault.ErrorCode);
        Assert.Contains("'InText'", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F306")]
    public void An_optional_parameter_that_was_not_sent_is_not_there()
    {
        using var environment = With(new TestApi("tst_Echo") { Inputs = [new TestParameter("InText", 10), new TestParameter("InNumber", 7, IsOptional: true)], Outputs = [new TestParameter("OutText", 10)] });

        environment.Administrator.Execute(new OrganizationRequest("tst_Echo") { ["InText"] = "x" });

        Assert.EndsWith("inputs=InText", Assert.Single(environment.Said()), StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F305")]
    public void An_output_that_the_plugin_did_not_set_has_the_default_of_its_type()
    {
        using var environment = With(new TestApi("tst_Echo") { Outputs = [new TestParameter("Yes", 0), new TestParameter("Number", 7), new TestParameter("Text", 10), new TestParameter("Id", 12)] });

        var response = environment.Administrator.Execute(new OrganizationRequest("tst_Echo"));

        Assert.Equal((false, 0, null, Guid.Empty), (response["Yes"], response["Number"], response["Text"], response["Id"]));
    }

    [Fact]
    public void An_output_that_the_api_does_not_declare_is_an_error_of_its_plugin()
    {
        using var environment = With(new TestApi("tst_Echo") { Inputs = [new TestParameter("InText", 10)] });

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("tst_Echo") { ["InText"] = "x" }));

        Assert.Contains("set the output 'OutText'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_api_writes_is_undone_when_it_refuses()
    {
        using var environment = With(new TestApi("tst_Refuse") { Plugin = "CatchFault" });

        Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("tst_Refuse")));

        Assert.Equal(0, environment.Count("task"));
    }

    static LocalEnvironment With(params TestApi[] apis)
    {
        var environment = LocalEnvironment.Create();
        var solution = new TestSolution();
        solution.Apis.AddRange(apis);
        environment.ImportSolution(solution.ToZip());
        return environment;
    }
}
