using System;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Local;
using Offboard.Output;

namespace Offboard.Connection;

/// <summary>Runs a step message on an organization under a title, with the time it takes shown.</summary>
internal static class LoopRun
{
    /// <summary>Runs it to its end with one caller or several.</summary>
    /// <param name="organization">Where.</param>
    /// <param name="settings">As whom.</param>
    /// <param name="first">The message with the parameters of each step.</param>
    /// <param name="progress">Hears of each step.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="steps">How many steps at most; a guess only moves the bar.</param>
    /// <param name="cancellation">Ends between two steps.</param>
    /// <param name="callers">How many side by side.</param>
    /// <param name="heard">Gets each answer; one at a time.</param>
    /// <exception cref="CancelledBetweenSteps">It was cancelled.</exception>
    public static LoopResult Of(
        IOrganization organization,
        OrganizationSettings settings,
        OrganizationRequest first,
        ProgressReport progress,
        string title,
        int steps,
        CancellationToken cancellation,
        int callers = 1,
        Action<OrganizationResponse>? heard = null)
    {
        var done = 0;
        try
        {
            return progress.Steps(title, steps, stepped => StepLoop.RunSideBySide(() => organization.ServiceOf(settings), callers, first, organization.Wait, Heard(stepped), cancellation));
        }
        catch (OperationCanceledException cancelled)
        {
            throw new CancelledBetweenSteps(done, cancelled);
        }

        Action<OrganizationResponse> Heard(Action stepped) => answer =>
        {
            done++;
            stepped();
            heard?.Invoke(answer);
        };
    }
}
