using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

/// <summary>Makes environments with test steps, and reads what their plugins traced.</summary>
internal static class Observation
{
    internal static LocalEnvironment EnvironmentWith(params IEnumerable<TestStep> steps) => EnvironmentWith(new EnvironmentOptions(), steps);

    internal static LocalEnvironment EnvironmentWith(EnvironmentOptions options, params IEnumerable<TestStep> steps)
    {
        var environment = LocalEnvironment.Create(options);
        environment.ImportSolution(TestSolution.Of(steps));
        return environment;
    }

    /// <summary>The value that the only run with this label traced for a fact.</summary>
    internal static string Seen(this LocalEnvironment environment, string label, string fact) => Assert.Single(environment.AllSeen(label, fact));

    /// <summary>The values that runs with this label traced for a fact, in the order of the runs.</summary>
    internal static IReadOnlyList<string> AllSeen(this LocalEnvironment environment, string label, string fact) =>
        [.. environment.Traces.Select(trace => trace.Text.Split('\n')).Where(lines => lines[0] == "label=" + label).Select(lines =>
            lines.FirstOrDefault(line => line.StartsWith(fact + "=", StringComparison.Ordinal))?[(fact.Length + 1)..] ?? "(absent)")];

    /// <summary>The texts of all runs, in their order.</summary>
    internal static IReadOnlyList<string> Said(this LocalEnvironment environment) => [.. environment.Traces.Select(trace => trace.Text)];

    internal static OrganizationServiceFault FaultOf(Action action) => Assert.Throws<FaultException<OrganizationServiceFault>>(action).Detail;

    internal static Guid CreateAccount(this LocalEnvironment environment, string name = "Contoso") => environment.Administrator.Create(new Entity("account") { ["name"] = name });

    internal static int Count(this LocalEnvironment environment, string table) =>
        environment.Administrator.RetrieveMultiple(new Microsoft.Xrm.Sdk.Query.QueryExpression(table)).Entities.Count;
}

/// <summary>Changes of registrations that the solution format cannot express, made as an administrator makes them: by their rows.</summary>
internal static class Registration
{
    /// <summary>Registers a step for a message whose id differs from environment to environment.</summary>
    internal static void MoveStep(this LocalEnvironment environment, Guid stepId, string message)
    {
        var messages = environment.Administrator.RetrieveMultiple(new Microsoft.Xrm.Sdk.Query.QueryByAttribute("sdkmessage") { Attributes = { "name" }, Values = { message } });
        environment.Administrator.Update(new Entity("sdkmessageprocessingstep", stepId) { ["sdkmessageid"] = messages.Entities[0].ToEntityReference() });
    }
}
