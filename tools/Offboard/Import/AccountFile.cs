using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Metadata;

namespace Offboard.Import;

/// <summary>A customer of accounts.csv.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Number">Account number, unique in the file.</param>
/// <param name="Name">Account name.</param>
/// <param name="Parent">Account number of the parent account, or null.</param>
/// <param name="Details">Further columns of table account with their text, by logical name.</param>
internal sealed record AccountLine(int Line, string Number, string Name, string? Parent, IReadOnlyDictionary<string, string> Details);

/// <summary>Reads accounts.csv: the good rows, and what is wrong with the others.</summary>
internal sealed record AccountFile(string File, IReadOnlyList<AccountLine> Accounts, IReadOnlyList<Defect> Defects, IReadOnlyList<string> IgnoredColumns)
{
    /// <summary>CSV columns that go into a text column of table account, beside number, name and parent.</summary>
    internal static IReadOnlyDictionary<string, string> Details { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["street"] = "address1_line1",
        ["postal_code"] = "address1_postalcode",
        ["city"] = "address1_city",
        ["country"] = "address1_country",
        ["email"] = "emailaddress1",
        ["phone"] = "telephone1",
    };

    const string NotLoaded = "The account and its contracts are left out.";

    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandFailure">The file as a whole cannot be read, or lacks a required column.</exception>
    public static AccountFile Read(string path)
    {
        var table = CsvTable.Read(path);
        var number = table.Required("number");
        var name = table.Required("name");
        var parent = table.IndexOf("parent");
        var details = Details.Select(detail => (Column: table.IndexOf(detail.Key), Target: detail.Value)).Where(detail => detail.Column >= 0).ToList();
        var defects = new List<Defect>();
        var accounts = new Dictionary<string, AccountLine>(StringComparer.Ordinal);

        foreach (var row in table.Rows)
        {
            if (row.At(number).Length == 0)
            {
                defects.Add(new(table.File, row.Line, table.Header[number], "", "an account number", NotLoaded, "Enter one that no other row has."));
            }
            else if (row.At(name).Length == 0)
            {
                defects.Add(new(table.File, row.Line, table.Header[name], "", "the account's name", NotLoaded, "Enter it."));
            }
            else if (accounts.TryGetValue(row.At(number), out var first))
            {
                defects.Add(new(table.File, row.Line, table.Header[number], row.At(number), $"a number that line {first.Line} does not have", NotLoaded, "Give each account its own number, or delete the row."));
            }
            else if (details.Append((Column: number, Target: "accountnumber")).Append((Column: name, Target: "name")).FirstOrDefault(cell => row.At(cell.Column).Length > MaxLength(cell.Target)) is { Target: not null } tooLong)
            {
                var expected = string.Create(CultureInfo.InvariantCulture, $"text of at most {MaxLength(tooLong.Target)} characters");
                defects.Add(new(table.File, row.Line, table.Header[tooLong.Column], row.At(tooLong.Column), expected, NotLoaded, "Shorten it."));
            }
            else
            {
                accounts[row.At(number)] = new AccountLine(
                    row.Line,
                    row.At(number),
                    row.At(name),
                    row.At(parent) is { Length: > 0 } text ? text : null,
                    details.Where(detail => row.At(detail.Column).Length > 0).ToDictionary(detail => detail.Target, detail => row.At(detail.Column), StringComparer.Ordinal));
            }
        }

        var known = accounts.Values.Select(account => WithSoundParent(account, accounts, table, parent, defects)).OrderBy(account => account.Line).ToList();
        string[] read = ["number", "name", "parent", .. Details.Keys];
        return new AccountFile(table.File, known, defects.OrderBy(defect => defect.Line).ToList(), table.HeadersBeside(read));
    }

    static int MaxLength(string column) => MetadataCatalog.Standard.Table("account").Column(column).MaxLength!.Value;

    static AccountLine WithSoundParent(
        AccountLine account, Dictionary<string, AccountLine> accounts, CsvTable table, int parentColumn, List<Defect> defects)
    {
        const string LoadedAlone = "The account is loaded without parent.";
        if (account.Parent is not { } parent) return account;

        if (!accounts.ContainsKey(parent))
        {
            defects.Add(new(table.File, account.Line, table.Header[parentColumn], parent, "the number of an account in this file", LoadedAlone, "Add that account or correct the number."));
            return account with { Parent = null };
        }

        var above = parent;
        for (var level = 0; level < accounts.Count && above is not null; level++)
        {
            if (above == account.Number)
            {
                defects.Add(new(table.File, account.Line, table.Header[parentColumn], parent, "a parent that is not below this account", LoadedAlone, "Break the circle of parents."));
                return account with { Parent = null };
            }

            above = accounts.TryGetValue(above, out var next) ? next.Parent : null;
        }

        return account;
    }
}
