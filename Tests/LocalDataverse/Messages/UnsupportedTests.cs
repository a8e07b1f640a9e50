using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>What the embedded Dataverse lacks faults by name; it never answers "empty" or does nothing.</summary>
public class UnsupportedTests
{
    [Fact, Trait("unsupported", "F028")]
    public void A_workflow_is_not_run()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest("ExecuteWorkflow")));

        Assert.Equal(-2147203036, fault.ErrorCode);
        Assert.Contains("'ExecuteWorkflow' is not implemented", fault.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sdkmessageprocessingstepsecureconfig"), Trait("unsupported", "F131")]
    [InlineData("principalobjectattributeaccess"), Trait("unsupported", "F296")]
    public void A_table_that_is_not_built_takes_no_rows(string table)
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Create(new Entity(table)));

        Assert.Equal(-2147217150, fault.ErrorCode);
        Assert.Contains(table, fault.Message, System.StringComparison.Ordinal);
    }
}
