using System;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Offboard.Connection.Online;

namespace Offboard.Local;

/// <summary>What a loop over a step message did altogether.</summary>
/// <param name="Steps">Requests that succeeded.</param>
/// <param name="Processed">Rows.</param>
/// <param name="Failed">Rows that were left out.</param>
/// <param name="Report">What the steps said, a line each.</param>
internal sealed record LoopResult(int Steps, int Processed, int Failed, string Report)
{
    internal static LoopResult None { get; } = new(0, 0, 0, "");

    /// <summary>This and another one together.</summary>
    public LoopResult With(LoopResult other) => new(
        Steps + other.Steps, Processed + other.Processed, Failed + other.Failed, string.Join('\n', new[] { Report, other.Report }.Where(text => !string.IsNullOrEmpty(text))));
}

/// <summary>
/// The caller's side of the loop contract, for every command: repeats a message that does one step a request until it says that nothing more is to do.
/// </summary>
/// <remarks>
/// After a fault it calls again with the token and the fault's text, so that the step can settle the failure; a second fault in a row ends the loop. A request
/// that the platform did not admit is sent again, unchanged, after the time that the answer names: https://learn.microsoft.com/power-apps/developer/data-platform/api-limits.
/// A step that had no answer is asked for again with the same token. Nothing else is ever repeated.
/// </remarks>
internal static class StepLoop
{
    /// <summary>More steps than any run needs: a step that never ends is a defect.</summary>
    internal const int MaxSteps = 1_000_000;

    /// <summary>Times in a row that the platform may refuse to admit one request. Each names a time to wait, up to five minutes.</summary>
    internal const int MaxRefusals = 20;

    /// <summary>Times in a row that one step may stay without answer.</summary>
    internal const int MaxUnanswered = 3;

    /// <summary>Until a step that had no answer is asked for again: one that still runs has come to its end by then more often than not.</summary>
    static readonly TimeSpan AfterSilence = TimeSpan.FromSeconds(5);

    /// <summary>The three service protection limits: number of requests, execution time, concurrent requests.</summary>
    static readonly int[] Throttled = [unchecked((int)0x80072322), unchecked((int)0x80072321), unchecked((int)0x80072326)];

    /// <summary>Runs a message without other parameters to its end.</summary>
    public static LoopResult Run(IOrganizationService service, string message, Action<TimeSpan> wait, CancellationToken cancellation) =>
        Run(service, new OrganizationRequest(message), wait, static _ => { }, cancellation);

    /// <summary>Runs the message to its end.</summary>
    /// <param name="service">Who runs it.</param>
    /// <param name="first">A message of the solution with Token and Fault in, More, Token, Processed, Failed and RetryAfterSeconds out; its parameters are sent with each step.</param>
    /// <param name="wait">Lets time pass before the next step, when the step or the platform asks for it.</param>
    /// <param name="heard">Gets the answer of each step.</param>
    /// <param name="cancellation">Ends between two steps; what was done stays.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">A step failed twice in a row.</exception>
    /// <exception cref="CommandFailure">The platform did not admit a request again and again, or the message never ends.</exception>
    public static LoopResult Run(IOrganizationService service, OrganizationRequest first, Action<TimeSpan> wait, Action<OrganizationResponse> heard, CancellationToken cancellation)
    {
        string? token = null, fault = null;
        var result = LoopResult.None;
        while (result.Steps < MaxSteps)
        {
            cancellation.ThrowIfCancellationRequested();
            OrganizationResponse response;
            try
            {
                response = Answered(service, () => Step(first, token, fault), wait, cancellation);
            }
            catch (FaultException<OrganizationServiceFault> problem) when (fault is null)
            {
                fault = problem.Detail.Message;
                continue;
            }

            fault = null;
            heard(response);
            result = result.With(new LoopResult(1, (int)response["Processed"], (int)response["Failed"], Text(response, "Report") ?? ""));
            if (!(bool)response["More"]) return result;

            token = Text(response, "Token");
            if (response.Results.Contains("RetryAfterSeconds") && response["RetryAfterSeconds"] is int and > 0)
            {
                wait(TimeSpan.FromSeconds((int)response["RetryAfterSeconds"]));
            }
        }

        throw new CommandFailure($"{first.RequestName} still asks for more after {MaxSteps} steps.", "This is a defect of the solution; please report it.");
    }

    /// <summary>Several callers side by side, each from the beginning: the message shares the work out among them.</summary>
    /// <param name="services">Gives each caller a service of its own.</param>
    /// <param name="callers">How many, at least 1.</param>
    /// <param name="first">See <see cref="Run(IOrganizationService, OrganizationRequest, Action{TimeSpan}, Action{OrganizationResponse}, CancellationToken)"/>.</param>
    /// <param name="wait">As there; callers wait at the same time.</param>
    /// <param name="heard">As there; one call at a time.</param>
    /// <param name="cancellation">As there.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">A step of a caller failed twice in a row; the others went on to their ends.</exception>
    public static LoopResult RunSideBySide(
        Func<IOrganizationService> services, int callers, OrganizationRequest first, Action<TimeSpan> wait, Action<OrganizationResponse> heard, CancellationToken cancellation)
    {
        if (callers == 1) return Run(services(), first, wait, heard, cancellation);

        var gate = new Lock();
        var running = Enumerable.Range(0, callers).Select(_ => Task.Factory.StartNew(() => Run(services(), first, wait, Heard, cancellation), TaskCreationOptions.LongRunning)).ToArray();
        return Task.WhenAll(running).GetAwaiter().GetResult().Aggregate(LoopResult.None, (all, one) => all.With(one));

        void Heard(OrganizationResponse answer)
        {
            lock (gate) heard(answer);
        }
    }

    /// <summary>Asks for a step and, while no answer comes, asks for the same step again: it carries its token, so that what was done is not done twice.</summary>
    static OrganizationResponse Answered(IOrganizationService service, Func<OrganizationRequest> request, Action<TimeSpan> wait, CancellationToken cancellation)
    {
        for (var unanswered = 0; ; unanswered++)
        {
            try
            {
                return Admitted(service, request, wait, cancellation);
            }
            catch (OutcomeUnknown) when (unanswered < MaxUnanswered)
            {
                wait(AfterSilence);
            }
        }
    }

    /// <summary>Sends a request and, while the platform does not admit it, sends it again when the platform says.</summary>
    static OrganizationResponse Admitted(IOrganizationService service, Func<OrganizationRequest> request, Action<TimeSpan> wait, CancellationToken cancellation)
    {
        for (var refusals = 0; ; refusals++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return service.Execute(request());
            }
            catch (FaultException<OrganizationServiceFault> refusal) when (
                Throttled.Contains(refusal.Detail.ErrorCode) && refusal.Detail.ErrorDetails.TryGetValue("Retry-After", out var after) && after is TimeSpan)
            {
                if (refusals == MaxRefusals)
                {
                    throw new CommandFailure($"The platform did not admit a request {refusals + 1} times in a row: {refusal.Detail.Message}", "Let other programs of the same user end, or use fewer --callers, then run the command again.");
                }

                wait((TimeSpan)refusal.Detail.ErrorDetails["Retry-After"]);
            }
        }
    }

    static OrganizationRequest Step(OrganizationRequest first, string? token, string? fault)
    {
        var request = new OrganizationRequest(first.RequestName);
        foreach (var (name, value) in first.Parameters) request[name] = value;
        if (token is not null) request["Token"] = token;
        if (fault is not null) request["Fault"] = fault;
        return request;
    }

    static string? Text(OrganizationResponse response, string name) => response.Results.TryGetValue(name, out var said) ? (string?)said : null;
}
