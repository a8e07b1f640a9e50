using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Health;

/// <summary>Whether the steps of the product are here, enabled and as shipped, and whether steps of others run before them.</summary>
static class StepHealth
{
    const string Table = "sdkmessageprocessingstep";
    const string State = "statecode";
    const string StatusReason = "statuscode";
    const int Enabled = 0;

    static readonly string[] Columns = ["name", State, "stage", "mode", "rank", "filteringattributes", "sdkmessageid", "eventhandler"];

    static readonly object[] Ours = [.. ShippedStep.All.Select(static step => (object)step.Id), .. LocalStep.All.Select(static step => (object)step.Shape.Id)];

    /// <summary>Requests: 2; 3 where a step is missing that is registered here.</summary>
    internal static void Check(HealthReport report)
    {
        var registered = Registered(report.Service);
        foreach (var shipped in ShippedStep.All) Compare(report, shipped, registered.TryGetValue(shipped.Id, out var step) ? step : null);
        foreach (var local in LocalStep.All.Where(step => registered.ContainsKey(step.Shape.Id))) Compare(report, local.Shape, registered[local.Shape.Id]);
        LocalStep.Find(report, registered);
        foreach (var other in Others(report.Service)) CompareOther(report, other);
    }

    static void Compare(HealthReport report, ShippedStep shipped, Entity? step)
    {
        if (step is null)
        {
            report.Find(HealthSeverity.Error, "OFF-5300", "step", shipped.Name);
            return;
        }

        if (step.GetAttributeValue<OptionSetValue>(State)?.Value != Enabled)
        {
            var enable = new Entity(Table, step.Id) { [State] = new OptionSetValue(Enabled), [StatusReason] = new OptionSetValue(1) };
            report.Repairable(HealthSeverity.Error, "OFF-5301", service => service.Update(enable), "step", shipped.Name);
        }

        var changed = Differences(shipped, step).ToList();
        if (changed.Count > 0) report.Find(HealthSeverity.Error, "OFF-5302", "step", shipped.Name, "differences", string.Join(", ", changed));
    }

    static IEnumerable<string> Differences(ShippedStep shipped, Entity step)
    {
        if (Choice(step, "stage") != shipped.Stage) yield return "stage " + Text(Choice(step, "stage")) + " ≠ " + Text(shipped.Stage);
        if (Choice(step, "mode") != shipped.Mode) yield return "mode " + Text(Choice(step, "mode")) + " ≠ " + Text(shipped.Mode);
        if (step.GetAttributeValue<int>("rank") != shipped.Rank) yield return "rank " + Text(step.GetAttributeValue<int>("rank")) + " ≠ " + Text(shipped.Rank);

        var columns = (step.GetAttributeValue<string?>("filteringattributes") ?? "").Split([','], StringSplitOptions.RemoveEmptyEntries).Select(static column => column.Trim());
        if (!shipped.Columns.SequenceEqual(columns.OrderBy(static column => column, StringComparer.Ordinal), StringComparer.Ordinal)) yield return "filteringattributes";
    }

    /// <summary>Another's synchronous step that runs before ours in the same stage sees the row before the product has judged it, and may change it or refuse.</summary>
    static void CompareOther(HealthReport report, Entity other)
    {
        var table = (string)other.GetAttributeValue<AliasedValue>("filter.primaryobjecttypecode").Value;
        var before = ShippedStep.All.FirstOrDefault(ours => ours.IsSynchronous
            && ours.Table == table
            && ours.MessageId == other.GetAttributeValue<EntityReference>("sdkmessageid").Id
            && ours.Stage == Choice(other, "stage")
            && other.GetAttributeValue<int>("rank") <= ours.Rank);
        if (before is not null) report.Find(HealthSeverity.Warning, "OFF-5303", "step", other.GetAttributeValue<string>("name"), "ours", before.Name, "rank", Text(other.GetAttributeValue<int>("rank")));
    }

    static Dictionary<Guid, Entity> Registered(IOrganizationService service)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(Columns) };
        query.Criteria.AddCondition(new ConditionExpression("sdkmessageprocessingstepid", ConditionOperator.In, Ours));
        return service.RetrieveMultiple(query).Entities.ToDictionary(static step => step.Id);
    }

    static IEnumerable<Entity> Others(IOrganizationService service)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet(Columns) };
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Enabled);
        query.Criteria.AddCondition("mode", ConditionOperator.Equal, 0);
        query.Criteria.AddCondition(new ConditionExpression("sdkmessageprocessingstepid", ConditionOperator.NotIn, Ours));
        var filter = query.AddLink("sdkmessagefilter", "sdkmessagefilterid", "sdkmessagefilterid");
        filter.EntityAlias = "filter";
        filter.Columns = new ColumnSet("primaryobjecttypecode");
        filter.LinkCriteria.AddCondition(new ConditionExpression("primaryobjecttypecode", ConditionOperator.In, ShippedStep.All.Select(static step => step.Table).Where(static table => table.Length > 0).Distinct(StringComparer.Ordinal).ToArray<object>()));
        query.AddOrder("name", OrderType.Ascending);
        query.AddOrder("sdkmessageprocessingstepid", OrderType.Ascending);
        return service.AllRows(query);
    }

    static int? Choice(Entity step, string column) => step.GetAttributeValue<OptionSetValue?>(column)?.Value;

    static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
