using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>What the embedded Dataverse lacks faults by name; it never answers "empty" or does nothing.</summary>
public class UnsupportedTests
{
    [Theory]
    [InlineData("Restore"), Trait("unsupported", "F329"), Trait("unsupported", "F330")]
    public void A_message_about_history_or_the_recycle_bin_is_refused_by_name(string message)
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new OrganizationRequest(message)));

        Assert.Equal(-2147203036, fault.ErrorCode);
        Assert.Contains($"'{message}' is not implemented", fault.Message, System.StringComparison.Ordinal);
    }

    [Fact, Trait("unsupported", "F331")]
    public void A_query_of_the_recycle_bin_is_refused_and_finds_no_living_row_instead()
    {
        using var environment = LocalEnvironment.Create();
        environment.CreateAccount();

        var fault = Observation.FaultOf(() => environment.Administrator.RetrieveMultiple(
            new FetchExpression("<fetch datasource='bin'><entity name='account'><attribute name='name'/></entity></fetch>")));

        Assert.Contains("datasource", fault.Message, System.StringComparison.Ordinal);
    }
}
