using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Holds;

namespace Offboarding.Plugins.Schedule;

/// <summary>What is known of an account or a contact beside its rows.</summary>
public sealed record SubjectFacts
{
    /// <summary>Nothing is known.</summary>
    public static SubjectFacts None { get; } = new();

    /// <summary>Whether the contact stands for another active account.</summary>
    public bool HasOtherActiveAccounts { get; init; }

    /// <summary>Whether a consent of the contact stands, and no request ended it.</summary>
    public bool ConsentStanding { get; init; }

    /// <summary>Day on which a request for erasure (Art. 17 GDPR) was received, the first one; null: none.</summary>
    public LocalDate? ErasureRequest { get; init; }

    /// <summary>Day on which a request for restriction (Art. 18 GDPR) was received, the first one; null: none.</summary>
    public LocalDate? RestrictionRequest { get; init; }
}

/// <summary>What the schedule of an account depends on, beside its rows and the rules. Immutable.</summary>
public sealed record AccountFacts
{
    /// <summary>The account.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whether it is active now.</summary>
    public bool IsActive { get; init; }

    /// <summary>Day of its deactivation; null: active, or not known.</summary>
    public LocalDate? DeactivatedOn { get; init; }

    /// <summary>Packs of rules as they stand on the account, or in the setting where it names none.</summary>
    public string Jurisdictions { get; init; } = "";

    /// <summary>Sectors as they stand on the account.</summary>
    public string Sectors { get; init; } = "";

    /// <summary>End of the financial year as it stands on the account.</summary>
    public string FiscalYearEnd { get; init; } = "";

    /// <summary>Open proceedings as they stand on the account.</summary>
    public string ProceedingsOpen { get; init; } = "";

    /// <summary>Its contracts, whatever their state, with the day on which each ends as things stand; null: it has no end.</summary>
    public IReadOnlyDictionary<Guid, LocalDate?> ContractEnds { get; init; } = new Dictionary<Guid, LocalDate?>();

    /// <summary>Its contacts, in the order of their ids.</summary>
    public IReadOnlyList<Guid> Contacts { get; init; } = [];

    /// <summary>What is known of the account and of its contacts, by id.</summary>
    public IReadOnlyDictionary<Guid, SubjectFacts> Subjects { get; init; } = new Dictionary<Guid, SubjectFacts>();

    /// <summary>Holds on the account and its contacts, in force or not.</summary>
    public IReadOnlyList<ScopedHold> Holds { get; init; } = [];

    /// <summary>End of the relationship; null: unknown.</summary>
    public LocalDate? RelationshipEnd => RelationshipEndRule.Of(IsActive, DeactivatedOn, ContractEnds.Values);

    /// <summary>What is known of a subject.</summary>
    public SubjectFacts Of(Guid subject) => Subjects.TryGetValue(subject, out var facts) ? facts : SubjectFacts.None;

    /// <summary>Changes whenever one of these facts does, or the rules: 64 hexadecimal digits.</summary>
    /// <param name="ruleState">Stands for rules, erasure map and settings.</param>
    public string State(string ruleState)
    {
        var text = new StringBuilder();
        foreach (var part in new[] { ruleState, Id.ToString("N"), IsActive ? "active" : "inactive", Day(DeactivatedOn), Jurisdictions, Sectors, FiscalYearEnd, ProceedingsOpen }) text.Append(part).Append('\n');
        foreach (var contract in ContractEnds.OrderBy(static pair => pair.Key)) text.Append(contract.Key.ToString("N")).Append(Day(contract.Value)).Append('\n');
        foreach (var contact in Contacts.OrderBy(static id => id)) text.Append(contact.ToString("N")).Append('\n');
        foreach (var subject in Subjects.OrderBy(static pair => pair.Key)) text.Append(subject.Key.ToString("N")).Append(Text(subject.Value)).Append('\n');
        foreach (var hold in Holds.Select(Text).OrderBy(static line => line, StringComparer.Ordinal)) text.Append(hold).Append('\n');
        return Digest.Of(text.ToString());
    }

    static string Text(SubjectFacts facts) =>
        string.Join("|", facts.HasOtherActiveAccounts ? "shared" : "", facts.ConsentStanding ? "consent" : "", Day(facts.ErasureRequest), Day(facts.RestrictionRequest));

    static string Text(ScopedHold hold) => string.Join(
        "|", hold.Span.Id, Day(hold.Span.Placed), Day(hold.Span.Released), hold.AccountId?.ToString("N"), hold.ContactId?.ToString("N"), hold.RecordClass, hold.Table, hold.RowId?.ToString("N"));

    static string Day(LocalDate? day) => day?.ToString() ?? "-";
}
