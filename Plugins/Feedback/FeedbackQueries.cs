using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>Every read of questions, themes, feedback and folded reasons.</summary>
static class FeedbackQueries
{
    const string FeedbackAlias = "feedback";

    /// <summary>Active questions by code, in their order. Requests: 1.</summary>
    internal static IReadOnlyDictionary<string, FeedbackQuestionRow> Questions(IOrganizationService service)
    {
        var query = new QueryExpression(FeedbackQuestionRow.Table)
        {
            ColumnSet = new ColumnSet(
                FeedbackQuestionRow.Columns.QuestionKey, FeedbackQuestionRow.Columns.AnswerType, FeedbackQuestionRow.Columns.Question, FeedbackQuestionRow.Columns.QuestionDE,
                FeedbackQuestionRow.Columns.Sequence, FeedbackQuestionRow.Columns.Constructive),
        };
        query.Criteria.AddCondition(FeedbackQuestionRow.Columns.State, ConditionOperator.Equal, (int)FeedbackQuestionState.Active);
        query.AddOrder(FeedbackQuestionRow.Columns.Sequence, OrderType.Ascending);
        query.AddOrder(FeedbackQuestionRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).Select(static row => new FeedbackQuestionRow(row)).Where(static row => row.QuestionKey is not null)
            .GroupBy(static row => row.QuestionKey!, StringComparer.OrdinalIgnoreCase).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Active themes by code. Requests: 1.</summary>
    internal static IReadOnlyDictionary<string, ThemeRow> Themes(IOrganizationService service)
    {
        var query = new QueryExpression(ThemeRow.Table) { ColumnSet = new ColumnSet(ThemeRow.Columns.Code, ThemeRow.Columns.Name, ThemeRow.Columns.NameDE, ThemeRow.Columns.Threshold) };
        query.Criteria.AddCondition(ThemeRow.Columns.State, ConditionOperator.Equal, (int)ThemeState.Active);
        query.AddOrder(ThemeRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).Select(static row => new ThemeRow(row)).Where(static row => row.Code is not null)
            .GroupBy(static row => row.Code!, StringComparer.OrdinalIgnoreCase).ToDictionary(static group => group.Key, static group => group.First(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The feedback of a case; null: nobody was asked. Requests: 1.</summary>
    internal static FeedbackRow? OfCase(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(FeedbackRow.Table)
        {
            ColumnSet = new ColumnSet(
                FeedbackRow.Columns.FeedbackState, FeedbackRow.Columns.Score, FeedbackRow.Columns.AskedOn, FeedbackRow.Columns.ReceivedOn, FeedbackRow.Columns.Channel, FeedbackRow.Columns.ContactId),
            TopCount = 1,
        };
        query.Criteria.AddCondition(FeedbackRow.Columns.FeedbackKey, ConditionOperator.Equal, KeyOf(caseId));
        return service.RetrieveMultiple(query).Entities.Select(static row => new FeedbackRow(row)).FirstOrDefault();
    }

    /// <summary>Answers of a feedback by the code of their question. Requests: 1.</summary>
    internal static IReadOnlyDictionary<string, FeedbackAnswerRow> Answers(IOrganizationService service, Guid feedbackId)
    {
        var query = new QueryExpression(FeedbackAnswerRow.Table) { ColumnSet = new ColumnSet(FeedbackAnswerRow.Columns.QuestionCode, FeedbackAnswerRow.Columns.AnswerValue, FeedbackAnswerRow.Columns.AnswerText) };
        query.Criteria.AddCondition(FeedbackAnswerRow.Columns.FeedbackId, ConditionOperator.Equal, feedbackId);
        query.AddOrder(FeedbackAnswerRow.Columns.Id, OrderType.Ascending);
        return service.AllRows(query).Select(static row => new FeedbackAnswerRow(row)).ToDictionary(static row => row.QuestionCode ?? "", StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Codes of the themes that the answers to a feedback name, each once, in their order. Requests: 1.</summary>
    internal static IReadOnlyList<string> ThemesOf(IOrganizationService service, Guid feedbackId)
    {
        var query = new QueryExpression(FeedbackAnswerRow.Table) { ColumnSet = new ColumnSet(FeedbackAnswerRow.Columns.ThemeId) };
        query.Criteria.AddCondition(FeedbackAnswerRow.Columns.FeedbackId, ConditionOperator.Equal, feedbackId);
        query.AddOrder(FeedbackAnswerRow.Columns.Id, OrderType.Ascending);
        var theme = query.AddLink(ThemeRow.Table, FeedbackAnswerRow.Columns.ThemeId, ThemeRow.Columns.Id);
        theme.EntityAlias = FeedbackAlias;
        theme.Columns = new ColumnSet(ThemeRow.Columns.Code);
        return [.. service.AllRows(query).Select(static row => row.GetAttributeValue<AliasedValue?>(FeedbackAlias + "." + ThemeRow.Columns.Code)?.Value as string).OfType<string>()
            .Distinct(StringComparer.Ordinal).OrderBy(static code => code, StringComparer.Ordinal)];
    }

    /// <summary>Every folded case. Requests: 1 per 5,000.</summary>
    internal static IReadOnlyList<ReasonFactRow> Facts(IOrganizationService service)
    {
        var query = new QueryExpression(ReasonFactRow.Table)
        {
            ColumnSet = new ColumnSet(
                ReasonFactRow.Columns.ReasonCode, ReasonFactRow.Columns.EndYear, ReasonFactRow.Columns.ValueBand, ReasonFactRow.Columns.TenureBand, ReasonFactRow.Columns.CustomerType,
                ReasonFactRow.Columns.EndedBy, ReasonFactRow.Columns.Score, ReasonFactRow.Columns.Themes),
        };
        query.Criteria.AddCondition(ReasonFactRow.Columns.State, ConditionOperator.Equal, (int)ReasonFactState.Active);
        query.AddOrder(ReasonFactRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ReasonFactRow(row))];
    }

    /// <summary>The folded case of a key; null: it was not folded yet. Requests: 1.</summary>
    internal static ReasonFactRow? Fact(IOrganizationService service, string key)
    {
        var query = new QueryExpression(ReasonFactRow.Table) { ColumnSet = new ColumnSet(ReasonFactRow.Columns.EndYear), TopCount = 1 };
        query.Criteria.AddCondition(ReasonFactRow.Columns.FactKey, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.Select(static row => new ReasonFactRow(row)).FirstOrDefault();
    }

    /// <summary>What off_feedbackkey holds: once for each case.</summary>
    internal static string KeyOf(Guid caseId) => caseId.ToString("D");
}
