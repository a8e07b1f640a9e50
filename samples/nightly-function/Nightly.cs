using System.Threading;
using System.Threading.Tasks;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Xrm.Sdk;

namespace NightlyFunction;

/// <summary>Runs the night at ten past midnight in the time zone of the app setting WEBSITE_TIME_ZONE.</summary>
public sealed class Nightly(IOrganizationService service, ILogger<Nightly> log)
{
    /// <summary>One timer of one app: two nights at the same time do no harm, but the second finds nothing to do.</summary>
    [Function("Nightly")]
    public async Task RunAsync([TimerTrigger("0 10 0 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var result = await new NightLoop(service, Task.Delay).RunAsync("off_RunNightly", cancellation);
        log.LogInformation("{Steps} steps, {Processed} rows, {Failed} left out. {Report}", result.Steps, result.Processed, result.Failed, result.Report);
        if (result.Failed > 0) log.LogWarning("{Failed} rows were left out: see the report.", result.Failed);
    }
}
