using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboard.Import;

/// <summary>A contract of contracts.csv, ready for table off_contract.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Number">Contract number; of a row without a usable one, a name made from its line.</param>
/// <param name="Account">Account number, which accounts.csv has.</param>
/// <param name="Values">Values by logical name of the column.</param>
/// <param name="Unreadable">Cells that no column can hold, as <c>fact=text</c>. The product then judges the contract as unknown.</param>
internal sealed record ContractLine(
    int Line,
    string Number,
    string Account,
    IReadOnlyDictionary<string, object> Values,
    IReadOnlyList<string> Unreadable);

/// <summary>Reads contracts.csv: the rows, and what is wrong with them.</summary>
/// <remarks>
/// A row with an unreadable cell is loaded all the same, and the cell is kept as it is: left out, its account could look free of obligations.
/// Only a row whose account is unknown cannot be loaded.
/// </remarks>
internal sealed class ContractFile
{
    const string Kept = "The contract counts as unknown, so its account stays active.";

    readonly CsvTable table;
    readonly int numberColumn;
    readonly int accountColumn;
    readonly List<ContractLine> contracts = [];
    readonly List<Defect> defects = [];
    readonly Dictionary<string, int> lineOfNumber = new(StringComparer.Ordinal);

    ContractFile(CsvTable table, IReadOnlyList<FactColumn> columns, IReadOnlyList<AccountLine> accounts)
    {
        this.table = table;
        numberColumn = table.Required("number");
        accountColumn = table.Required("account");
        IgnoredColumns = table.HeadersBeside(["number", "account", "flags", .. columns.Select(column => column.Fact)]);

        var layout = new FactLayout(table, columns);
        var accountNumbers = AccountNumbers(accounts);
        foreach (var row in table.Rows)
        {
            if (accountNumbers.TryGetValue(row.At(accountColumn), out var account)) contracts.Add(Contract(row, account, layout.Read(row)));
            else Report(row, accountColumn, "number or unique name of an account in accounts.csv", "The contract is left out.", "Add the account or correct the cell.");
        }
    }

    public string File => table.File;

    public IReadOnlyList<ContractLine> Contracts => contracts;

    public IReadOnlyList<Defect> Defects => defects;

    public IReadOnlyList<string> IgnoredColumns { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The facts' columns in the imported solution.</param>
    /// <param name="accounts">The accounts that were read.</param>
    /// <exception cref="CommandFailure">The file as a whole cannot be read, lacks a required column, or mixes date formats.</exception>
    public static ContractFile Read(string path, IReadOnlyList<FactColumn> columns, IReadOnlyList<AccountLine> accounts) =>
        new(CsvTable.Read(path), columns, accounts);

    // A name may stand for its account as long as only one account has it; a number always wins.
    static Dictionary<string, string> AccountNumbers(IReadOnlyList<AccountLine> accounts)
    {
        var numbers = accounts.GroupBy(account => account.Name, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.Single().Number, StringComparer.Ordinal);
        foreach (var account in accounts) numbers[account.Number] = account.Number;
        return numbers;
    }

    ContractLine Contract(CsvRow row, string account, FactRow facts)
    {
        foreach (var cell in facts.Unreadable) Report(row, cell.Index, cell.Expected, Kept, "Correct the cell and run again.");

        var number = row.At(numberColumn);
        var unreadable = facts.Unreadable.Select(cell => cell.ToString()).ToList();
        if (number.Length is > 0 and <= ContractFacts.NumberLength && lineOfNumber.TryAdd(number, row.Line)) return new(row.Line, number, account, facts.Values, unreadable);

        var expected = number.Length is 0 or > ContractFacts.NumberLength
            ? $"a contract number of at most {ContractFacts.NumberLength} characters"
            : $"a number that line {lineOfNumber[number]} does not have";
        Report(row, numberColumn, expected, Kept, "Give each contract its own number, or delete the row.");
        unreadable.Add($"number={number}");
        return new(row.Line, lineOfNumber.ContainsKey(number) ? $"{number} (line {row.Line})" : $"(line {row.Line})", account, facts.Values, unreadable);
    }

    void Report(CsvRow row, int column, string expected, string consequence, string remedy) =>
        defects.Add(new Defect(table.File, row.Line, table.Header[column], row.At(column), expected, consequence, remedy));
}
