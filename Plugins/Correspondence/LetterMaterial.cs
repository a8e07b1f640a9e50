using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>All rows that a letter can speak of, read once for drafting and once more for its release.</summary>
sealed class LetterMaterial
{
    LetterMaterial(CaseOnFile onFile, Recipient recipient, LetterContent content, IReadOnlyList<ReviewedContract> contracts, IReadOnlyList<ChosenProvider> providers, IReadOnlyList<HandoverItemRow> items)
    {
        OnFile = onFile;
        Recipient = recipient;
        Content = content;
        Contracts = contracts;
        Providers = providers;
        Items = items;
    }

    internal CaseOnFile OnFile { get; }

    internal Recipient Recipient { get; }

    internal LetterContent Content { get; }

    /// <summary>All contracts of the account, as judged today.</summary>
    internal IReadOnlyList<ReviewedContract> Contracts { get; }

    /// <summary>Providers whom the letter may name.</summary>
    internal IReadOnlyList<ChosenProvider> Providers { get; }

    /// <summary>Items of the hand-over list that the letter may name.</summary>
    internal IReadOnlyList<HandoverItemRow> Items { get; }

    /// <summary>A notice takes paper for one of the contracts.</summary>
    internal bool NeedsPaper(LetterKind kind) => kind == LetterKind.Notice && Content.Contracts.Any(static contract => contract.NeedsPaper);

    /// <summary>Last day on which the letter still does its work, less nothing: of a notice the first latest notice date of its contracts, else the planned end; null: there is none.</summary>
    internal LocalDate? Deadline(LetterKind kind) => kind == LetterKind.Notice
        ? Contracts.Select(static contract => contract.Evaluation.LatestNoticeForEarliest).Where(static day => day is not null).DefaultIfEmpty(Content.EndDay).Min()
        : Content.EndDay;

    /// <summary>Reads everything. Requests: 4 (contracts, notice rules, users, activities), installed tables, 1 for each of orders and service cases that is installed, 1 for holiday rules if a
    /// contract needs a calendar, and what the kind lists: hand-over items, chosen providers, questions.</summary>
    internal static LetterMaterial Read(PluginCall call, CaseOnFile onFile, Recipient recipient, LetterKind kind, LetterLanguage language)
    {
        var judgement = CaseJudgement.Of(call, onFile.Account);
        var contracts = judgement.Review.Contracts;
        var people = LetterPeople.Read(call, onFile);
        var providers = kind is LetterKind.Notice or LetterKind.Summary or LetterKind.Handover ? LetterQueries.Chosen(call.AsSystem, onFile.Row.Id, call.Today) : [];
        var items = kind == LetterKind.Handover ? LetterQueries.HandoverItems(call.AsSystem, onFile.Row.Id) : [];
        var text = language == LetterLanguage.De ? Language.German : Language.English;
        var row = onFile.Row;
        var content = new LetterContent
        {
            Recipient = recipient,
            Account = onFile.Account.Name ?? "",
            Today = call.Today,
            Sender = people.Sender,
            Responder = people.Responder,
            ReasonCode = onFile.Reason.Code,
            Reason = onFile.Reason.Name,
            ReasonDe = onFile.Reason.NameDe,
            Explanation = row.Explanation,
            IsPartlyTold = row.PartlyTold == true,
            Way = row.Way,
            CauseBasis = row.CauseBasis,
            EndDay = row.PlannedEnd,
            TalkDay = row.TalkHeldOn ?? row.TalkOn,
            NoticeDay = row.NoticeReceivedOn,
            NoticeForm = row.NoticeForm,
            Contracts = [.. ContractsOf(kind, contracts, row.PlannedEnd)],
            FactRows = FactQueries.Read(call, onFile.Account, recipient.Id, contracts, people.AccountOwner),
            Points = kind == LetterKind.Summary ? PointsIn(row.TalkNotes) : [],
            Tasks = [.. items.Select(item => LetterContent.Item("text", item.Name, "due", item.DueOn is { } due ? text.Text(due) : null))],
            Alternatives = [.. providers.Select(one => AlternativeOf(one.Provider, text))],
            Questions = kind == LetterKind.Feedback ? LetterQueries.Questions(call.AsSystem, text) : [],
        };
        return new LetterMaterial(onFile, recipient, content, contracts, providers, items);
    }

    /// <summary>The contracts that a letter names: of a confirmation those with a notice, else all that have not ended; each with its end as things stand.</summary>
    static IEnumerable<LetterContract> ContractsOf(LetterKind kind, IReadOnlyList<ReviewedContract> contracts, LocalDate? plannedEnd) => contracts
        .Where(contract => contract.Evaluation.Status != ContractStatus.Ended && (kind != LetterKind.NoticeConfirmation || contract.EndIsFixed))
        .OrderBy(static contract => contract.Contract.Number, StringComparer.Ordinal)
        .Select(contract => new LetterContract(
            contract.Contract.Id, contract.Contract.Number, EndOf(contract.Evaluation, plannedEnd), NoticeFormRule.NeedsPaper(contract.Evaluation.Facts), NoticeFormRule.NeedsText(contract.Evaluation.Facts)));

    /// <summary>An end is never guessed: the fixed one, else the next window if the plan is for it, else the first that notice reaches.</summary>
    static LocalDate? EndOf(ContractEvaluation evaluation, LocalDate? plannedEnd) =>
        evaluation.EndsOn ?? (plannedEnd is not null && evaluation.NextWindowEnd == plannedEnd ? plannedEnd : evaluation.EarliestEnd);

    /// <summary>The notes of the talk, a point for each line; dashes and numbers before it go.</summary>
    internal static IReadOnlyList<string> PointsIn(string? notes) =>
        [.. (notes ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Trim().TrimStart('-', '*', '•', '–').Trim()).Where(static line => line.Length > 0)];

    static IReadOnlyDictionary<string, string> AlternativeOf(AlternativeProviderRow provider, Language language) => LetterContent.Item(
        "name", (language == Language.German ? provider.NameDE : null) ?? provider.Name,
        "services", (provider.Services ?? "").Replace(";", ", "),
        "website", provider.Website);
}

/// <summary>Who of us stands in a letter.</summary>
/// <param name="Sender">The owner of the case; where it is a team, whoever drafts.</param>
/// <param name="Responder">Who answers after the end: as named on the case, else the owner of the account, else the sender; never somebody who is disabled.</param>
/// <param name="AccountOwner">Who looks after the customer; null: a team, or somebody disabled.</param>
sealed record LetterPeople(LetterPerson Sender, LetterPerson Responder, LetterPerson? AccountOwner)
{
    static readonly LetterPerson Nobody = new("", null, null, null);

    /// <summary>Reads the people of a case. Requests: 1.</summary>
    internal static LetterPeople Read(PluginCall call, CaseOnFile onFile)
    {
        var owners = new[] { onFile.Row.ResponderId, onFile.Account.OwnerId, onFile.Row.OwnerId, new EntityReference(RecipientQueries.User, call.Context.InitiatingUserId) };
        var users = RecipientQueries.Users(call.AsSystem, [.. owners.Where(static owner => owner?.LogicalName == RecipientQueries.User).Select(static owner => owner!.Id)]);
        LetterPerson? Of(EntityReference? owner) => owner is not null && users.TryGetValue(owner.Id, out var person) ? person : null;

        var sender = Of(owners[2]) ?? Of(owners[3]) ?? Nobody;
        return new LetterPeople(sender, Of(owners[0]) ?? Of(owners[1]) ?? sender, Of(owners[1]));
    }
}
