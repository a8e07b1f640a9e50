using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Health;

/// <summary><c>off_CheckHealth</c>: whether everything that the product leans on is as it must be, and what to do where it is not.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_CheckHealth (global action). In: Repair (Boolean, optional; no writes nothing). Out: Healthy (Boolean: no error is left), Errors,
/// Warnings (Integer: what is left), Report (String, a line for each finding), Json (String).</para>
/// <para>Reads as SYSTEM; the API demands a privilege of those who look after erasure. Repairs with the rights of the caller: enables steps, registers that of Send, tries indexes of alternate
/// keys again, switches auditing on.</para>
/// <para>Requests: 28 to 46 reads by what is installed, 6 more for longer chains of tables, 1 for each repair.</para>
/// </remarks>
public sealed class CheckHealth : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var report = new HealthReport(call, call.OptionalValue<bool>("Repair") == true);
        StepHealth.Check(report);
        RoleHealth.Check(report);
        SettingHealth.Check(report, call);
        TableHealth.Check(report);
        ContractSourceHealth.Check(report, call);
        DefaultsHealth.Check(report);
        PlatformHealth.Check(report, call);
        WorkHealth.Check(report, call);

        call.Return("Healthy", report.Count(HealthSeverity.Error) == 0);
        call.Return("Errors", report.Count(HealthSeverity.Error));
        call.Return("Warnings", report.Count(HealthSeverity.Warning));
        call.Return("Report", string.Join("\n", report.Findings.Select(static finding => finding.Text + " " + finding.Remedy + " [" + finding.Code + "]")));
        call.Return("Json", report.Json());
    }
}
