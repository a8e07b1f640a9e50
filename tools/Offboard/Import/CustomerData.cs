using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Offboard.Import;

/// <summary>accounts.csv and contracts.csv of a folder.</summary>
internal sealed record CustomerData(AccountFile Accounts, ContractFile Contracts)
{
    /// <summary>What is wrong with either file, in the order of their lines.</summary>
    public IReadOnlyList<Defect> Defects => [.. Accounts.Defects, .. Contracts.Defects];

    /// <summary>Reads both files.</summary>
    /// <exception cref="CommandFailure">A file is missing or cannot be read as a whole, or no account is left.</exception>
    public static CustomerData Read(string folder, IReadOnlyList<FactColumn> columns)
    {
        var accounts = AccountFile.Read(Existing(folder, "accounts.csv"));
        var data = new CustomerData(accounts, ContractFile.Read(Existing(folder, "contracts.csv"), columns, accounts.Accounts));
        if (accounts.Accounts.Count > 0) return data;

        var why = accounts.Defects.Count == 0 ? "" : $" Its first defect is on line {accounts.Defects[0].Line}: column {accounts.Defects[0].Column} needs {accounts.Defects[0].Expected}.";
        throw new CommandFailure($"accounts.csv holds no usable account.{why}", "Add accounts; docs/reference/cli.md describes the file.");
    }

    /// <summary>One sentence for each file that has columns nobody reads.</summary>
    public IEnumerable<string> IgnoredColumns =>
        new[] { (Accounts.File, Accounts.IgnoredColumns), (Contracts.File, Contracts.IgnoredColumns) }
            .Where(file => file.IgnoredColumns.Count > 0)
            .Select(file => $"{file.File}: ignored {string.Join(", ", file.IgnoredColumns)}.");

    static string Existing(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (File.Exists(path)) return path;

        throw new CommandFailure(
            $"{path} does not exist.",
            $"Give a folder that holds accounts.csv and contracts.csv; tools/Offboard/Samples shows both.");
    }
}
