using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;
using Newtonsoft.Json;
using Offboard.Import;
using Offboard.Preview;

namespace Offboard.Output;

/// <summary>Verdicts for other programs: codes instead of labels, ISO days, the same bytes for the same input.</summary>
internal static class VerdictFiles
{
    /// <summary>One line a contract; an account without contract has one line with blank contract columns.</summary>
    public static string Csv(Portfolio portfolio)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            Write(csv, ["account", "account_name", "account_verdict", "account_deactivation", "contract", .. ContractVerdict.OutputNames, "message"]);
            foreach (var account in portfolio.Accounts)
            {
                string[] head = [account.Account.Number, account.Account.Name, account.Verdict.Verdict, Days.Iso(account.Verdict.PossibleFrom)];
                if (account.Contracts.Count == 0) Write(csv, [.. head, "", .. ContractVerdict.OutputNames.Select(_ => ""), ""]);
                foreach (var (contract, verdict) in account.Contracts)
                {
                    Write(csv, [.. head, contract.Number, .. ContractVerdict.OutputNames.Select(verdict.Text), verdict.Message]);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>The same as an object: today, accounts with their contracts, and the defects of the files.</summary>
    public static string Json(Portfolio portfolio, IReadOnlyList<Defect> defects) => JsonConvert.SerializeObject(
        new
        {
            today = Days.Iso(portfolio.Today),
            accounts = portfolio.Accounts.Select(Object),
            defects = defects.Select(Object),
        },
        Formatting.Indented).ReplaceLineEndings("\n") + "\n";

    /// <summary>An account with its contracts.</summary>
    public static object Object(JudgedAccount account) => new
    {
        number = account.Account.Number,
        name = account.Account.Name,
        verdict = account.Verdict.Verdict,
        deactivation = Days.Iso(account.Verdict.PossibleFrom),
        contracts = account.Contracts.Select(contract => new
        {
            number = contract.Contract.Number,
            results = ContractVerdict.OutputNames.ToDictionary(output => output, contract.Verdict.Text, StringComparer.Ordinal),
            message = contract.Verdict.Message,
        }),
    };

    /// <summary>A defect of a file.</summary>
    public static object Object(Defect defect) => new
    {
        file = defect.File,
        line = defect.Line,
        column = defect.Column,
        value = defect.Value,
        expected = defect.Expected,
        consequence = defect.Consequence,
        remedy = defect.Remedy,
    };

    static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }
}
