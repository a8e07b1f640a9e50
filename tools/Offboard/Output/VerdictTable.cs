using System;
using System.Linq;
using Offboard.Import;
using Offboard.Preview;
using Spectre.Console;

namespace Offboard.Output;

/// <summary>Verdicts as a table for people: one line a contract.</summary>
internal sealed class VerdictTable(Texts texts, SolutionTables tables)
{
    public Table Of(Portfolio portfolio)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var header in new[] { "Account", "Country", "Contract", "Status", "LatestNotice", "EarliestEnd", "Deactivation" })
        {
            table.AddColumn(new TableColumn(new Text(texts[header])) { NoWrap = header is not "Account" and not "Status" });
        }

        foreach (var account in portfolio.Accounts)
        {
            if (account.Contracts.Count == 0) AddRow(table, portfolio.Today, account, texts["NoContract"], "", "", "");
            for (var index = 0; index < account.Contracts.Count; index++)
            {
                var (contract, verdict) = account.Contracts[index];
                AddRow(
                    table,
                    portfolio.Today,
                    index == 0 ? account : null,
                    contract.Number,
                    tables.StatusLabels[verdict.Status],
                    Days.ForPeople(verdict.LatestNoticeDate, texts.Language),
                    Days.ForPeople(verdict.EarliestEnd, texts.Language));
            }
        }

        return table;
    }

    /// <summary>The account's verdict in words, with the first day on which it may be deactivated.</summary>
    string Deactivation(AccountVerdict verdict, DateOnly today) => verdict switch
    {
        { Verdict: "blocked", PossibleFrom: { } day } when day > today => texts["From", Days.ForPeople(day, texts.Language)],
        _ => tables.VerdictLabels[verdict.Verdict],
    };

    void AddRow(Table table, DateOnly today, JudgedAccount? account, string contract, string status, string latestNotice, string earliestEnd) => table.AddRow(
        new[] { account?.Account.Name ?? "", Country(account), contract, status, latestNotice, earliestEnd, account is null ? "" : Deactivation(account.Verdict, today) }
            .Select(cell => new Text(cell)));

    static string Country(JudgedAccount? account) => account is not null && account.Account.Details.TryGetValue("address1_country", out var country) ? country : "";
}
