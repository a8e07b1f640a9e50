using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Findings;

/// <summary>Makes the rows of a night's findings, and tells whether auditing may know who did it.</summary>
sealed class FindingWriter
{
    internal const int MostCharacters = 20000;

    readonly PluginCall call;
    readonly LocalDate today;
    readonly Lazy<bool> isAudited;

    internal FindingWriter(PluginCall call, LocalDate today)
    {
        this.call = call;
        this.today = today;
        isAudited = new Lazy<bool>(() => AuditQueries.IsOn(call.AsSystem), isThreadSafe: false);
    }

    /// <summary>Whether the organization audits. Requests: 1, once.</summary>
    internal bool IsAudited => isAudited.Value;

    /// <summary>A new finding, not yet written. Requests: none.</summary>
    /// <param name="code">Message of the detail.</param>
    /// <param name="kind">Of the finding.</param>
    /// <param name="accountId">Of which at most one finding is live.</param>
    /// <param name="accountName">For the texts.</param>
    /// <param name="place">Name of the message's second place.</param>
    /// <param name="text">What stands there.</param>
    /// <param name="audited">The change that audit knows; null: it does not tell.</param>
    /// <param name="lastChange">Of the row, which stands in for it.</param>
    internal FindingRow Row(string code, FindingKind kind, Guid accountId, string accountName, string place, string text, Change? audited, Change lastChange)
    {
        var account = call.Language.Quote(accountName);
        var change = audited ?? lastChange;
        var source = audited is null ? " " + Messages.Part("OFF-TEXT-FINDING-NOAUDIT", call.Language) : "";
        return new FindingRow
        {
            Name = Cut(Messages.Part("OFF-TEXT-FINDING", call.Language, "account", account, "day", call.Language.Text(today)), 200),
            AccountId = new EntityReference(AccountRow.Table, accountId),
            Kind = kind,
            FindingState = FindingFindingState.Open,
            FindingKey = accountId.ToString("D"),
            FoundOn = today,
            ChangedById = change.By,
            ChangedOn = change.On,
            Detail = Cut(Messages.Format(code, call.Language, "account", account, place, text, "source", source), MostCharacters),
        };
    }

    static string Cut(string text, int most) => text.Length <= most ? text : text.Substring(0, most);
}
