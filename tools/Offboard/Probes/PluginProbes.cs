using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Offboard.Probes;

/// <summary>What a plug-in meets: its context, its services, and what becomes of faults.</summary>
internal static class PluginProbes
{
    const int NoSuchRow = -2147220969;
    const int MissingParameter = -2146877436;
    const int OptionalParameters = 4;
    const int Calls = 6;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Probe> All { get; } =
    [
        new(
            "left-out-parameters",
            "Are parameters of a Custom API that the caller left out missing in the context? (F306)",
            "Yes.",
            new("No, they are there: as null, false, 0 or the empty id.", "LeftOutParametersAreAbsent = false"),
            LeftOutParameters),
        new(
            "operation-date",
            "Is OperationCreatedOn of a synchronous operation the instant of the request? (F046)",
            "Yes.",
            new("No, it is empty.", "SynchronousOperationsAreDated = false"),
            OperationDate),
        new(
            "sandbox",
            "Do plug-in assemblies live on between requests? (F129)",
            "Yes.",
            new("No, each request loads them afresh.", "FreshSandboxPerRequest = true"),
            Sandbox),
        new(
            "system-service",
            "Does a service that a plug-in gets for nobody act as SYSTEM? (F096)",
            "Yes.",
            "No, as the calling user.",
            SystemService),
        new(
            "nested-fault",
            "Does a fault that a plug-in lets through keep its code? (F109)",
            "Yes.",
            "No.",
            NestedFault),
        new(
            "caught-fault",
            "Does a request fail although its plug-in caught the fault of a service? (F035)",
            "Yes.",
            "No, it goes on.",
            CaughtFault),
        new(
            "missing-parameter",
            "Does a Custom API refuse a call without a required parameter with 0x80094004? (F304)",
            "Yes.",
            "No.",
            RequiredParameter),
    ];

    static ProbeAnswer LeftOutParameters(ScratchSpace space)
    {
        var present = ((JArray)space.Ask("context")["present"]!).Select(one => (string)one["name"]!).ToList();
        return present.Count switch
        {
            0 => new(Reading.A, "None of four parameters was there."),
            OptionalParameters => new(Reading.B, "All four parameters were there."),
            _ => ProbeAnswer.CannotTell($"Some were there, others not: {string.Join(", ", present)}. That is a reading of its own; report it."),
        };
    }

    static ProbeAnswer OperationDate(ScratchSpace space)
    {
        var isDated = (bool)space.Ask("context")["dated"]!;
        return ProbeAnswer.Of(isDated, isDated ? "It was set." : "It was empty.");
    }

    static ProbeAnswer Sandbox(ScratchSpace space)
    {
        var loads = Enumerable.Range(0, Calls).Select(_ => (Guid)space.Ask("context")["loaded"]!).Distinct().Count();
        return ProbeAnswer.Of(loads < Calls, $"{Calls} calls met {loads} loaded {(loads == 1 ? "copy" : "copies")} of the assembly.");
    }

    static ProbeAnswer SystemService(ScratchSpace space)
    {
        var context = space.Ask("context");
        var (caller, system) = ((Guid)context["caller"]!, (Guid)context["system"]!);
        return ProbeAnswer.Of(caller != system, caller == system ? "Both services act as the same user." : $"It acts as {system:D}, not as the caller.");
    }

    static ProbeAnswer NestedFault(ScratchSpace space) => ScratchSpace.CodeOf(() => space.Send("fault")) is { } code
        ? ProbeAnswer.Of(code == NoSuchRow, $"The caller got 0x{code:X8}.")
        : ProbeAnswer.CannotTell("The plug-in read a row that does not exist, and nothing failed.");

    static ProbeAnswer CaughtFault(ScratchSpace space) => ScratchSpace.CodeOf(() => space.Send("caught")) is { } code
        ? new(Reading.A, $"The caller got 0x{code:X8}.")
        : new(Reading.B, "The request succeeded.");

    static ProbeAnswer RequiredParameter(ScratchSpace space) => ScratchSpace.CodeOf(() => space.Send(probe: null)) is { } code
        ? ProbeAnswer.Of(code == MissingParameter, $"The caller got 0x{code:X8}.")
        : new(Reading.B, "The call succeeded.");
}
