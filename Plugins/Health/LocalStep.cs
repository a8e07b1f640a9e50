using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Health;

/// <summary>A step that is registered in the environment by the repair of the health check, not shipped with the solution.</summary>
/// <remarks>
/// <para>A solution names messages by id, and that of Send is in no published export we know of: one that is guessed would break the import. A step on a table of another app, as lead, would
/// keep the solution from being imported where that app is missing. The environment knows its messages and tables by name
/// (https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/sdkmessagefilter).</para>
/// <para>Such a step is of no solution and stands in the way of uninstalling this one: it is deleted first.</para>
/// </remarks>
sealed class LocalStep
{
    const string FilterTable = "primaryobjecttypecode";
    const string MessageAlias = "message";

    readonly string message;
    readonly string missing;
    readonly string? unknown;

    LocalStep(string id, string type, string message, string table, int stage, int mode, HealthSeverity severity, string missing, string? unknown)
    {
        this.message = message;
        this.missing = missing;
        this.unknown = unknown;
        Severity = severity;
        Shape = new ShippedStep(new Guid(id), type + ": " + message + " of " + table + ", stage " + stage.ToString(System.Globalization.CultureInfo.InvariantCulture), table, stage, mode, rank: 1);
        var prefix = type + ":";
        Sibling = ShippedStep.All.First(step => step.Name.StartsWith(prefix, StringComparison.Ordinal)).Id;
    }

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<LocalStep> All { get; } =
    [
        new("4b438653-cbfb-5356-a501-e0eb07148355", "LetterSendGate", "Send", "email", stage: 20, mode: 0, HealthSeverity.Error, "OFF-5304", "OFF-5305"),
        new("4db24506-dce8-5f4c-9d63-4df1246949fd", "IncomingInquiry", "Create", "lead", stage: 40, mode: 1, HealthSeverity.Note, "OFF-5306", unknown: null),
        new("c490434a-4895-5e71-a896-c9d694d866cc", "IncomingInquiry", "Create", "incident", stage: 40, mode: 1, HealthSeverity.Note, "OFF-5306", unknown: null),
    ];

    /// <summary>As registered by the repair.</summary>
    internal ShippedStep Shape { get; }

    HealthSeverity Severity { get; }

    /// <summary>A shipped step of the same plug-in type, which the environment knows by then.</summary>
    Guid Sibling { get; }

    /// <summary>Finds those that are missing. What belongs to an app that is not installed is no finding. Requests: 1; none where all are there.</summary>
    /// <param name="report">Gets findings that can be repaired, or says why not.</param>
    /// <param name="registered">Our steps as they are registered here.</param>
    internal static void Find(HealthReport report, IReadOnlyDictionary<Guid, Entity> registered)
    {
        var absent = All.Where(step => !registered.ContainsKey(step.Shape.Id)).ToList();
        if (absent.Count == 0) return;

        var filters = Filters(report.Service, absent);
        foreach (var step in absent)
        {
            var filter = filters.FirstOrDefault(row => row.GetAttributeValue<string>(FilterTable) == step.Shape.Table && (string)row.GetAttributeValue<AliasedValue>(MessageAlias + ".name").Value == step.message);
            var type = registered.TryGetValue(step.Sibling, out var sibling) ? sibling.GetAttributeValue<EntityReference?>("eventhandler") : null;
            if (filter is not null && type is not null) report.Repairable(step.Severity, step.missing, service => service.Create(step.Row(filter, type)), "step", step.Shape.Name);
            else if (filter is null && step.unknown is { } code) report.Find(HealthSeverity.Warning, code, "step", step.Shape.Name);
        }
    }

    static IReadOnlyList<Entity> Filters(IOrganizationService service, IReadOnlyList<LocalStep> steps)
    {
        var query = new QueryExpression("sdkmessagefilter") { ColumnSet = new ColumnSet("sdkmessageid", FilterTable) };
        query.Criteria.AddCondition(new ConditionExpression(FilterTable, ConditionOperator.In, steps.Select(static step => (object)step.Shape.Table).ToArray()));
        var sent = query.AddLink("sdkmessage", "sdkmessageid", "sdkmessageid");
        sent.EntityAlias = MessageAlias;
        sent.Columns = new ColumnSet("name");
        sent.LinkCriteria.AddCondition(new ConditionExpression("name", ConditionOperator.In, steps.Select(static step => (object)step.message).Distinct().ToArray()));
        return [.. service.RetrieveMultiple(query).Entities];
    }

    Entity Row(Entity filter, EntityReference type) => new("sdkmessageprocessingstep", Shape.Id)
    {
        ["name"] = Shape.Name,
        ["sdkmessageid"] = filter["sdkmessageid"],
        ["sdkmessagefilterid"] = filter.ToEntityReference(),
        ["eventhandler"] = type,
        ["plugintypeid"] = type,
        ["stage"] = new OptionSetValue(Shape.Stage),
        ["mode"] = new OptionSetValue(Shape.Mode),
        ["rank"] = Shape.Rank,
        ["asyncautodelete"] = !Shape.IsSynchronous,
        ["supporteddeployment"] = new OptionSetValue(0),
    };
}
