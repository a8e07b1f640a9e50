using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>The schedules of accounts as the rules on file, the erasure map and the rows of the day give them: what the night writes, and what plan and execution compare with.</summary>
/// <remarks>
/// Requests: 3 for the rules (rows, versions of rules, versions of the map) and those of <see cref="NightlyRules"/>; those of <see cref="AccountFactQueries"/> for up to 100 accounts; for the
/// rows of an account those of <see cref="SubjectFinder"/>, and once in a call 7 for the map and the metadata.
/// </remarks>
sealed class AccountSchedules
{
    const string Version = "versionnumber";

    readonly PluginCall call;
    readonly Lazy<RetentionRules> rules;
    readonly Lazy<string> ruleState;
    readonly Lazy<SubjectFinder> finder;
    readonly Lazy<ErasureMap> map;
    readonly Lazy<TableCatalog> catalog;

    internal AccountSchedules(PluginCall call, NightlyRules night)
    {
        this.call = call;
        Today = night.Today;
        Facts = new AccountFactQueries(call.AsSystem, night.Today, night.Notice, night.Calendars, call.Settings.RetentionPacks, night.Sources);
        rules = new Lazy<RetentionRules>(() => RetentionRuleQueries.All(call.AsSystem, call.Language), isThreadSafe: false);
        ruleState = new Lazy<string>(ReadRuleState, isThreadSafe: false);
        map = new Lazy<ErasureMap>(ReadMap, isThreadSafe: false);
        catalog = new Lazy<TableCatalog>(() => TableCatalog.OnCoveredPaths(call.AsSystem), isThreadSafe: false);
        finder = new Lazy<SubjectFinder>(() => new SubjectFinder(call.AsSystem, Map, Catalog, new LocalDays(call.AsSystem, call.Settings.TimeZoneCode)), isThreadSafe: false);
    }

    /// <summary>Local date of jobs.</summary>
    internal LocalDate Today { get; }

    /// <summary>Reads facts.</summary>
    internal AccountFactQueries Facts { get; }

    /// <summary>The rules on file.</summary>
    internal RetentionRules Rules => rules.Value;

    /// <summary>Changes with each rule, each entry of the erasure map, the setting of packs, and with each day on which a rule begins or ends.</summary>
    internal string RuleState => ruleState.Value;

    /// <summary>The erasure map on file.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-3204: it has no entries for accounts or contacts.</exception>
    internal ErasureMap Map => map.Value;

    /// <summary>The tables on the covered paths.</summary>
    internal TableCatalog Catalog => catalog.Value;

    /// <summary>The rows of contacts without an account.</summary>
    internal IReadOnlyList<FoundRow> Rows(IReadOnlyCollection<Guid> contacts) => finder.Value.Rows(account: null, contacts);

    /// <summary>The rows of an account with its contacts.</summary>
    internal IReadOnlyList<FoundRow> Rows(AccountFacts account) => finder.Value.Rows(account.Id, account.Contacts);

    /// <summary>The lines of an account now.</summary>
    /// <param name="account">Its facts.</param>
    /// <param name="erased">For lines whose rows were erased, by key, the day.</param>
    internal IReadOnlyList<ScheduleLine> Lines(AccountFacts account, IReadOnlyDictionary<string, LocalDate> erased) =>
        ScheduleRule.Lines(account, Rows(account), Rules, Today, erased);

    /// <summary>What a job's lines were computed from: it is compared each night.</summary>
    internal string StateOf(AccountFacts account) => account.State(RuleState);

    ErasureMap ReadMap()
    {
        var read = ErasureMapQueries.Read(call.AsSystem);
        return read.Covers(AccountRow.Table) && read.Covers(ContactRow.Table) ? read : throw Refusal.Of("OFF-3204", call.Language);
    }

    string ReadRuleState()
    {
        var inForce = Rules.All.Where(rule => rule.IsActive && rule.IsInForceOn(Today))
            .Select(static rule => rule.Id + "|" + rule.RecordClass + "|" + rule.Version.ToString(CultureInfo.InvariantCulture)).OrderBy(static key => key, StringComparer.Ordinal);
        return Digest.Of(string.Join("\n", [VersionsOf(RetentionRuleRow.Table), VersionsOf(ErasureMapEntryRow.Table), call.Settings.RetentionPacks, .. inForce]));
    }

    string VersionsOf(string table)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(Version) };
        query.AddOrder(table + "id", OrderType.Ascending);
        return ContractsState.Of(call.AsSystem.AllRows(query).Select(static row => row.GetAttributeValue<long>(Version))).ToString();
    }
}
