using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>Shows a theme above its threshold on which nobody acts as a finding, and settles the finding when somebody does.</summary>
/// <remarks>
/// <para>Steps, all in PostOperation (40), synchronous: Create and Update of off_feedbackanswer (filtering column off_themeid), Create and Update of off_improvement (filtering columns off_themeid,
/// off_improvementstate, off_effective, off_effectcheckon). UpdateMultiple and Upsert come here, too.</para>
/// <para>Requests: none without a theme; else 6 (caller's settings, local time, theme, mentions, improvements, finding), and 1 write if the finding changes. As SYSTEM: a finding is the product's.</para>
/// </remarks>
public sealed class ThemeActions : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (ThemeOf(call) is not { } id) return;

        var theme = new ThemeRow(call.AsSystem.Retrieve(ThemeRow.Table, id, new ColumnSet(ThemeRow.Columns.Name, ThemeRow.Columns.NameDE, ThemeRow.Columns.Code, ThemeRow.Columns.Threshold)));
        var mentions = Mentions(call.AsSystem, id);
        var needs = ThemeRule.NeedsAction(mentions, theme.Threshold, Improvements(call.AsSystem, id), call.Today);
        var key = "theme|" + theme.Code;
        var known = Finding(call.AsSystem, key);
        if (needs && known is null) call.AsSystem.Create(Row(call, theme, key, mentions.Count).Entity);
        else if (needs && known!.State == FindingState.Inactive) Write(call, known.Id, FindingFindingState.Open, FindingState.Active, FindingStatusReason.Active);
        else if (!needs && known is { State: FindingState.Active }) Write(call, known.Id, FindingFindingState.Settled, FindingState.Inactive, FindingStatusReason.Inactive);
    }

    static Guid? ThemeOf(PluginCall call)
    {
        var column = call.Context.PrimaryEntityName == ImprovementRow.Table ? ImprovementRow.Columns.ThemeId : FeedbackAnswerRow.Columns.ThemeId;
        if (call.Target.Contains(column)) return call.Target.GetAttributeValue<EntityReference?>(column)?.Id;
        if (call.IsMessage("Create")) return null;

        return call.AsSystem.Retrieve(call.Context.PrimaryEntityName, call.Context.PrimaryEntityId, new ColumnSet(column)).GetAttributeValue<EntityReference?>(column)?.Id;
    }

    /// <summary>Days on which feedback with the theme was received. Requests: 1.</summary>
    static IReadOnlyList<LocalDate> Mentions(IOrganizationService service, Guid theme)
    {
        const string Feedback = "feedback";
        var query = new QueryExpression(FeedbackAnswerRow.Table) { ColumnSet = new ColumnSet(FeedbackAnswerRow.Columns.FeedbackId) };
        query.Criteria.AddCondition(FeedbackAnswerRow.Columns.ThemeId, ConditionOperator.Equal, theme);
        query.AddOrder(FeedbackAnswerRow.Columns.Id, OrderType.Ascending);
        var feedback = query.AddLink(FeedbackRow.Table, FeedbackAnswerRow.Columns.FeedbackId, FeedbackRow.Columns.Id);
        feedback.EntityAlias = Feedback;
        feedback.Columns = new ColumnSet(FeedbackRow.Columns.ReceivedOn);

        // A customer who names a theme twice is one customer.
        return [.. service.AllRows(query).GroupBy(static row => row.GetAttributeValue<EntityReference>(FeedbackAnswerRow.Columns.FeedbackId).Id)
            .Select(static rows => new FeedbackRow(Joined.Row(rows.First(), Feedback, FeedbackRow.Table)).ReceivedOn).OfType<LocalDate>()];
    }

    static IReadOnlyList<ImprovementOnFile> Improvements(IOrganizationService service, Guid theme)
    {
        var query = new QueryExpression(ImprovementRow.Table) { ColumnSet = new ColumnSet(ImprovementRow.Columns.ImprovementState, ImprovementRow.Columns.Effective, ImprovementRow.Columns.EffectCheckOn) };
        query.Criteria.AddCondition(ImprovementRow.Columns.ThemeId, ConditionOperator.Equal, theme);
        query.Criteria.AddCondition(ImprovementRow.Columns.State, ConditionOperator.Equal, (int)ImprovementState.Active);
        query.AddOrder(ImprovementRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ImprovementRow(row)).Select(static row => new ImprovementOnFile
        {
            IsChecked = row.ImprovementState == ImprovementImprovementState.Checked,
            HasEffect = row.Effective is ImprovementEffective.Yes or ImprovementEffective.Partly,
            CheckedOn = row.EffectCheckOn,
        })];
    }

    static FindingRow? Finding(IOrganizationService service, string key)
    {
        var query = new QueryExpression(FindingRow.Table) { ColumnSet = new ColumnSet(FindingRow.Columns.State), TopCount = 1 };
        query.Criteria.AddCondition(FindingRow.Columns.FindingKey, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.Select(static row => new FindingRow(row)).FirstOrDefault();
    }

    static FindingRow Row(PluginCall call, ThemeRow theme, string key, int mentions)
    {
        var name = call.Language.Quote((call.Language == Language.German ? theme.NameDE : theme.Name) ?? theme.Code ?? "?");
        return new FindingRow
        {
            Name = Messages.Part("OFF-TEXT-THEME-FINDING", call.Language, "theme", name),
            Kind = FindingKind.ThemeWithoutAction,
            FindingState = FindingFindingState.Open,
            FindingKey = key,
            FoundOn = call.Today,
            Detail = Messages.Format("OFF-4530", call.Language, "theme", name, "count", Text(mentions), "threshold", Text(theme.Threshold ?? 0)),
        };
    }

    static void Write(PluginCall call, Guid id, FindingFindingState finding, FindingState state, FindingStatusReason reason) =>
        call.AsSystem.Update(new FindingRow(new Entity(FindingRow.Table, id)) { FindingState = finding, State = state, StatusReason = reason }.Entity);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
