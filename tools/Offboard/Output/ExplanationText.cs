using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard.Import;
using Spectre.Console;

namespace Offboard.Output;

/// <summary>Writes the explanation of an account for a person: verdict, then each contract with its facts, rules and steps.</summary>
internal sealed class ExplanationText(IAnsiConsole console, Texts texts, SolutionTables tables)
{
    public void Write(JObject account)
    {
        console.Line($"{(string)account["name"]!}: {tables.VerdictLabels[(string)account["verdict"]!]}");
        if (account["message"] is { } message) console.Line((string)message!);
        foreach (var contract in account["contracts"]!.Cast<JObject>()) WriteContract(contract);
    }

    void WriteContract(JObject contract)
    {
        console.Line("");
        console.Line($"{(string)contract["number"]!} ({(string)contract["account"]!})");
        console.Line((string)contract["message"]!, indent: 2);
        WriteBlock("Facts", contract["facts"]!.Select(fact => $"{(string)fact["label"]!}: {(string)fact["value"]!}"));
        WriteBlock("Rules", contract["rules"]!.Select(rule => texts["Rule", (string)rule["rule_id"]!, (int)rule["version"]!, (string?)rule["legal_source"] ?? ""].TrimEnd(' ', ':')));
        WriteBlock("Steps", contract["steps"]!.Select(step => (string)step["text"]!));
    }

    void WriteBlock(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;

        console.Line(texts[title], indent: 2);
        foreach (var line in all) console.Line("- " + line, indent: 4);
    }
}
