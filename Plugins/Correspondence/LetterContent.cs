using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>One of us as a letter names her.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Title">Job title; null: none.</param>
/// <param name="Email">Null: none.</param>
/// <param name="Phone">Null: none.</param>
public sealed record LetterPerson(string Name, string? Title, string? Email, string? Phone);

/// <summary>A contract that a letter is about.</summary>
/// <param name="Id">Of its row.</param>
/// <param name="Number">As people know it.</param>
/// <param name="End">Day on which it ends as things stand; null: not known, and never guessed.</param>
/// <param name="NeedsPaper">A notice needs a signed paper (§ 126 BGB).</param>
/// <param name="NeedsText">A notice needs text form at least (§ 126b BGB).</param>
public sealed record LetterContract(Guid Id, string Number, LocalDate? End, bool NeedsPaper, bool NeedsText);

/// <summary>All that a letter can say. Everything comes from rows; what is null is not on file.</summary>
public sealed class LetterContent
{
    /// <summary>The person it is for.</summary>
    public required Recipient Recipient { get; init; }

    /// <summary>Name of the customer.</summary>
    public required string Account { get; init; }

    /// <summary>Local day of the letter.</summary>
    public required LocalDate Today { get; init; }

    /// <summary>Who signs.</summary>
    public required LetterPerson Sender { get; init; }

    /// <summary>Who answers, also after the end (R37).</summary>
    public required LetterPerson Responder { get; init; }

    /// <summary>Code of the recorded reason.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The recorded reason in English.</summary>
    public string? Reason { get; init; }

    /// <summary>The recorded reason in German; null: as in English.</summary>
    public string? ReasonDe { get; init; }

    /// <summary>The recorded explanation.</summary>
    public string? Explanation { get; init; }

    /// <summary>Only part is told: the explanation stays out.</summary>
    public bool IsPartlyTold { get; init; }

    /// <summary>How the relationship ends.</summary>
    public OffboardingCaseWay? Way { get; init; }

    /// <summary>Provision of an extraordinary notice.</summary>
    public OffboardingCaseCauseBasis? CauseBasis { get; init; }

    /// <summary>Planned end of the relationship.</summary>
    public LocalDate? EndDay { get; init; }

    /// <summary>Day of the talk, held or planned.</summary>
    public LocalDate? TalkDay { get; init; }

    /// <summary>Day on which the customer's notice was received.</summary>
    public LocalDate? NoticeDay { get; init; }

    /// <summary>Form in which it came.</summary>
    public OffboardingCaseNoticeForm? NoticeForm { get; init; }

    /// <summary>Contracts that end.</summary>
    public IReadOnlyList<LetterContract> Contracts { get; init; } = [];

    /// <summary>Rows from which personal facts are chosen.</summary>
    public IReadOnlyList<PersonalFactSource> FactRows { get; init; } = [];

    /// <summary>Points of the talk.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>What is still to be handed over: text, due.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Tasks { get; init; } = [];

    /// <summary>Chosen providers: name, services, website.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Alternatives { get; init; } = [];

    /// <summary>Questions of the feedback form.</summary>
    public IReadOnlyList<string> Questions { get; init; } = [];

    /// <summary>The reason as a letter in the language says it; null: there is none, or it says nothing but that the explanation tells.</summary>
    public string? ReasonIn(Language language) => ReasonCode == "other" ? null : language == Language.German ? ReasonDe ?? Reason : Reason;

    /// <summary>The values for the fields of a template.</summary>
    /// <param name="variant">In which language and how the recipient is addressed.</param>
    /// <param name="facts">Those of <see cref="PersonalFacts.Choose"/>.</param>
    public MergeData ToData(LetterVariant variant, IReadOnlyList<PersonalFact> facts)
    {
        var language = variant.TextLanguage;
        string? Day(LocalDate? day) => day is { } known ? language.Text(known) : null;
        var tellsWhy = Way is not (OffboardingCaseWay.CustomerNotice or OffboardingCaseWay.Lapse);
        return new MergeData()
            .With(LetterFields.Salutation, SalutationRule.Of(Recipient, variant))
            .With(LetterFields.Contact, Recipient.FullName)
            .With(LetterFields.Account, Account)
            .With(LetterFields.Today, language.Text(Today))
            .With(LetterFields.Sender, Sender.Name)
            .With(LetterFields.SenderTitle, Sender.Title)
            .With(LetterFields.Responder, Responder.Name)
            .With(LetterFields.ResponderMail, Responder.Email)
            .With(LetterFields.ResponderPhone, Responder.Phone)
            .With(LetterFields.Reason, tellsWhy ? ReasonIn(language) : null)
            .With(LetterFields.Explanation, tellsWhy && !IsPartlyTold ? Explanation : null)
            .With(LetterFields.Cause, Way == OffboardingCaseWay.Extraordinary ? LetterWords.Cause(CauseBasis) : null)
            .With(LetterFields.Form, LetterWords.Form(Contracts, language))
            .With(LetterFields.EndDay, Day(EndDay))
            .With(LetterFields.TalkDay, Day(TalkDay))
            .With(LetterFields.NoticeDay, Day(NoticeDay))
            .With(LetterFields.GivenForm, LetterWords.GivenForm(NoticeForm, language))
            .WithList(LetterFields.Contracts, [.. Contracts.Select(contract => Item("number", contract.Number, "end", Day(contract.End)))])
            .WithList(LetterFields.Facts, [.. facts.Select(static fact => Item("text", fact.Text))])
            .WithList(LetterFields.Points, [.. Points.Select(static point => Item("text", point))])
            .WithList(LetterFields.Tasks, Tasks)
            .WithList(LetterFields.Alternatives, Alternatives)
            .WithList(LetterFields.Questions, [.. Questions.Select(static question => Item("text", question))]);
    }

    /// <summary>An item of a list from names and texts in turn; null and blank: left out.</summary>
    internal static IReadOnlyDictionary<string, string> Item(params string?[] cells)
    {
        var item = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < cells.Length; i += 2)
            if (!string.IsNullOrWhiteSpace(cells[i + 1])) item[cells[i]!] = cells[i + 1]!;

        return item;
    }
}
