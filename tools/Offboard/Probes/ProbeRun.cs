using System;
using System.Collections.Generic;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Connection;

namespace Offboard.Probes;

/// <summary>Runs experiments one after the other, each in a scratch space of its own.</summary>
internal static class ProbeRun
{
    /// <summary>Every probe, in the order in which they run.</summary>
    public static IReadOnlyList<Probe> Probes { get; } =
        [EnvironmentProbes.KeyIndexes, .. EventProbes.All, .. PluginProbes.All, .. EnvironmentProbes.All, .. RowProbes.All];

    /// <summary>Runs probes. What one of them throws is its result; the others go on.</summary>
    /// <param name="organization">Where.</param>
    /// <param name="service">As whom.</param>
    /// <param name="run">Mark of the run, in the names of all scratch rows.</param>
    /// <param name="probes">Which.</param>
    /// <param name="done">Hears of each that is done.</param>
    /// <param name="cancellation">Ends between two probes; the one that runs cleans up.</param>
    public static IReadOnlyList<ProbeResult> Of(
        IOrganization organization, IOrganizationService service, string run, IReadOnlyList<Probe> probes, Action done, CancellationToken cancellation)
    {
        var results = new List<ProbeResult>();
        foreach (var probe in probes)
        {
            cancellation.ThrowIfCancellationRequested();
            var space = new ScratchSpace(organization, service, $"{run} {probe.Name}");
            ProbeAnswer? answer = null;
            IReadOnlyList<string> left = [];
            try
            {
                answer = Answer(probe, space);
            }
            finally
            {
                left = space.CleanUp();
            }

            results.Add(new ProbeResult(probe, answer, left));
            done();
        }

        return results;
    }

    static ProbeAnswer Answer(Probe probe, ScratchSpace space)
    {
        try
        {
            return probe.Run(space);
        }
        catch (ProbeNotPossibleException not)
        {
            return ProbeAnswer.CannotTell(not.Message);
        }
        catch (CommandFailure failure)
        {
            // What the client of this build cannot send, and what keeps it from sending anything.
            return ProbeAnswer.CannotTell(failure.Message);
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return new ProbeAnswer(Reading.Failed, $"0x{fault.Detail.ErrorCode:X8}: {fault.Detail.Message}");
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            return new ProbeAnswer(Reading.Failed, $"{problem.GetType().Name}: {problem.Message}");
        }
    }
}

/// <summary>A probe with its answer.</summary>
/// <param name="Probe">What was asked.</param>
/// <param name="Answer">What was found.</param>
/// <param name="Left">Scratch rows that could not be removed.</param>
internal sealed record ProbeResult(Probe Probe, ProbeAnswer Answer, IReadOnlyList<string> Left)
{
    /// <summary>The option to turn; null: none is needed, or there is none.</summary>
    public string? Option => Probe.Of(Answer.Reading)?.Option;

    /// <summary>Whether the platform does otherwise than the embedded Dataverse can.</summary>
    public bool IsBeyondOptions => Answer.Reading is Reading.B or Reading.C && Option is null;

    /// <summary>The reading for people: A, B, C, "cannot tell" or "failed".</summary>
    public string Shown => Answer.Reading switch
    {
        Reading.CannotTell => "cannot tell",
        Reading.Failed => "failed",
        var reading => reading.ToString(),
    };
}
