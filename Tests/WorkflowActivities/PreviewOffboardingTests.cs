using System;
using System.Activities;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Offboarding.WorkflowActivities;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The workflow step asks the operation and hands on its verdict; no rule lives in it.</summary>
public class PreviewOffboardingTests
{
    static readonly EntityReference Account = new("account", new Guid("5d4f1c9e-0000-4000-8000-000000000001"));

    [Fact]
    public void The_step_asks_the_operation_once_for_its_account_and_day()
    {
        var requests = new List<OrganizationRequest>();

        Run(new() { ["Account"] = Account, ["Day"] = "2026-03-31" }, requests, Verdict("blocked", new DateTime(2028, 1, 1), "Contract V-1 runs."));

        var request = Assert.Single(requests);
        Assert.Equal("off_PreviewOffboarding", request.RequestName);
        Assert.Equal([Account.Id.ToString("D")], (string[])request["AccountIds"]);
        Assert.Equal("2026-03-31", request["Day"]);
    }

    [Fact]
    public void Without_a_day_the_operation_takes_the_users_today()
    {
        var requests = new List<OrganizationRequest>();

        Run(new() { ["Account"] = Account }, requests, Verdict("clear", null, "Free."));

        Assert.False(requests.Single().Parameters.Contains("Day"));
    }

    [Fact]
    public void The_verdict_comes_out_as_the_operation_gave_it()
    {
        var outputs = Run(new() { ["Account"] = Account }, [], Verdict("blocked", new DateTime(2028, 1, 1), "Contract V-1 runs."));

        Assert.Equal("blocked", outputs["Verdict"]);
        Assert.Equal("2028-01-01", outputs["PossibleFrom"]);
        Assert.Equal("Contract V-1 runs.", outputs["Message"]);
    }

    [Fact]
    public void A_day_that_is_not_known_comes_out_blank() =>
        Assert.Equal(string.Empty, Run(new() { ["Account"] = Account }, [], Verdict("unknown", null, "Contract V-1 lacks its start."))["PossibleFrom"]);

    [Fact]
    public void No_verdict_for_the_account_is_an_error()
    {
        var refused = Assert.Throws<InvalidPluginExecutionException>(() => Run(new() { ["Account"] = Account }, []));

        Assert.Contains("may read it", refused.Message, StringComparison.Ordinal);
    }

    static IDictionary<string, object> Run(Dictionary<string, object> inputs, List<OrganizationRequest> requests, params Entity[] accounts)
    {
        var user = Guid.NewGuid();
        var service = Host.Of<IOrganizationService>((method, arguments) =>
        {
            Assert.Equal(nameof(IOrganizationService.Execute), method);
            requests.Add((OrganizationRequest)arguments[0]!);
            return new OrganizationResponse { Results = { ["Accounts"] = new EntityCollection([.. accounts]) } };
        });
        var factory = Host.Of<IOrganizationServiceFactory>((_, arguments) =>
        {
            Assert.Equal(user, arguments[0]);
            return service;
        });

        var invoker = new WorkflowInvoker(new PreviewOffboarding());
        invoker.Extensions.Add(factory);
        invoker.Extensions.Add(Host.Of<IWorkflowContext>((method, _) => method == "get_UserId" ? user : throw new NotSupportedException(method)));
        return invoker.Invoke(inputs);
    }

    static Entity Verdict(string verdict, DateTime? possibleFrom, string message)
    {
        var row = new Entity { ["accountid"] = Account, ["verdict"] = verdict, ["message"] = message };
        if (possibleFrom is not null) row["possiblefrom"] = possibleFrom;
        return row;
    }

    /// <summary>What the workflow service offers to an activity, answered by a function.</summary>
    public class Host : DispatchProxy
    {
        Func<string, object?[], object?> answer = (method, _) => throw new NotSupportedException(method);

        internal static T Of<T>(Func<string, object?[], object?> answer)
            where T : class
        {
            var proxy = Create<T, Host>();
            ((Host)(object)proxy).answer = answer;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answer(targetMethod!.Name, args ?? []);
    }
}
