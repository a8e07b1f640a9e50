using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Local;
using Offboard.Output;
using Offboard.Preview;

namespace Offboard.Cases;

/// <summary>Puts worked cases into an organization as contracts and asks off_PreviewOffboarding for each day that they name.</summary>
/// <remarks>Requests: one Create a case and a group, one preview a day.</remarks>
internal static class CaseRun
{
    /// <summary>The results of each case, in the order of the file, by output name.</summary>
    public static CaseComparison Run(CaseFile file, LocalOrganization organization, Action<int, int> done, CancellationToken cancellation)
    {
        var loader = new Loader(organization.Administrator);
        var accountOf = file.Cases
            .Select(AccountKey)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(key => key, key => organization.Administrator.Create(new Entity("account") { ["name"] = key }), StringComparer.Ordinal);
        var contractOf = file.Cases.ToDictionary(
            worked => worked,
            worked => loader.Contract(worked.Id, accountOf[AccountKey(worked)], worked.Values, worked.Unreadable, owner: null));

        var results = new Dictionary<WorkedCase, IReadOnlyDictionary<string, string>>();
        foreach (var day in file.Cases.GroupBy(worked => worked.Day))
        {
            cancellation.ThrowIfCancellationRequested();
            var accounts = day.Select(worked => accountOf[AccountKey(worked)]).Distinct().ToList();
            var preview = PreviewCall.Run(organization.Administrator, accounts, day.Key);
            foreach (var worked in day) results[worked] = ResultOf(worked, preview, contractOf[worked], accountOf[AccountKey(worked)]);
            done(results.Count, file.Cases.Count);
        }

        return new CaseComparison(file, file.Cases.Select(worked => results[worked]).ToList());
    }

    static string AccountKey(WorkedCase worked) => worked.Group.Length > 0 ? $"Group {worked.Group}" : $"Case {worked.Id}";

    static Dictionary<string, string> ResultOf(WorkedCase worked, PreviewAnswer preview, Guid contract, Guid account)
    {
        var verdict = preview.Contracts.Single(candidate => candidate.ContractId == contract);
        var result = ContractVerdict.OutputNames.ToDictionary(output => output, verdict.Text, StringComparer.Ordinal);

        // A case that stands alone is about a contract; only a group is about an account.
        var ofAccount = worked.Group.Length > 0 ? preview.Accounts.Single(candidate => candidate.AccountId == account) : null;
        result["account_status"] = ofAccount?.Verdict ?? "";
        result["account_deactivation"] = Days.Iso(ofAccount?.PossibleFrom);
        return result;
    }
}
