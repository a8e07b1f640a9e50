using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

/// <summary>Requests of privileged callers that leave steps out.</summary>
public sealed class BypassTests : IDisposable
{
    const string Logic = "BypassBusinessLogicExecution";
    const string Plugins = "BypassCustomPluginExecution";
    const string Steps = "BypassBusinessLogicExecutionStepIds";

    static readonly TestStep Sync = new("Say", "Create", "account", 40) { Configuration = "sync" };
    static readonly TestStep Async = new("Say", "Create", "account", 40) { Configuration = "async", IsAsync = true };

    readonly LocalEnvironment environment = Observation.EnvironmentWith(Sync, Async);

    public void Dispose() => environment.Dispose();

    [Theory, Trait("fidelity", "F147"), Trait("fidelity", "F148"), Trait("fidelity", "F150")]
    [InlineData(null, null, "sync,async")]
    [InlineData(Logic, "CustomSync", "async")]
    [InlineData(Logic, "CustomAsync", "sync")]
    [InlineData(Logic, "CustomSync,CustomAsync", "")]
    [InlineData(Plugins, true, "async")]
    [InlineData(Plugins, false, "sync,async")]
    public void A_request_leaves_out_the_steps_that_it_names_by_kind(string? parameter, object? value, string said)
    {
        Create(environment.Administrator, parameter, value);
        environment.RunAsyncJobs();

        Assert.Equal(said, string.Join(',', environment.Said()));
    }

    [Fact, Trait("fidelity", "F149")]
    public void Steps_are_left_out_by_id_and_unknown_ids_are_ignored()
    {
        Create(environment.Administrator, Steps, $"{Sync.Id},{Guid.NewGuid()}");
        environment.RunAsyncJobs();

        Assert.Equal(["async"], environment.Said());
    }

    [Fact, Trait("fidelity", "F149")]
    public void A_request_names_at_most_three_steps() =>
        Assert.Contains("allowed are 3", FaultOf(Steps, $"{Guid.NewGuid()},{Guid.NewGuid()},{Guid.NewGuid()},{Guid.NewGuid()}"), StringComparison.Ordinal);

    [Theory, Trait("fidelity", "F151")]
    [InlineData(Logic, "CustomSync", "prvBypassCustomBusinessLogic")]
    [InlineData(Plugins, true, "prvBypassCustomPlugins")]
    public void Who_lacks_the_privilege_is_refused_not_served_with_the_steps(string parameter, object value, string privilege)
    {
        var rep = environment.ServiceFor(environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All)] }));

        var fault = Observation.FaultOf(() => Create(rep, parameter, value));

        Assert.Equal(-2147220960, fault.ErrorCode);
        Assert.Contains(privilege, fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, environment.Count("account"));
    }

    [Theory]
    [InlineData(Logic, "Everything", "'Everything'")]
    [InlineData(Steps, "mine", "'mine'")]
    public void A_value_that_means_nothing_is_refused(string parameter, string value, string named) =>
        Assert.Contains(named, FaultOf(parameter, value), StringComparison.Ordinal);

    [Fact]
    public void A_batch_does_not_pass_its_parameter_on()
    {
        environment.Administrator.Execute(new ExecuteTransactionRequest
        {
            Requests = [new CreateRequest { Target = new Entity("account") { ["name"] = "Contoso" } }],
            Parameters = { [Logic] = "CustomSync,CustomAsync" },
        });

        Assert.Equal(["sync"], environment.Said());
    }

    string FaultOf(string parameter, string value) => Observation.FaultOf(() => Create(environment.Administrator, parameter, value)).Message;

    static void Create(IOrganizationService service, string? parameter, object? value)
    {
        var request = new CreateRequest { Target = new Entity("account") { ["name"] = "Contoso" } };
        if (parameter is not null) request[parameter] = value!;
        service.Execute(request);
    }
}
