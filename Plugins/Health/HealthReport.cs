using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Health;

/// <summary>Collects what the checks find, and repairs where it is asked to.</summary>
sealed class HealthReport
{
    /// <summary>Names in one finding; what is left out is counted.</summary>
    const int MostNames = 10;

    readonly PluginCall call;
    readonly bool repairs;
    readonly List<HealthFinding> findings = [];

    /// <param name="call">Whose language the findings are in, and who repairs.</param>
    /// <param name="repairs">Whether what can be put right is.</param>
    internal HealthReport(PluginCall call, bool repairs)
    {
        this.call = call;
        this.repairs = repairs;
    }

    /// <summary>Reads as SYSTEM.</summary>
    internal IOrganizationService Service => call.AsSystem;

    /// <summary>The most serious first, in each degree as they were found.</summary>
    internal IReadOnlyList<HealthFinding> Findings => [.. findings.OrderByDescending(static finding => finding.Severity)];

    /// <summary>How many findings of a degree are left unrepaired.</summary>
    internal int Count(HealthSeverity severity) => findings.Count(finding => finding.Severity == severity && !finding.IsRepaired);

    /// <summary>Notes a finding that a person has to put right.</summary>
    /// <param name="severity">How much it matters.</param>
    /// <param name="code">Of the message.</param>
    /// <param name="values">Pairs name, value.</param>
    internal void Find(HealthSeverity severity, string code, params string[] values) => Add(severity, code, canRepair: false, isRepaired: false, values);

    /// <summary>Notes a finding that the check can put right, and does so if asked to, with the rights of the caller.</summary>
    /// <param name="severity">How much it matters.</param>
    /// <param name="code">Of the message.</param>
    /// <param name="repair">One request that puts it right.</param>
    /// <param name="values">Pairs name, value.</param>
    internal void Repairable(HealthSeverity severity, string code, Action<IOrganizationService> repair, params string[] values)
    {
        if (repairs) repair(call.AsCaller);
        Add(severity, code, canRepair: true, isRepaired: repairs, values);
    }

    /// <summary>The first names, and how many more there are.</summary>
    internal string Names(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.Take(MostNames));
        return names.Count <= MostNames ? shown : shown + " " + Messages.Part("OFF-TEXT-HEALTH-MORE", call.Language, "count", (names.Count - MostNames).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The findings as JSON: an array of code, severity, text, remedy, repairable and repaired.</summary>
    internal string Json()
    {
        using var json = new JsonText();
        return json.Array("findings", all =>
        {
            foreach (var finding in Findings)
            {
                all.Object(JsonText.Item, one => one
                    .Text("code", finding.Code)
                    .Text("severity", NameOf(finding.Severity))
                    .Text("text", finding.Text)
                    .Text("remedy", finding.Remedy)
                    .YesNo("repairable", finding.CanRepair)
                    .YesNo("repaired", finding.IsRepaired));
            }
        }).Finish();
    }

    void Add(HealthSeverity severity, string code, bool canRepair, bool isRepaired, string[] values) => findings.Add(new HealthFinding(
        code, severity, Messages.Part(code, call.Language, values), Messages.Remedy(code, call.Language, values), canRepair, isRepaired));

    static string NameOf(HealthSeverity severity) => severity switch
    {
        HealthSeverity.Error => "error",
        HealthSeverity.Warning => "warning",
        _ => "note",
    };
}
