using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>The verdict on the account of a case, judged as gate and preview judge it, with all inputs as text.</summary>
sealed class CaseJudgement
{
    readonly ContractSources sources;

    CaseJudgement(AccountReview review, string preview, LocalDate day, IReadOnlyList<Entity> rules, HolidayCalendars calendars, ContractsState state, ContractSources sources)
    {
        Review = review;
        Preview = preview;
        Day = day;
        Rules = rules;
        Calendars = calendars;
        State = state;
        this.sources = sources;
    }

    internal AccountReview Review { get; }

    /// <summary>JSON of off_PreviewOffboarding: facts, results, rules and steps of every contract.</summary>
    internal string Preview { get; }

    /// <summary>The caller's today.</summary>
    internal LocalDate Day { get; }

    /// <summary>Rows of the notice rules, so that they need not be read again.</summary>
    internal IReadOnlyList<Entity> Rules { get; }

    /// <summary>Holiday calendars, read if a contract asked for one.</summary>
    internal HolidayCalendars Calendars { get; }

    /// <summary>State of the contracts that were judged.</summary>
    internal ContractsState State { get; }

    /// <summary>First day on which the account may be deactivated; null: not known, or nothing obliges it.</summary>
    internal LocalDate? PossibleFrom => Review.Verdict.EarliestDeactivation;

    /// <summary>Last day of the last contract, as it ends or can end at the earliest; null: a contract has none, or there is no contract.</summary>
    internal LocalDate? EarliestEnd
    {
        get
        {
            var ends = Review.Contracts.Select(static contract => contract.Evaluation.EndsOn ?? contract.Evaluation.EarliestEnd).ToList();
            return ends.Count == 0 || ends.Contains(null) ? null : ends.Max();
        }
    }

    /// <summary>Judges the account today. Requests: 2 (contracts, rules), 1 more for holiday rules if a contract needs a calendar; 1 per further 5,000 contracts; with off_ContractSources = yes 1, and 1 for each contract source in use.</summary>
    internal static CaseJudgement Of(PluginCall call, AccountRow account) => Of(call, account, NoticeRuleQueries.ActiveRows(call.AsSystem), ContractSources.Of(call));

    /// <summary>Judges again with the same rules, after contracts were written. Requests: 1, and 1 for holiday rules as above.</summary>
    internal CaseJudgement Again(PluginCall call, AccountRow account) => Of(call, account, Rules, sources);

    static CaseJudgement Of(PluginCall call, AccountRow account, IReadOnlyList<Entity> ruleRows, ContractSources sources)
    {
        var contracts = ContractQueries.Active(call.AsSystem, [account.Id], call.Settings.IncludeSubsidiaries, sources);
        var rules = NoticeRuleQueries.Read(ruleRows, call.Language);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        var reviews = AccountReview.Of([account.Id], contracts, rules, calendars, call.Today);
        var preview = PreviewJson.Of(reviews, new Dictionary<Guid, AccountRow> { [account.Id] = account }, call.Today, call.Language);
        return new CaseJudgement(reviews[0], preview, call.Today, ruleRows, calendars, ContractsState.Of(contracts.Select(static contract => contract.Version)), sources);
    }
}
