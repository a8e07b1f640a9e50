using System;
using System.ServiceModel;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web;

/// <summary>Keeps a served environment alive: its clock goes on, and system jobs that wait are run, once a second.</summary>
/// <remarks>The day on which an environment begins is whoever's who made it; only how much time passes is measured.</remarks>
public sealed class EnvironmentPulse(LocalEnvironment environment, TimeProvider time, Action<Exception> failed) : BackgroundService
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var last = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var now = time.GetTimestamp();
            environment.Clock.Advance(time.GetElapsedTime(last, now));
            last = now;
            try
            {
                environment.RunAsyncJobs();
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                failed(fault);
            }
        }
    }
}
