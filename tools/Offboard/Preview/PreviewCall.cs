using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboard.Output;

namespace Offboard.Preview;

/// <summary>What off_PreviewOffboarding answers.</summary>
internal sealed record PreviewAnswer(IReadOnlyList<AccountVerdict> Accounts, IReadOnlyList<ContractVerdict> Contracts, string Json);

/// <summary>What it says of one account.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Verdict">clear, blocked or unknown.</param>
/// <param name="PossibleFrom">First day on which it may be deactivated; null if none is known, or none is needed.</param>
/// <param name="Message">In the caller's language.</param>
internal sealed record AccountVerdict(Guid AccountId, string Verdict, DateOnly? PossibleFrom, string Message);

/// <summary>Calls the Custom API. Requests: 1.</summary>
internal static class PreviewCall
{
    /// <summary>Asks for verdicts; nothing is changed.</summary>
    /// <param name="service">The caller, who must be allowed to read the accounts.</param>
    /// <param name="accounts">At least one.</param>
    /// <param name="day">Null: the caller's today.</param>
    public static PreviewAnswer Run(IOrganizationService service, IEnumerable<Guid> accounts, DateOnly? day)
    {
        var request = new OrganizationRequest("off_PreviewOffboarding")
        {
            ["AccountIds"] = accounts.Select(account => account.ToString("D")).ToArray(),
        };
        if (day is { } asked) request["Day"] = Days.Iso(asked);

        var response = service.Execute(request);
        return new PreviewAnswer(
            ((EntityCollection)response["Accounts"]).Entities.Select(Account).ToList(),
            ((EntityCollection)response["Verdicts"]).Entities.Select(row => new ContractVerdict(row)).ToList(),
            (string)response["Json"]);
    }

    static AccountVerdict Account(Entity row) => new(
        row.GetAttributeValue<EntityReference>("accountid").Id,
        row.GetAttributeValue<string>("verdict"),
        row.GetAttributeValue<DateTime?>("possiblefrom") is { } day ? DateOnly.FromDateTime(day) : null,
        row.GetAttributeValue<string>("message") ?? "");
}
