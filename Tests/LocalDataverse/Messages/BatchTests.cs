using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class BatchTests
{
    [Theory, Trait("fidelity", "F272")]
    [InlineData(true, 2, 3)]
    [InlineData(false, 1, 2)]
    public void ExecuteMultiple_commits_each_request_and_goes_on_or_stops_as_told(bool goesOn, int accounts, int answers)
    {
        using var environment = LocalEnvironment.Create();

        var response = (ExecuteMultipleResponse)environment.Administrator.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = goesOn, ReturnResponses = true },
            Requests = Three(),
        });

        Assert.Equal((accounts, answers), (environment.Count("account"), response.Responses.Count));
        Assert.True(response.IsFaulted);
        Assert.Equal(1, response.Responses[1].RequestIndex);
        Assert.Equal(-2147220969, response.Responses[1].Fault.ErrorCode);
    }

    [Fact, Trait("fidelity", "F272")]
    public void ExecuteMultiple_answers_faults_only_when_no_responses_are_wanted()
    {
        using var environment = LocalEnvironment.Create();

        var response = (ExecuteMultipleResponse)environment.Administrator.Execute(new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = true, ReturnResponses = false },
            Requests = Three(),
        });

        Assert.Equal(1, Assert.Single(response.Responses).RequestIndex);
    }

    [Fact, Trait("fidelity", "F275")]
    public void ExecuteTransaction_undoes_all_and_says_which_request_failed()
    {
        using var environment = LocalEnvironment.Create();

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new ExecuteTransactionRequest { Requests = Three() }));

        Assert.Equal(1, Assert.IsType<ExecuteTransactionFault>(fault).FaultedRequestIndex);
        Assert.Equal(-2147220969, fault.ErrorCode);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F275")]
    public void ExecuteTransaction_answers_in_order_when_asked()
    {
        using var environment = LocalEnvironment.Create();

        var response = (ExecuteTransactionResponse)environment.Administrator.Execute(new ExecuteTransactionRequest
        {
            Requests = [new CreateRequest { Target = new Entity("account") }, new WhoAmIRequest()],
            ReturnResponses = true,
        });

        Assert.IsType<CreateResponse>(response.Responses[0]);
        Assert.IsType<WhoAmIResponse>(response.Responses[1]);
    }

    [Fact, Trait("fidelity", "F277")]
    public void WhoAmI_is_the_effective_caller()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep"));

        var answer = (WhoAmIResponse)environment.ServiceFor(rep).Execute(new WhoAmIRequest());
        var other = (WhoAmIResponse)environment.Administrator.Execute(new WhoAmIRequest());

        Assert.Equal((rep, environment.AdministratorId), (answer.UserId, other.UserId));
        Assert.Equal(other.OrganizationId, answer.OrganizationId);
        Assert.NotEqual(Guid.Empty, answer.BusinessUnitId);
    }

    static OrganizationRequestCollection Three() =>
    [
        new CreateRequest { Target = new Entity("account") { ["name"] = "one" } },
        new DeleteRequest { Target = new EntityReference("account", Guid.NewGuid()) },
        new CreateRequest { Target = new Entity("account") { ["name"] = "three" } },
    ];
}
