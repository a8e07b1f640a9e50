using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>The verdict that stands on an active account for views: it informs, the gate judges anew.</summary>
/// <remarks>An inactive account is left as it is: a finding tells who changed it last, and that must not be the product.</remarks>
static class AccountVerdicts
{
    /// <summary>Judges accounts and writes the verdicts that differ. Requests: 2 reads, plus 1 per further 5,000 contracts, and 1 for each contract source in use; 1 for each account that differs.</summary>
    /// <returns>How many differed.</returns>
    internal static int Write(IOrganizationService service, IReadOnlyCollection<Guid> accounts, NightlyRules rules)
    {
        if (accounts.Count == 0) return 0;

        var rows = NightlyQueries.Accounts(service, accounts).ToDictionary(static row => row.Id);
        var contracts = ContractQueries.Active(service, accounts, rules.WithSubsidiaries, rules.Sources);
        var written = 0;
        foreach (var review in AccountReview.Of(accounts, contracts, rules.Notice, rules.Calendars, rules.Today))
        {
            var verdict = AccountVerdictCodes.FromCode(review.Verdict.StatusCode);
            if (!rows.TryGetValue(review.AccountId, out var row) || row.State == AccountState.Inactive || (row.Verdict == verdict && row.PossibleFrom == review.Verdict.EarliestDeactivation)) continue;

            var change = new AccountRow(new Entity(AccountRow.Table, row.Id)) { Verdict = verdict, PossibleFrom = review.Verdict.EarliestDeactivation, VerdictOn = rules.Today };
            service.Update(change.Entity);
            written++;
        }

        return written;
    }
}
