using System;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;

namespace Offboard.Local;

/// <summary>What a loop over a step message did altogether.</summary>
/// <param name="Steps">Requests that succeeded.</param>
/// <param name="Processed">Rows.</param>
/// <param name="Failed">Rows that were left out.</param>
/// <param name="Report">What the steps said, a line each.</param>
internal sealed record LoopResult(int Steps, int Processed, int Failed, string Report);

/// <summary>
/// Repeats a message that does one step a request until it says that nothing more is to do. After a fault it calls again with the token and
/// the fault's text, so that the step can settle the failure.
/// </summary>
internal static class StepLoop
{
    /// <summary>More steps than any default data needs: a step that never ends is a defect.</summary>
    internal const int MaxSteps = 10_000;

    /// <summary>Runs the message to its end.</summary>
    /// <param name="service">Who runs it.</param>
    /// <param name="message">A message of the solution with Token and Fault in, More, Token, Processed, Failed and RetryAfterSeconds out.</param>
    /// <param name="wait">Lets time pass before the next step, when the step asks for it.</param>
    /// <param name="cancellation">Ends between two steps.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">A step failed twice in a row.</exception>
    public static LoopResult Run(IOrganizationService service, string message, Action<TimeSpan> wait, CancellationToken cancellation)
    {
        string? token = null, fault = null;
        var result = new LoopResult(0, 0, 0, "");
        while (result.Steps < MaxSteps)
        {
            cancellation.ThrowIfCancellationRequested();
            var request = new OrganizationRequest(message);
            if (token is not null) request["Token"] = token;
            if (fault is not null) request["Fault"] = fault;

            OrganizationResponse response;
            try
            {
                response = service.Execute(request);
            }
            catch (FaultException<OrganizationServiceFault> problem) when (fault is null)
            {
                fault = problem.Detail.Message;
                continue;
            }

            fault = null;
            var report = response.Results.TryGetValue("Report", out var said) ? (string?)said : null;
            result = new LoopResult(
                result.Steps + 1,
                result.Processed + (int)response["Processed"],
                result.Failed + (int)response["Failed"],
                string.Join('\n', new[] { result.Report, report }.Where(text => !string.IsNullOrEmpty(text))));
            if (!(bool)response["More"]) return result;

            token = response.Results.Contains("Token") ? (string?)response["Token"] : null;
            if (response.Results.Contains("RetryAfterSeconds") && response["RetryAfterSeconds"] is int and > 0)
            {
                wait(TimeSpan.FromSeconds((int)response["RetryAfterSeconds"]));
            }
        }

        throw new CommandFailure($"{message} still asks for more after {MaxSteps} steps.", "This is a defect of the solution; please report it.");
    }
}
