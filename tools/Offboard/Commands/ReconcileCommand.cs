using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Connection;
using Offboard.Local;
using Offboard.Output;

namespace Offboard.Commands;

/// <summary>Brings the schedules of erasure in line with facts and rules, by off_RunSchedules, and lists what went past the checks.</summary>
internal sealed class ReconcileCommand(CommandServices services, IOrganizations organizations) : LoopCommand(
    services, organizations, "off_RunSchedules", "Comparing schedules with facts and rules", "Reconcile? It writes erasure jobs and their lines where they differ from facts and rules.")
{
    protected override object Shown(LoopResult result, IOrganizationService service) => new { Result = result, Findings = Findings(service) };

    protected override int Finish(Settings settings, LoopResult result, IOrganizationService service)
    {
        var findings = Findings(service);
        if (!settings.Json) foreach (var finding in findings) Services.Consoles.Out.Line($"{finding.Kind} ({finding.On}): {finding.Name}");
        return result.Failed == 0 && findings.Count == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    /// <summary>Findings that nobody has settled yet, the oldest first.</summary>
    static List<Finding> Findings(IOrganizationService service)
    {
        var query = new QueryExpression("off_finding") { ColumnSet = new ColumnSet("off_name", "off_kind", "off_foundon") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("createdon", OrderType.Ascending);
        return [.. service.AllRows(query).Select(row => new Finding(row.Shown("off_kind"), row.DayOf("off_foundon"), row.Shown("off_name")))];
    }

    sealed record Finding(string Kind, string? On, string Name);
}
