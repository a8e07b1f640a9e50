using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Subject and description of an activity.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Description">HTML for an e-mail, text for a letter.</param>
sealed record LetterBody(string Subject, string Description);

/// <summary>The standard activity that holds a letter: a draft to one named contact, from the owner of the case, about the case.</summary>
static class LetterActivity
{
    internal const string Letter = "letter";
    internal const string Email = "email";
    internal const string Call = "phonecall";
    internal const string Subject = "subject";
    internal const string Description = "description";
    internal const string Regarding = "regardingobjectid";

    internal static string TableOf(LetterChannel channel) => channel == LetterChannel.Email ? Email : Letter;

    /// <summary>Creates the draft, or writes it into the one that the plan made. Requests: 1, with the rights of the caller.</summary>
    internal static Guid Write(PluginCall call, CaseOnFile onFile, Recipient recipient, LetterChannel channel, LetterBody text, PlannedActivity? planned)
    {
        var sender = onFile.Row.OwnerId is { LogicalName: RecipientQueries.User } owner ? owner.Id : call.Context.InitiatingUserId;
        var activity = new Entity(TableOf(channel))
        {
            [Subject] = text.Subject,
            [Description] = text.Description,
            [Regarding] = onFile.Reference,
            ["directioncode"] = true,
            ["from"] = Party(RecipientQueries.User, sender),
            ["to"] = Party(RecipientQueries.Contact, recipient.Id),
        };
        if (planned is null || planned.Channel != channel) return call.AsCaller.Create(activity);

        activity.Id = planned.Id;
        activity.Attributes.Remove(Regarding);
        call.AsCaller.Update(activity);
        return planned.Id;
    }

    /// <summary>The activity of a letter as it is now, with its parties; null: it is gone, or the caller may not read it. Requests: 1.</summary>
    internal static Entity? Read(IOrganizationService service, string table, Guid id)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(Subject, Description, "to", "statecode", "directioncode", Regarding), TopCount = 1 };
        if (table != Call) query.ColumnSet.AddColumns("cc", "bcc");
        query.Criteria.AddCondition("activityid", ConditionOperator.Equal, id);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    /// <summary>Whom the activity is addressed to in a column, without parties that name nobody.</summary>
    internal static EntityReference[] PartiesIn(Entity activity, string column) =>
        [.. (activity.GetAttributeValue<EntityCollection?>(column) ?? new EntityCollection()).Entities.Select(static party => party.GetAttributeValue<EntityReference?>("partyid")).OfType<EntityReference>()];

    /// <summary>Number of addressees in a column, named or not.</summary>
    internal static int CountIn(Entity activity, string column) => activity.GetAttributeValue<EntityCollection?>(column)?.Entities.Count ?? 0;

    static EntityCollection Party(string table, Guid id) => new([new Entity("activityparty") { ["partyid"] = new EntityReference(table, id) }]);
}

/// <summary>An open letter or e-mail of the case that waits for its text.</summary>
/// <param name="Id">Of the activity.</param>
/// <param name="Channel">By its table.</param>
sealed record PlannedActivity(Guid Id, LetterChannel Channel)
{
    const string Pointer = "activitypointer";

    /// <summary>Reads it. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4022: it is no open letter or e-mail of the case.</exception>
    internal static PlannedActivity Read(PluginCall call, Guid id, Guid caseId)
    {
        var query = new QueryExpression(Pointer) { ColumnSet = new ColumnSet("activitytypecode"), TopCount = 1 };
        query.Criteria.AddCondition("activityid", ConditionOperator.Equal, id);
        query.Criteria.AddCondition(LetterActivity.Regarding, ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        var type = call.AsCaller.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<string?>("activitytypecode");
        return type is LetterActivity.Letter or LetterActivity.Email
            ? new PlannedActivity(id, type == LetterActivity.Email ? LetterChannel.Email : LetterChannel.Letter)
            : throw Refusal.Of("OFF-4022", call.Language);
    }
}
