using System;
using System.Collections.Generic;
using System.Linq;
using Offboard.Import;

namespace Offboard.Cases;

/// <summary>A file of retention cases, or of requests of data subjects with their deadlines: its columns tell which.</summary>
/// <param name="Table">The rows as the file has them.</param>
/// <param name="Kind">What off_EvaluateRetention is asked for: retention or deadline.</param>
/// <param name="Facts">The columns that hold facts, with their positions.</param>
/// <param name="Outputs">The results by name.</param>
internal sealed record RetentionCaseFile(CsvTable Table, string Kind, IReadOnlyDictionary<string, int> Facts, IReadOnlyList<string> Outputs)
{
    /// <summary>What the header of an expected result begins with.</summary>
    internal const string ExpectedPrefix = "exp_";

    static readonly string[] RetentionFacts =
    [
        "jurisdictions", "sectors", "law_date", "today", "record_class", "start_events", "flags", "fiscal_year_end", "proceedings_open", "dependency_end", "other_active_accounts",
        "consent_standing", "holds", "erasure_request", "restriction_request", "reactivated_on", "erased_on",
    ];

    static readonly string[] RetentionOutputs =
        ["status", "action", "operative_rule", "retention_end", "earliest_erasure", "restrict_from", "losing_rules", "missing", "alerts"];

    static readonly string[] DeadlineFacts = ["received_on", "extended", "identity_asked_on", "identity_confirmed_on", "holidays"];

    static readonly string[] DeadlineOutputs = ["internal_target", "legal_deadline"];

    /// <summary>Reads the cases. Cells are taken as they are: a blank too many is a defect of the case, as in the product.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, is of neither kind, lacks a column, names a case twice, or expects an unknown result.</exception>
    public static RetentionCaseFile Read(string path)
    {
        var table = CsvTable.Read(path, trims: false);
        var isRetention = table.IndexOf("record_class") >= 0;
        if (!isRetention && table.IndexOf("received_on") < 0)
        {
            throw new CommandFailure(
                $"{table.File} holds neither retention cases nor requests of data subjects: it has no column record_class and none received_on.",
                "Give a file with one of them; docs/reference/cli.md lists the columns of both.");
        }

        var id = table.Required("case_id");
        var facts = (isRetention ? RetentionFacts : DeadlineFacts).ToDictionary(fact => fact, table.Required, StringComparer.Ordinal);
        var twice = table.Rows.GroupBy(row => row.At(id), StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new CommandFailure($"{table.File} has the case {twice.Key} {twice.Count()} times, first on line {twice.First().Line}.", "Give each case its own case_id.");
        }

        var outputs = isRetention ? RetentionOutputs : DeadlineOutputs;
        var unknown = table.Header.FirstOrDefault(header => header.StartsWith(ExpectedPrefix, StringComparison.Ordinal) && !outputs.Contains(header[ExpectedPrefix.Length..], StringComparer.Ordinal));
        if (unknown is not null)
        {
            throw new CommandFailure($"{table.File} expects {unknown}, which is no result of the product.", $"The results are {string.Join(", ", outputs)}; correct the column's name.");
        }

        return new RetentionCaseFile(table, isRetention ? "retention" : "deadline", facts, outputs);
    }
}
