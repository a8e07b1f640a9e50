using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Workflow;

/// <summary>Workflow activities run as a workflow would run them, from the assembly in the zip.</summary>
public class ActivityHostTests
{
    [Fact, Trait("fidelity", "F310")]
    public void An_activity_finds_its_workflow_services_and_trace_without_any_step_registered()
    {
        using var environment = EnvironmentWith("ObserveWorkflow");
        var account = environment.CreateAccount();
        var user = environment.AddUser(new NewUser("Ada Rep") { IsAdministrator = true });

        var step = new WorkflowStep { UserId = user, Row = new EntityReference("account", account), StageName = "Check" };
        environment.RunActivity(Name("ObserveWorkflow"), None, step);

        Assert.Equal(0, environment.Count("sdkmessageprocessingstep"));
        var said = Assert.Single(environment.Said()).Split('\n');
        Assert.Equal(
            [
                "mode=1", "category=0", "stage=Check", "parent=null", $"row=account {account}", $"user={user}", "depth=1", "transaction=True",
                "pre=PreBusinessEntity Contoso", "post=PostBusinessEntity Contoso", "services=there", "plugin context=null",
            ],
            said);
    }

    [Fact, Trait("fidelity", "F314")]
    public void The_row_of_the_workflow_is_found_under_the_keys_of_workflows()
    {
        using var environment = EnvironmentWith("ObserveWorkflow");
        var account = environment.CreateAccount("Fabrikam");

        environment.RunActivity(Name("ObserveWorkflow"), None, new WorkflowStep { Row = new EntityReference("account", account) });

        Assert.Contains("pre=PreBusinessEntity Fabrikam\npost=PostBusinessEntity Fabrikam", environment.Said()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_background_workflow_says_so_and_has_no_transaction()
    {
        using var environment = EnvironmentWith("ObserveWorkflow");

        environment.RunActivity(Name("ObserveWorkflow"), None, new WorkflowStep { IsRealTime = false });

        var said = environment.Said()[0];
        Assert.StartsWith("mode=0\n", said, StringComparison.Ordinal);
        Assert.Contains("transaction=False", said, StringComparison.Ordinal);
        Assert.Contains($"row=none {Guid.Empty}", said, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F313")]
    public async Task One_instance_runs_for_two_workflows_at_once_and_keeps_their_arguments_apart()
    {
        using var environment = EnvironmentWith("MeetInActivity");

        var runs = await Task.WhenAll(
            Task.Run(() => environment.RunActivity(Name("MeetInActivity"), With("Text", "one")), TestContext.Current.CancellationToken),
            Task.Run(() => environment.RunActivity(Name("MeetInActivity"), With("Text", "two")), TestContext.Current.CancellationToken));

        Assert.Equal(["one=one", "two=two"], runs.Select(outputs => (string)outputs["Said"]!).Order(StringComparer.Ordinal));
        Assert.All(runs, outputs => Assert.Equal(1, outputs["Instances"]));
    }

    [Theory, Trait("fidelity", "F037")]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void What_fails_is_undone_in_real_time_and_stays_in_the_background(bool isRealTime, int accounts)
    {
        using var environment = EnvironmentWith("WriteAccount");
        var inputs = new Dictionary<string, object?> { ["Name"] = "Contoso", ["Fails"] = true };

        var fault = Observation.FaultOf(() => environment.RunActivity(Name("WriteAccount"), inputs, new WorkflowStep { IsRealTime = isRealTime }));

        Assert.Equal((-2147220891, "Not today."), (fault.ErrorCode, fault.Message));
        Assert.Equal(accounts, environment.Count("account"));
        var trace = Assert.Single(environment.Traces);
        Assert.Equal((Name("WriteAccount"), "writing", !isRealTime), (trace.TypeName, trace.Text, trace.IsAsync));
    }

    [Fact]
    public void An_unexpected_exception_is_reported_as_that_of_a_plugin()
    {
        using var environment = EnvironmentWith("WriteAccount");

        var fault = Observation.FaultOf(() => environment.RunActivity(Name("WriteAccount"), new Dictionary<string, object?> { ["Name"] = "x", ["Crashes"] = true }));

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.Equal("writing", fault.TraceText);
        Assert.Equal(0, environment.Count("account"));
    }

    [Fact]
    public void An_activity_has_the_rights_of_the_workflows_user()
    {
        using var environment = EnvironmentWith("WriteAccount");
        var reader = environment.AddUser(new NewUser("Reader") { Privileges = [new TablePrivilege("account", TableRights.Read)] });

        var fault = Observation.FaultOf(() => environment.RunActivity(Name("WriteAccount"), With("Name", "x"), new WorkflowStep { UserId = reader }));

        Assert.Equal(-2147220960, fault.ErrorCode);
    }

    [Fact]
    public void Requests_of_an_activity_are_logged_as_those_of_plugins()
    {
        using var environment = EnvironmentWith("WriteAccount");
        environment.Requests.Clear();

        var outputs = environment.RunActivity(Name("WriteAccount"), With("Name", "Contoso"));

        var request = Assert.Single(environment.Requests);
        Assert.Equal(("Create", "account", 2, true), (request.Message, request.Table, request.Depth, request.ByPlugin));
        Assert.Equal("account", ((EntityReference)outputs["Account"]!).LogicalName);
    }

    [Fact, Trait("fidelity", "F315")]
    public void An_activity_in_a_plugin_package_is_carried_and_never_run()
    {
        using var environment = LocalEnvironment.Create();
        const string package = "pluginpackages/tst_Package/package/tst_Package.nupkg";

        var result = environment.ImportSolution(new TestSolution { Activities = { "WriteAccount" }, MoreFiles = { [package] = "the package" } }.ToZip());

        Assert.Contains(result.Carried, carried => carried.Name == package);
        Assert.Equal(1 + TestPlugins.Types.Count, environment.Count("plugintype"));
    }

    [Theory]
    [InlineData("Offboarding.TestPlugins.EchoArguments", "Import the solution that registers it")]
    [InlineData("Offboarding.TestPlugins.Say", "no workflow activity")]
    public void Only_a_registered_activity_runs(string type, string said)
    {
        using var environment = EnvironmentWith("WriteAccount");

        var refused = Assert.Throws<ArgumentException>(() => environment.RunActivity(type, With("Text", "x")));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    static IDictionary<string, object?> None { get; } = new Dictionary<string, object?>();

    static IDictionary<string, object?> With(string name, object? value) => new Dictionary<string, object?> { [name] = value };

    static string Name(string activity) => $"{TestPlugins.Namespace}.{activity}";

    static LocalEnvironment EnvironmentWith(string activity)
    {
        var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution { Activities = { activity } }.ToZip());
        return environment;
    }
}
