using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Output;

namespace Offboard.Story;

/// <summary>What a sales rep does with cases: sends the Custom APIs of the solution, fills in the form, ticks off activities. It holds no rule.</summary>
internal sealed class CaseDesk(IOrganizationService rep)
{
    internal const string Case = "off_offboardingcase";

    internal const int InternalReport = 727000002;
    internal const int CustomerReport = 727000003;

    const int German = 727000000;
    const int ActivityOpen = 0;
    const int ActivityCompleted = 1;
    const int ActivityScheduled = 3;

    // IsvAborted: a plug-in refused the request with a message for its user.
    const int RefusedByPlugin = unchecked((int)0x80040265);

    /// <summary>Sends an operation.</summary>
    /// <param name="message">Name of the Custom API.</param>
    /// <param name="offboardingCase">What it is bound to; null: nothing.</param>
    /// <param name="parameters">Its parameters.</param>
    public ParameterCollection Send(string message, Guid? offboardingCase, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(message);
        if (offboardingCase is { } id) request["Target"] = new EntityReference(Case, id);
        foreach (var (name, value) in parameters) request[name] = value;
        return rep.Execute(request).Results;
    }

    /// <summary>The message with which the solution refuses what is tried; null: it went through.</summary>
    public static string? RefusalOf(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (FaultException<OrganizationServiceFault> refusal) when (refusal.Detail.ErrorCode == RefusedByPlugin)
        {
            return refusal.Detail.Message;
        }
    }

    /// <summary>Fills in columns of the case form.</summary>
    public void FillIn(Guid offboardingCase, params (string Column, object Value)[] values)
    {
        var row = new Entity(Case, offboardingCase);
        foreach (var (column, value) in values) row[column] = value;
        rep.Update(row);
    }

    /// <summary>Completes the open activities of a case that are due until the end of a day; returns how many.</summary>
    public int DoWhatIsDue(Guid offboardingCase, DateOnly until)
    {
        var query = new QueryExpression("activitypointer") { ColumnSet = new ColumnSet("activitytypecode") };
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.Equal, offboardingCase);
        query.Criteria.AddCondition(new ConditionExpression("statecode", ConditionOperator.In, ActivityOpen, ActivityScheduled));
        query.Criteria.AddCondition("scheduledend", ConditionOperator.LessThan, until.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
        var due = rep.RetrieveMultiple(query).Entities;
        foreach (var activity in due)
        {
            rep.Update(new Entity(activity.GetAttributeValue<string>("activitytypecode"), activity.Id) { ["statecode"] = new OptionSetValue(ActivityCompleted) });
        }

        return due.Count;
    }

    /// <summary>The decisions of a case as the rep may read them: what was decided on which day. In the order of the days.</summary>
    public IReadOnlyList<(DateOnly Day, string Kind)> Decisions(Guid offboardingCase)
    {
        var query = new QueryExpression("off_casedecision") { ColumnSet = new ColumnSet("off_day", "off_kind", "versionnumber") };
        query.Criteria.AddCondition("off_caseid", ConditionOperator.Equal, offboardingCase);
        return [.. rep.RetrieveMultiple(query).Entities
            .OrderBy(row => row.GetAttributeValue<long>("versionnumber"))
            .Select(row => (DateOnly.FromDateTime(row.GetAttributeValue<DateTime>("off_day")), row.FormattedValues["off_kind"]))];
    }

    /// <summary>The documents of a case of a kind: language and content.</summary>
    public IReadOnlyList<(string Language, string Html)> Documents(Guid offboardingCase, int kind)
    {
        var query = new QueryExpression("off_casedocument") { ColumnSet = new ColumnSet("off_language", "off_content") };
        query.Criteria.AddCondition("off_caseid", ConditionOperator.Equal, offboardingCase);
        query.Criteria.AddCondition("off_kind", ConditionOperator.Equal, kind);
        query.AddOrder("off_language", OrderType.Ascending);
        return [.. rep.RetrieveMultiple(query).Entities.Select(row => (row.GetAttributeValue<OptionSetValue>("off_language").Value == German ? "de" : "en", row.GetAttributeValue<string>("off_content")))];
    }

    /// <summary>Drafts a letter on a case, or finds the one that is drafted already, and returns its subject and text.</summary>
    public (Guid Letter, string Subject, string Text) Letter(Guid offboardingCase, string kind)
    {
        var draft = Send("off_DraftLetter", offboardingCase, ("Kind", kind));
        var activity = rep.Retrieve((string)draft["ActivityTable"], (Guid)draft["ActivityId"], new ColumnSet("subject", "description"));
        return ((Guid)draft["LetterId"], activity.GetAttributeValue<string>("subject"), activity.GetAttributeValue<string>("description"));
    }

    /// <summary>Releases a letter; what keeps it from being released is in the report.</summary>
    public (bool Released, string Report) Release(Guid letter)
    {
        var answer = rep.Execute(new OrganizationRequest("off_ReleaseLetter") { ["Target"] = new EntityReference("off_letter", letter) });
        return ((bool)answer["Released"], (string)answer["Report"]);
    }

    /// <summary>The stage of a case in words.</summary>
    public string Stage(Guid offboardingCase) => rep.Retrieve(Case, offboardingCase, new ColumnSet("statuscode")).FormattedValues["statuscode"];

    /// <summary>Whether an account is inactive.</summary>
    public bool IsInactive(Guid account) => rep.Retrieve("account", account, new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode").Value == 1;

    /// <summary>The rows in which an operation answers a plan.</summary>
    public static IReadOnlyList<PlanLine> PlanOf(ParameterCollection answer) =>
        [.. ((EntityCollection)answer["Plan"]).Entities.Select(row => new PlanLine(
            row.GetAttributeValue<string>("code"),
            DateOnly.FromDateTime(row.GetAttributeValue<DateTime>("dueon")),
            row.GetAttributeValue<string>("activity"),
            row.GetAttributeValue<string>("subject"),
            row.GetAttributeValue<bool>("mandatory")))];

    /// <summary>A day as operations take it.</summary>
    public static string Day(DateOnly day) => Days.Iso(day);
}
