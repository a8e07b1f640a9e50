using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Offboarding.Tests;

/// <summary>docs/reference/errors.md, made from Messages.csv.</summary>
internal static class ErrorsPage
{
    static readonly (char Digit, string Title)[] Ranges =
        [('1', "Refusals"), ('2', "Contract data"), ('3', "Retention"), ('4', "Letters"), ('5', "Setup"), ('9', "Calls")];

    public static string Render(IEnumerable<IDictionary<string, object>> rows)
    {
        var page = new StringBuilder("# Messages\n\nMade from `Plugins/Messages.csv`. A code is never reused. What stands in braces is filled in; `{contracts}` names as many contracts as fit "
            + "into 600\ncharacters, most urgent first.\n");
        var messages = rows.Where(row => (string)row["audience"] != "part").OrderBy(row => (string)row["code"], StringComparer.Ordinal).ToList();
        foreach (var (digit, title) in Ranges)
        {
            var range = messages.Where(row => ((string)row["code"])[4] == digit).ToList();
            if (range.Count == 0) continue;

            page.Append("\n## ").Append(title).Append(" (").Append(digit).Append("xxx)\n\n| code | for | English | German |\n| --- | --- | --- | --- |\n");
            foreach (var row in range)
                page.Append("| ").Append(row["code"]).Append(" | ").Append(row["audience"]).Append(" | ").Append(Cell(row, "en", "Next: ")).Append(" | ")
                    .Append(Cell(row, "de", "Nächster Schritt: ")).Append(" |\n");
        }

        return page.ToString();
    }

    static string Cell(IDictionary<string, object> row, string language, string next) =>
        ((string)row[language] + " " + next + (string)row["next_" + language]).Replace("|", "\\|", StringComparison.Ordinal);
}
