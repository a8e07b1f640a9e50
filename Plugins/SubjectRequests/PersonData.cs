using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>A row about the person, with what the rules say about it.</summary>
/// <param name="Table">Logical name of the table.</param>
/// <param name="Id">Id of the row.</param>
/// <param name="RecordClass">Record class (Datenart).</param>
/// <param name="Result">How long it is kept; null: it belongs to no account, or only an address leads to the person.</param>
sealed record PersonalRow(string Table, Guid Id, string RecordClass, RetentionResult? Result);

/// <summary>Who asks, and where her data lies: her contacts with their accounts, the account of a sole trader, and the rows that somebody confirmed.</summary>
/// <remarks>
/// The rows are those that the schedule and the erasure find, with the same rules: what is handed out, refused and erased cannot differ. Rows about somebody else that only name the person are left out
/// (Art. 15(4) GDPR).
/// <para>Requests: 1 for the requests that belong to this one, 1 for the accounts of the contacts, 3 for rules, those of facts (12) and, for each account, of its rows with these contacts
/// (<see cref="SubjectFinder"/>); once 7 for map and metadata.</para>
/// </remarks>
sealed class PersonData
{
    static readonly IReadOnlyDictionary<string, LocalDate> NothingErased = new Dictionary<string, LocalDate>(StringComparer.Ordinal);

    readonly PluginCall call;
    readonly SubjectRequestRow request;
    readonly Lazy<IReadOnlyList<PersonalRow>> rows;

    internal PersonData(PluginCall call, SubjectRequestRow request)
    {
        this.call = call;
        this.request = request;
        Others = RequestQueries.BelongingTo(call.AsSystem, request.Id);
        Contacts = [.. new[] { request }.Concat(Others).Select(static one => one.ContactId?.Id).OfType<Guid>().Distinct().OrderBy(static id => id)];
        Schedules = new AccountSchedules(call, NightlyRules.Read(call, []));
        AccountOf = HoldQueries.ParentAccounts(call.AsSystem, Contacts);
        Accounts = [.. AccountOf.Values.Concat(request.AccountId is { } own ? [own.Id] : []).Distinct().OrderBy(static id => id)];
        rows = new Lazy<IReadOnlyList<PersonalRow>>(Read, isThreadSafe: false);
    }

    /// <summary>The requests that are answered with this one.</summary>
    internal IReadOnlyList<SubjectRequestRow> Others { get; }

    /// <summary>Her contacts.</summary>
    internal IReadOnlyList<Guid> Contacts { get; }

    /// <summary>The accounts of her contacts, and her own as a sole trader.</summary>
    internal IReadOnlyList<Guid> Accounts { get; }

    internal IReadOnlyDictionary<Guid, Guid> AccountOf { get; }

    internal AccountSchedules Schedules { get; }

    /// <summary>Rows that somebody confirmed and no contact leads to: leads, activities by address.</summary>
    internal IReadOnlyList<EntityReference> Confirmed => ConfirmedRows.Read(request.ConfirmedRows);

    /// <summary>Whether anybody is known at all.</summary>
    internal bool IsKnown => Contacts.Count > 0 || request.AccountId is not null || Confirmed.Count > 0;

    /// <summary>The rows by table and id.</summary>
    internal IReadOnlyList<PersonalRow> Rows => rows.Value;

    IReadOnlyList<PersonalRow> Read()
    {
        var found = new Dictionary<Guid, PersonalRow>();
        if (Accounts.Count > 0)
        {
            var facts = Schedules.Facts.Read([.. Accounts]);
            foreach (var account in Accounts.Where(facts.ContainsKey)) OfAccount(facts[account], found);
        }

        var alone = Contacts.Where(contact => !AccountOf.ContainsKey(contact)).ToList();
        if (alone.Count > 0)
        {
            foreach (var row in Schedules.Rows(alone).Where(static row => !row.IsOfAnother)) Add(found, row, result: null);
        }

        foreach (var row in Confirmed.Where(row => !found.ContainsKey(row.Id) && row.LogicalName != ContactRow.Table))
            found[row.Id] = new PersonalRow(row.LogicalName, row.Id, RecordClassRule.Of(Schedules.Map, row.LogicalName, state: null, regarding: null, parent: null), null);

        return [.. found.Values.OrderBy(static row => row.Table, StringComparer.Ordinal).ThenBy(static row => row.Id)];
    }

    /// <summary>The rows of one account that are hers: of its contacts only hers are looked at, however many it has.</summary>
    void OfAccount(AccountFacts account, Dictionary<Guid, PersonalRow> found)
    {
        var mine = account with { Contacts = [.. account.Contacts.Where(Contacts.Contains)] };
        var all = Schedules.Rows(mine);
        var results = new Dictionary<Guid, RetentionResult>();
        foreach (var line in ScheduleRule.Lines(mine, all, Schedules.Rules, Schedules.Today, NothingErased))
            foreach (var row in line.Rows) results[row.Id] = line.Result;

        foreach (var row in all.Where(row => !row.IsOfAnother && IsHers(row.Subject))) Add(found, row, ResultOf(row, results));
    }

    // What leads to a contact alone who stands for another account has no line here: it stays with the contact.
    static RetentionResult? ResultOf(FoundRow row, Dictionary<Guid, RetentionResult> results) =>
        results.TryGetValue(row.Id, out var own) || results.TryGetValue(row.Subject.Id, out own) ? own : null;

    bool IsHers(EntityReference subject) => subject.LogicalName == AccountRow.Table ? subject.Id == request.AccountId?.Id : Contacts.Contains(subject.Id);

    static void Add(Dictionary<Guid, PersonalRow> found, FoundRow row, RetentionResult? result)
    {
        if (!found.ContainsKey(row.Id)) found[row.Id] = new PersonalRow(row.Table, row.Id, row.RecordClass, result);
    }
}
