using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>Steps that a privileged caller leaves out of one request. It holds for that request, not for what plugins send because of it.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/bypass-custom-business-logic</remarks>
internal sealed record StepBypass(bool Sync, bool Async, IReadOnlyCollection<Guid> StepIds)
{
    /// <summary>How many steps a request may name, unless an administrator changed it.</summary>
    internal const int MostStepIds = 3;

    const string Logic = "BypassBusinessLogicExecution";
    const string Steps = "BypassBusinessLogicExecutionStepIds";
    const string Plugins = "BypassCustomPluginExecution";

    /// <summary>Optional parameters of every request.</summary>
    internal static IReadOnlyList<string> Parameters { get; } = [Logic, Steps, Plugins];

    internal static StepBypass None { get; } = new(Sync: false, Async: false, []);

    /// <exception cref="System.ServiceModel.FaultException">0x80040220: the caller lacks the privilege; 0x80040203: a value is none of those known.</exception>
    internal static StepBypass AskedBy(OrganizationRequest request, Call call)
    {
        var logic = request.Optional<string>(Logic);
        var steps = request.Optional<string>(Steps);
        var plugins = request.Value<bool>(Plugins, whenAbsent: false);
        if (logic is null && steps is null && !plugins) return None;

        if (logic is not null || steps is not null) call.Access.DemandPrivilege("prvBypassCustomBusinessLogic");
        if (plugins) call.Access.DemandPrivilege("prvBypassCustomPlugins");
        var kinds = Parts(logic);
        if (kinds.FirstOrDefault(kind => kind is not ("CustomSync" or "CustomAsync")) is { } strange)
        {
            throw Fault.Of(FaultCode.InvalidArgument, $"{Logic} is '{strange}'. Give it CustomSync, CustomAsync or both, separated by a comma.");
        }

        return new StepBypass(plugins || kinds.Contains("CustomSync"), kinds.Contains("CustomAsync"), Ids(steps));
    }

    internal StepSet Of(StepSet steps)
    {
        if (this == None || steps.IsEmpty) return steps;

        return new StepSet(Left(steps.PreValidation, Sync), Left(steps.PreOperation, Sync), Left(steps.PostOperation, Sync), Left(steps.Async, Async));
    }

    IReadOnlyList<Step> Left(IReadOnlyList<Step> steps, bool none) => none ? [] : [.. steps.Where(step => !StepIds.Contains(step.Id))];

    static IReadOnlyList<Guid> Ids(string? list)
    {
        var parts = Parts(list);
        if (parts.Length > MostStepIds)
        {
            throw Fault.Of(FaultCode.InvalidArgument, $"{Steps} names {parts.Length} steps, allowed are {MostStepIds}. Name fewer.");
        }

        return [.. parts.Select(part => Guid.TryParse(part, out var id)
            ? id
            : throw Fault.Of(FaultCode.InvalidArgument, $"{Steps} holds '{part}', which is no id of a step. Give ids separated by commas."))];
    }

    static string[] Parts(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
