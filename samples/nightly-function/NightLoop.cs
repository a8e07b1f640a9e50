using System;
using System.Collections.Generic;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;

namespace NightlyFunction;

/// <summary>The caller's side of <c>off_RunNightly</c>, and of every other message of the product that does one step a call.</summary>
/// <param name="service">Signs in as the application user that has the role Offboarding Job.</param>
/// <param name="wait">Lets time pass.</param>
public sealed class NightLoop(IOrganizationService service, Func<TimeSpan, CancellationToken, Task> wait)
{
    /// <summary>Calls a message until it has nothing more to do.</summary>
    /// <param name="message">Such as off_RunNightly.</param>
    /// <param name="cancellation">Ends between two steps. What was done stays; the next night goes on from there.</param>
    /// <exception cref="FaultException{OrganizationServiceFault}">Two calls in a row failed: something else than a row is wrong, and the message says what.</exception>
    public async Task<NightResult> RunAsync(string message, CancellationToken cancellation)
    {
        string? token = null;
        string? fault = null;
        var result = new NightResult();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            OrganizationResponse answer;
            try
            {
                answer = service.Execute(Request(message, token, fault));
            }
            catch (FaultException<OrganizationServiceFault> failed) when (fault is null)
            {
                // The same token with the text of the failure: that step settles it, and what fails alone is left out.
                fault = failed.Detail.Message;
                continue;
            }

            fault = null;
            result.Add(answer);
            if (!(bool)answer["More"]) return result;

            token = answer.Results.TryGetValue("Token", out var next) ? (string?)next : null;
            if (answer.Results.TryGetValue("RetryAfterSeconds", out var seconds) && seconds is int and > 0) await wait(TimeSpan.FromSeconds((int)seconds), cancellation);
        }
    }

    static OrganizationRequest Request(string message, string? token, string? fault)
    {
        var request = new OrganizationRequest(message);
        if (token is not null) request["Token"] = token;
        if (fault is not null) request["Fault"] = fault;
        return request;
    }
}

/// <summary>What a night did.</summary>
public sealed class NightResult
{
    readonly List<string> reports = [];

    /// <summary>Calls that succeeded.</summary>
    public int Steps { get; private set; }

    /// <summary>Rows.</summary>
    public int Processed { get; private set; }

    /// <summary>Rows that were left out; they are tried again the next night.</summary>
    public int Failed { get; private set; }

    /// <summary>What a person should know.</summary>
    public string Report => string.Join('\n', reports);

    internal void Add(OrganizationResponse answer)
    {
        Steps++;
        Processed += (int)answer["Processed"];
        Failed += (int)answer["Failed"];
        if (answer.Results.TryGetValue("Report", out var report) && report is string { Length: > 0 } text) reports.Add(text);
    }
}
