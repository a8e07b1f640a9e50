using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Reads of letters, their templates and what they list. Each is one request.</summary>
static class LetterQueries
{
    /// <summary>The active templates of a kind, in all variants and versions.</summary>
    internal static IReadOnlyList<LetterTemplateRow> Templates(IOrganizationService service, LetterKind kind)
    {
        var query = new QueryExpression(LetterTemplateRow.Table)
        {
            ColumnSet = new ColumnSet(
                LetterTemplateRow.Columns.Name, LetterTemplateRow.Columns.Kind, LetterTemplateRow.Columns.Language, LetterTemplateRow.Columns.Address, LetterTemplateRow.Columns.Formality,
                LetterTemplateRow.Columns.Version, LetterTemplateRow.Columns.ValidFrom, LetterTemplateRow.Columns.ValidTo, LetterTemplateRow.Columns.Subject, LetterTemplateRow.Columns.Body),
        };
        query.Criteria.AddCondition(LetterTemplateRow.Columns.Kind, ConditionOperator.Equal, (int)kind);
        query.Criteria.AddCondition(LetterTemplateRow.Columns.State, ConditionOperator.Equal, (int)LetterTemplateState.Active);
        query.AddOrder(LetterTemplateRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new LetterTemplateRow(row))];
    }

    /// <summary>The letter with a key; null: there is none.</summary>
    internal static LetterRow? ByKey(IOrganizationService service, string key)
    {
        var query = new QueryExpression(LetterRow.Table) { ColumnSet = Columns, TopCount = 1 };
        query.Criteria.AddCondition(LetterRow.Columns.LetterKey, ConditionOperator.Equal, key);
        return service.RetrieveMultiple(query).Entities.Select(static row => new LetterRow(row)).FirstOrDefault();
    }

    /// <summary>A letter that the caller may read; null: there is none for this caller.</summary>
    internal static LetterRow? ById(IOrganizationService service, Guid id)
    {
        var query = new QueryExpression(LetterRow.Table) { ColumnSet = Columns, TopCount = 1 };
        query.Criteria.AddCondition(LetterRow.Columns.Id, ConditionOperator.Equal, id);
        return service.RetrieveMultiple(query).Entities.Select(static row => new LetterRow(row)).FirstOrDefault();
    }

    /// <summary>Name of another customer whose released letter has this digest; null: none has.</summary>
    internal static string? SameText(IOrganizationService service, string digest, Guid exceptAccount)
    {
        var query = new QueryExpression(LetterRow.Table) { ColumnSet = new ColumnSet(LetterRow.Columns.AccountId, LetterRow.Columns.Name), TopCount = 1 };
        query.Criteria.AddCondition(LetterRow.Columns.TextHash, ConditionOperator.Equal, digest);
        query.Criteria.AddCondition(LetterRow.Columns.LetterState, ConditionOperator.Equal, (int)LetterLetterState.Released);
        query.Criteria.AddCondition(LetterRow.Columns.AccountId, ConditionOperator.NotEqual, exceptAccount);
        return service.RetrieveMultiple(query).Entities.Select(static row => new LetterRow(row).AccountId?.Name ?? "?").FirstOrDefault();
    }

    /// <summary>The words that are looked for in letters of a language.</summary>
    internal static IReadOnlyList<TonePhrase> Phrases(IOrganizationService service, LetterLanguage language)
    {
        var query = new QueryExpression(ToneWordRow.Table) { ColumnSet = new ColumnSet(ToneWordRow.Columns.Name, ToneWordRow.Columns.Kind, ToneWordRow.Columns.Suggestion) };
        query.Criteria.AddCondition(ToneWordRow.Columns.Language, ConditionOperator.Equal, (int)language);
        query.Criteria.AddCondition(ToneWordRow.Columns.State, ConditionOperator.Equal, (int)ToneWordState.Active);
        query.AddOrder(ToneWordRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ToneWordRow(row))
            .Select(row => new TonePhrase(row.Name ?? "", language, row.Kind ?? ToneWordKind.Emotional, row.Suggestion ?? ""))];
    }

    /// <summary>All reasons, active or not: a letter must not name another one than the case.</summary>
    internal static IReadOnlyList<ReasonRow> Reasons(IOrganizationService service)
    {
        var query = new QueryExpression(ReasonRow.Table) { ColumnSet = new ColumnSet(ReasonRow.Columns.Code, ReasonRow.Columns.Name, ReasonRow.Columns.NameDe) };
        query.AddOrder(ReasonRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new ReasonRow(row))];
    }

    /// <summary>Open items of the hand-over list, earliest first.</summary>
    internal static IReadOnlyList<HandoverItemRow> HandoverItems(IOrganizationService service, Guid caseId)
    {
        var query = new QueryExpression(HandoverItemRow.Table)
        {
            ColumnSet = new ColumnSet(HandoverItemRow.Columns.Name, HandoverItemRow.Columns.DueOn, HandoverItemRow.Columns.Kind, HandoverItemRow.Columns.ContactId),
        };
        query.Criteria.AddCondition(HandoverItemRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition(HandoverItemRow.Columns.ItemState, ConditionOperator.Equal, (int)HandoverItemItemState.Open);
        query.AddOrder(HandoverItemRow.Columns.DueOn, OrderType.Ascending);
        query.AddOrder(HandoverItemRow.Columns.Id, OrderType.Ascending);
        var contact = query.AddLink(RecipientQueries.Contact, HandoverItemRow.Columns.ContactId, "contactid", JoinOperator.LeftOuter);
        contact.EntityAlias = ContactAlias;
        contact.Columns = new ColumnSet("parentcustomerid", "fullname");
        return [.. service.AllRows(query).Select(static row => new HandoverItemRow(row))];
    }

    /// <summary>Alias of the contact person in <see cref="HandoverItems"/>.</summary>
    internal const string ContactAlias = "person";

    /// <summary>Providers that were chosen on the case and hold on the day, best first, with what was shared.</summary>
    internal static IReadOnlyList<ChosenProvider> Chosen(IOrganizationService service, Guid caseId, LocalDate day)
    {
        const string Alias = "provider";
        var query = new QueryExpression(AlternativeRow.Table) { ColumnSet = new ColumnSet(AlternativeRow.Columns.Rank, AlternativeRow.Columns.SharedOn, AlternativeRow.Columns.ConsentId) };
        query.Criteria.AddCondition(AlternativeRow.Columns.CaseId, ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition(AlternativeRow.Columns.AlternativeState, ConditionOperator.Equal, (int)AlternativeAlternativeState.Chosen);
        query.AddOrder(AlternativeRow.Columns.Rank, OrderType.Ascending);
        query.AddOrder(AlternativeRow.Columns.Id, OrderType.Ascending);
        var provider = query.AddLink(AlternativeProviderRow.Table, AlternativeRow.Columns.ProviderId, AlternativeProviderRow.Columns.Id);
        provider.EntityAlias = Alias;
        provider.Columns = new ColumnSet(
            AlternativeProviderRow.Columns.Name, AlternativeProviderRow.Columns.NameDE, AlternativeProviderRow.Columns.Services, AlternativeProviderRow.Columns.Website,
            AlternativeProviderRow.Columns.OwnService, AlternativeProviderRow.Columns.ValidFrom, AlternativeProviderRow.Columns.ValidTo);
        return [.. service.AllRows(query)
            .Select(static row => new ChosenProvider(new AlternativeRow(row), new AlternativeProviderRow(Joined.Row(row, Alias, AlternativeProviderRow.Table))))
            .Where(one => (one.Provider.ValidFrom is not { } from || from <= day) && (one.Provider.ValidTo is not { } to || to >= day))];
    }

    /// <summary>The active questions of the feedback form in their order, in a language; of several versions of a question the newest.</summary>
    internal static IReadOnlyList<string> Questions(IOrganizationService service, Language language)
    {
        var query = new QueryExpression(FeedbackQuestionRow.Table)
        {
            ColumnSet = new ColumnSet(
                FeedbackQuestionRow.Columns.Name, FeedbackQuestionRow.Columns.Sequence, FeedbackQuestionRow.Columns.Version, FeedbackQuestionRow.Columns.Question, FeedbackQuestionRow.Columns.QuestionDE),
        };
        query.Criteria.AddCondition(FeedbackQuestionRow.Columns.State, ConditionOperator.Equal, (int)FeedbackQuestionState.Active);
        query.AddOrder(FeedbackQuestionRow.Columns.Sequence, OrderType.Ascending);
        query.AddOrder(FeedbackQuestionRow.Columns.Id, OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => new FeedbackQuestionRow(row))
            .GroupBy(static row => row.Name, StringComparer.Ordinal)
            .Select(static versions => versions.OrderByDescending(static row => row.Version).First())
            .OrderBy(static row => row.Sequence)
            .Select(row => (language == Language.German ? row.QuestionDE ?? row.Question : row.Question) ?? "")];
    }

    static ColumnSet Columns { get; } = new(
        LetterRow.Columns.Name, LetterRow.Columns.CaseId, LetterRow.Columns.AccountId, LetterRow.Columns.ContactId, LetterRow.Columns.Kind, LetterRow.Columns.Language, LetterRow.Columns.Address,
        LetterRow.Columns.Formality, LetterRow.Columns.ActivityTable, LetterRow.Columns.ActivityRowId, LetterRow.Columns.LetterState, LetterRow.Columns.StatedReasonId, LetterRow.Columns.TextHash,
        LetterRow.Columns.Facts, LetterRow.Columns.FactsWaiver, LetterRow.Columns.TemplateId, LetterRow.Columns.TemplateVersion, LetterRow.Columns.ReleasedOn, LetterRow.Columns.State);
}

/// <summary>A provider that was chosen for the customer.</summary>
/// <param name="Choice">The suggestion on the case.</param>
/// <param name="Provider">Who it is.</param>
sealed record ChosenProvider(AlternativeRow Choice, AlternativeProviderRow Provider);
