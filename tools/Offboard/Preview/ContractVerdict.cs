using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboard.Output;

namespace Offboard.Preview;

/// <summary>What off_PreviewOffboarding says of one contract.</summary>
internal sealed class ContractVerdict(Entity row)
{
    /// <summary>The outputs by the names that case files use after expected_, in their order; each with the attribute of the answer.</summary>
    static readonly (string Output, string Attribute)[] Outputs =
    [
        ("status", "status"),
        ("missing", "missing"),
        ("current_term_start", "currenttermstart"),
        ("current_term_end", "currenttermend"),
        ("next_renewal_start", "nextrenewalstart"),
        ("renewed_term_end", "renewedtermend"),
        ("latest_notice_date", "latestnoticedate"),
        ("earliest_end", "earliestend"),
        ("latest_notice_for_earliest", "latestnoticeforearliest"),
        ("practical_notice_date", "practicalnoticedate"),
        ("next_window_end", "nextwindowend"),
        ("next_window_notice", "nextwindownotice"),
        ("basis", "basis"),
        ("ends_on", "endson"),
        ("deactivation_allowed", "deactivationallowed"),
        ("earliest_deactivation", "earliestdeactivation"),
        ("alerts", "alerts"),
        ("exit_fee", "exitfee"),
        ("refund", "refund"),
    ];

    public static IEnumerable<string> OutputNames => Outputs.Select(output => output.Output);

    public Guid ContractId { get; } = row.GetAttributeValue<EntityReference>("contractid").Id;

    public Guid AccountId { get; } = row.GetAttributeValue<EntityReference>("accountid").Id;

    /// <summary>Code of chapter 4.5, such as notice_open.</summary>
    public string Status => Text("status");

    public string Message { get; } = row.GetAttributeValue<string>("message") ?? "";

    public DateOnly? LatestNoticeDate => Day("latest_notice_date");

    public DateOnly? EarliestEnd => Day("earliest_end");

    public DateOnly? EarliestDeactivation => Day("earliest_deactivation");

    /// <summary>An output as case files write it: ISO days, yes and no, amounts with two decimals, lists with semicolons; blank for none.</summary>
    public string Text(string output) => Value(output) switch
    {
        null => "",
        DateTime day => Days.Iso(DateOnly.FromDateTime(day)),
        bool yes => yes ? "yes" : "no",
        Money money => money.Value.ToString("0.00", CultureInfo.InvariantCulture),
        string text => text,
        var other => throw new CommandFailure($"off_PreviewOffboarding answers {output} with a {other.GetType().Name}.", "Use the command line of the same release as the solution."),
    };

    DateOnly? Day(string output) => Value(output) is DateTime day ? DateOnly.FromDateTime(day) : null;

    object? Value(string output)
    {
        var attribute = Outputs.First(pair => pair.Output == output).Attribute;
        return row.Attributes.TryGetValue(attribute, out var value) ? value : null;
    }
}
