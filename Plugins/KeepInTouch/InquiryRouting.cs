using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.KeepInTouch;

/// <summary>Gives an inquiry of a former customer to whoever answers after the end: a task, due tomorrow, with the history that may still be shown. Once for each inquiry.</summary>
/// <remarks>Requests: for a stranger at most 2 (contacts, accounts); for a former customer schedule, earlier task, feedback, and 1 write.</remarks>
static class InquiryRouting
{
    /// <summary>The standard column in which a task of this kind carries the id of its inquiry.</summary>
    const string Mark = "subcategory";

    /// <returns>The task; null: no former customer.</returns>
    internal static RoutedInquiry? Route(PluginCall call, Inquiry inquiry)
    {
        if (FormerCustomer.Find(call.AsSystem, inquiry.Names, inquiry.Addresses) is not { } former) return null;

        var mark = inquiry.Row.Id.ToString("D");
        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet(TaskRow.Columns.Id), TopCount = 1 };
        query.Criteria.AddCondition(Mark, ConditionOperator.Equal, mark);
        var earlier = call.AsSystem.RetrieveMultiple(query).Entities.FirstOrDefault();
        var history = former.History(call);
        if (earlier is not null) return new RoutedInquiry(earlier.Id, history);

        var task = new TaskRow
        {
            Subject = Subject(call, former),
            Description = history + "\n\n" + Messages.Part("OFF-TEXT-INQUIRY-NEXT", call.Language),
            RegardingObjectId = inquiry.Regarding ?? (former.IsRestricted ? null : former.Case is { } ended ? ended.Entity.ToEntityReference() : former.Account.Entity.ToEntityReference()),
            ScheduledEnd = call.Now.AddDays(1),
        };
        if (former.Responder is { } responder) task.OwnerId = responder;
        task.Entity[Mark] = mark;
        return new RoutedInquiry(call.AsSystem.Create(task.Entity), history);
    }

    static string Subject(PluginCall call, FormerCustomer former) =>
        former.IsRestricted ? Messages.Part("OFF-TEXT-INQUIRY-SUBJECT-RESTRICTED", call.Language) : Messages.Part("OFF-TEXT-INQUIRY-SUBJECT", call.Language, "account", former.Account.Name ?? "?");
}

/// <summary>An inquiry that was given to somebody.</summary>
/// <param name="Task">The task.</param>
/// <param name="History">What may be shown.</param>
sealed record RoutedInquiry(Guid Task, string History);
