using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Contracts;

/// <summary><c>off_PreviewOffboarding</c>: what ending the relationship with accounts on a day would mean. Writes nothing; gate and preview ask the same rules.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_PreviewOffboarding (global action). In: AccountIds (StringArray, required), Day (String, YYYY-MM-DD,
/// optional, default the caller's today). Out: Accounts and Verdicts (EntityCollection of rows without table), Json (String).</para>
/// <para>Requests: 6 for 1 or 1,000 accounts (caller's settings, local time, settings, accounts as the caller, contracts and rules as SYSTEM), 1 for
/// the holiday rules if a contract needs a calendar, and 1 for each further 5,000 contracts; with off_ContractSources = yes 1 more, and 1 for each contract source in use.</para>
/// </remarks>
public sealed class PreviewOffboarding : IPlugin
{
    /// <summary>Accounts in one call.</summary>
    public const int MostAccounts = 1000;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-1201: an account does not exist or the caller may not read it; OFF-5004: too many; OFF-9001 to OFF-9003: parameters; OFF-5001, OFF-5002, OFF-5005.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var ids = AccountIds(call);
        var day = call.OptionalDate("Day") ?? call.Today;

        var accounts = AccountQueries.Readable(call.AsCaller, ids);
        if (accounts.Count < ids.Count)
            throw Refusal.Of("OFF-1201", call.Language, "count", Text(ids.Count - accounts.Count), "total", Text(ids.Count));

        var contracts = ContractQueries.Active(call.AsSystem, ids, call.Settings.IncludeSubsidiaries, ContractSources.Of(call));
        var rules = NoticeRuleQueries.Active(call.AsSystem, call.Language);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, call.Settings.HolidayCalendar, call.Language);
        var reviews = AccountReview.Of(ids, contracts, rules, calendars, day);

        call.Return("Accounts", new EntityCollection([.. reviews.Select(review => PreviewRows.Account(review, accounts[review.AccountId], call.Language))]));
        call.Return("Verdicts", new EntityCollection([.. reviews.SelectMany(review => review.Contracts.Select(c => PreviewRows.Contract(c, review.AccountId, call.Language)))]));
        call.Return("Json", PreviewJson.Of(reviews, accounts, day, call.Language));
    }

    static List<Guid> AccountIds(PluginCall call)
    {
        var seen = new HashSet<Guid>();
        var ids = new List<Guid>();
        foreach (var text in call.Required<string[]>("AccountIds"))
        {
            if (!Guid.TryParse(text, out var id)) throw Refusal.Of("OFF-9003", call.Language, "parameter", "AccountIds", "value", text);
            if (seen.Add(id)) ids.Add(id);
        }

        if (ids.Count > MostAccounts) throw Refusal.Of("OFF-5004", call.Language, "count", Text(ids.Count), "most", Text(MostAccounts));
        if (ids.Count == 0) throw Refusal.Of("OFF-9001", call.Language, "message", call.Context.MessageName, "parameter", "AccountIds");
        return ids;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
