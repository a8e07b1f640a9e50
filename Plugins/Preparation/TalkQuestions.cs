using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Preparation;

/// <summary>The questions that a customer will probably ask, with honest answers.</summary>
static class TalkQuestions
{
    /// <summary>Most that are read; nobody prepares for more.</summary>
    internal const int Most = 500;

    /// <summary>Active questions for a reason, in their order. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="reason">Code of the reason; null: only those for all reasons.</param>
    internal static IReadOnlyList<TalkQuestionRow> For(IOrganizationService service, string? reason)
    {
        var query = new QueryExpression(TalkQuestionRow.Table)
        {
            ColumnSet = new ColumnSet(
                TalkQuestionRow.Columns.Code, TalkQuestionRow.Columns.Name, TalkQuestionRow.Columns.NameDe, TalkQuestionRow.Columns.Answer, TalkQuestionRow.Columns.AnswerDe, TalkQuestionRow.Columns.Reasons),
            TopCount = Most,
        };
        query.Criteria.AddCondition(TalkQuestionRow.Columns.State, ConditionOperator.Equal, (int)TalkQuestionState.Active);
        query.AddOrder(TalkQuestionRow.Columns.SortOrder, OrderType.Ascending);
        query.AddOrder(TalkQuestionRow.Columns.Code, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new TalkQuestionRow(row)).Where(row => IsFor(row.Reasons, reason))];
    }

    /// <summary>The question, and the answer with its row, in a language.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4253: a text has a field that is none.</exception>
    internal static HtmlTerm Text(TalkQuestionRow row, PlanFields fields, Language language, Language reader)
    {
        var isGerman = language == Language.German;
        return new HtmlTerm(
            Fill(isGerman ? row.NameDe : row.Name, row, fields, language, reader),
            new HtmlLine(Fill(isGerman ? row.AnswerDe : row.Answer, row, fields, language, reader), HtmlLine.RowOf(TalkQuestionRow.Table, row.Id)));
    }

    static string Fill(string? text, TalkQuestionRow row, PlanFields fields, Language language, Language reader) =>
        PlanText.Fill(text ?? "", fields, language, field => Refusal.Of("OFF-4253", reader, "code", row.Code ?? "?", "field", field));

    static bool IsFor(string? reasons, string? reason) =>
        string.IsNullOrWhiteSpace(reasons) || (reason is not null && reasons!.Split(';').Any(code => string.Equals(code.Trim(), reason, StringComparison.OrdinalIgnoreCase)));
}
