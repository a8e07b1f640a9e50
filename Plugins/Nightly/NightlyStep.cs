using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Reminders;

namespace Offboarding.Plugins.Nightly;

/// <summary>One step of a nightly run: looks at the contracts that are due, writes what differs, and judges their accounts.</summary>
static class NightlyStep
{
    /// <summary>
    /// Brings contracts up to the day. Requests: at most 5 reads (reminders, owners, organization, accounts, their contracts), plus 1 per further 5,000 rows;
    /// 1 for each row written.
    /// </summary>
    internal static NightlyReport Run(IOrganizationService service, IReadOnlyList<DueContract> due, NightlyRules rules, Language language)
    {
        var report = new NightlyReport(language) { Contracts = due.Count };
        if (due.Count == 0) return report;

        var reminders = ReminderTasks.Of(service, [.. due.Select(static contract => contract.Row.Id)]);
        var checks = due.Select(contract => new NightlyCheck(contract, rules, reminders)).ToList();
        var owners = checks.SelectMany(static check => check.TaskOwners).ToList();
        var known = owners.Count == 0 ? Owners.None : Owners.Read(service, owners);
        foreach (var check in checks) check.Write(service, known, report);

        report.Verdicts = AccountVerdicts.Write(service, AccountsOf(due, rules.WithSubsidiaries), rules);
        return report;
    }

    static HashSet<Guid> AccountsOf(IReadOnlyList<DueContract> due, bool withParents)
    {
        var accounts = new HashSet<Guid>();
        foreach (var contract in due)
        {
            if (contract.Row.AccountId is { } account) accounts.Add(account.Id);
            if (withParents) accounts.UnionWith(contract.Parents);
        }

        return accounts;
    }
}
