using System;
using System.Collections.Generic;
using System.Linq;
using Offboard.Import;

namespace Offboard.Preview;

/// <summary>Cells that their column could hold but the solution could not read, such as a notice period of “three months”.</summary>
internal static class BadValues
{
    const string Code = "BAD_VALUE:";

    /// <summary>A defect for each, beside those that reading the file found.</summary>
    public static IEnumerable<Defect> Of(Portfolio portfolio, string file) =>
        from account in portfolio.Accounts
        from contract in account.Contracts
        from code in contract.Verdict.Text("missing").Split(';')
        where code.StartsWith(Code, StringComparison.Ordinal)
        let fact = code[Code.Length..]
        where !contract.Contract.Unreadable.Any(cell => cell.StartsWith(fact + "=", StringComparison.Ordinal))
        select new Defect(
            file,
            contract.Contract.Line,
            fact,
            contract.Contract.Values.TryGetValue(ContractFacts.ColumnOf(fact), out var value) ? value.ToString() ?? "" : "",
            "what docs/reference/cli.md says of this column",
            "The contract counts as unknown, so its account stays active.",
            "Correct the cell and run again.");
}
