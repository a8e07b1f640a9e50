using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

/// <summary>A registration tool creates steps as rows.</summary>
public class StepRowTests
{
    const int Enabled = 0;

    [Fact]
    public void A_step_that_is_created_as_a_row_runs_until_its_row_is_deleted()
    {
        using var environment = WithSay();
        var step = environment.Administrator.Create(Step(environment));
        environment.CreateAccount();

        environment.Administrator.Delete("sdkmessageprocessingstep", step);
        environment.CreateAccount();

        Assert.Equal(["registered", "registered by a row"], environment.Said().Order(StringComparer.Ordinal).Distinct());
        Assert.Equal(1, environment.Said().Count(said => said == "registered by a row"));
    }

    [Fact]
    public void It_is_enabled_and_knows_its_plug_in_type()
    {
        using var environment = WithSay();

        var step = environment.Administrator.Retrieve("sdkmessageprocessingstep", environment.Administrator.Create(Step(environment)), new ColumnSet("statecode", "plugintypeid", "eventhandler"));

        Assert.Equal(Enabled, step.GetAttributeValue<OptionSetValue>("statecode").Value);
        Assert.Equal(step.GetAttributeValue<EntityReference>("eventhandler").Id, step.GetAttributeValue<EntityReference>("plugintypeid").Id);
    }

    [Theory]
    [InlineData("sdkmessageid", null, "A step needs sdkmessageid.")]
    [InlineData("eventhandler", null, "A step needs plugintypeid.")]
    [InlineData("stage", 30, "Its stage is 30.")]
    [InlineData("filteringattributes", "nosuchcolumn", "It is filtered by column nosuchcolumn, which table account does not have.")]
    public void A_step_that_could_not_run_is_refused(string column, object? value, string message)
    {
        using var environment = WithSay();
        var step = Step(environment);
        step[column] = value is int stage ? new OptionSetValue(stage) : value;

        Assert.Contains(message, Observation.FaultOf(() => environment.Administrator.Create(step)).Message, StringComparison.Ordinal);
        Assert.Equal(1, environment.Count("sdkmessageprocessingstep"));
    }

    static LocalEnvironment WithSay() => Observation.EnvironmentWith(new TestStep("Say", "Create", "account", 40) { Configuration = "registered" });

    static Entity Step(LocalEnvironment environment)
    {
        var query = new QueryExpression("sdkmessageprocessingstep") { ColumnSet = new ColumnSet("sdkmessageid", "sdkmessagefilterid", "eventhandler") };
        var shipped = Assert.Single(environment.Administrator.RetrieveMultiple(query).Entities);
        return new Entity("sdkmessageprocessingstep")
        {
            ["name"] = "By hand", ["configuration"] = "registered by a row", ["sdkmessageid"] = shipped["sdkmessageid"], ["sdkmessagefilterid"] = shipped["sdkmessagefilterid"],
            ["eventhandler"] = shipped["eventhandler"], ["stage"] = new OptionSetValue(40), ["mode"] = new OptionSetValue(0), ["rank"] = 2,
        };
    }
}
