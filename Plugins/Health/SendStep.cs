using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Health;

/// <summary>The step that judges an e-mail when somebody presses <em>Send</em>. It is registered in the environment, not shipped.</summary>
/// <remarks>
/// A solution names messages by id, and that of Send is in no published export we know of: one that is guessed would break the import. The environment knows it by its name
/// (https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in). The step is of no solution and stands in the way of uninstalling this one: it is deleted first.
/// </remarks>
static class SendStep
{
    internal const string Message = "Send";
    internal const string Email = "email";

    const string Gate = "LetterSendGate";

    /// <summary>As registered by the repair.</summary>
    internal static ShippedStep Shape { get; } = new(new Guid("4b438653-cbfb-5356-a501-e0eb07148355"), Gate + ": Send of email, stage 20", Email, stage: 20, rank: 1);

    /// <summary>A shipped step of the same plug-in type, which the environment knows by then.</summary>
    internal static Guid Sibling { get; } = ShippedStep.All.First(static step => step.Table == Email && step.Name.StartsWith(Gate + ":", StringComparison.Ordinal)).Id;

    /// <summary>Requests: 1 (the message and its table).</summary>
    /// <param name="report">Gets a finding that can be repaired, or says why not.</param>
    /// <param name="sibling">As registered here; null: even that is missing, which is a finding of its own.</param>
    internal static void Find(HealthReport report, Entity? sibling)
    {
        var query = new QueryExpression("sdkmessagefilter") { ColumnSet = new ColumnSet("sdkmessageid"), TopCount = 1 };
        query.Criteria.AddCondition("primaryobjecttypecode", ConditionOperator.Equal, Email);
        query.AddLink("sdkmessage", "sdkmessageid", "sdkmessageid").LinkCriteria.AddCondition("name", ConditionOperator.Equal, Message);
        var filter = report.Service.RetrieveMultiple(query).Entities.FirstOrDefault();
        var type = sibling?.GetAttributeValue<EntityReference?>("eventhandler");
        if (filter is null) report.Find(HealthSeverity.Warning, "OFF-5305", "step", Shape.Name);
        else if (type is not null) report.Repairable(HealthSeverity.Error, "OFF-5304", service => service.Create(Row(filter, type)), "step", Shape.Name);
    }

    static Entity Row(Entity filter, EntityReference type) => new("sdkmessageprocessingstep", Shape.Id)
    {
        ["name"] = Shape.Name,
        ["sdkmessageid"] = filter["sdkmessageid"],
        ["sdkmessagefilterid"] = filter.ToEntityReference(),
        ["eventhandler"] = type,
        ["plugintypeid"] = type,
        ["stage"] = new OptionSetValue(Shape.Stage),
        ["mode"] = new OptionSetValue(Shape.Mode),
        ["rank"] = Shape.Rank,
        ["supporteddeployment"] = new OptionSetValue(0),
    };
}
