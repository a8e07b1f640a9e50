using System.Collections.Generic;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>The columns of a contract that follow from its facts: what an evaluation writes into them.</summary>
static class ComputedColumns
{
    /// <summary>Columns that only the product writes: what follows from the facts, and when it is to be looked at again.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        ContractRow.Columns.VerdictStatus, ContractRow.Columns.CurrentTermStart, ContractRow.Columns.CurrentTermEnd, ContractRow.Columns.LatestNoticeDate,
        ContractRow.Columns.EarliestEnd, ContractRow.Columns.ComputedOn, ContractRow.Columns.NextCheckOn, ContractRow.Columns.RuleState,
    ];

    /// <summary>Fills what follows from the facts, and the day of the evaluation.</summary>
    internal static void Fill(ContractRow row, ContractEvaluation evaluation)
    {
        row.VerdictStatus = ContractVerdictStatusCodes.FromCode(evaluation.Output(ContractOutput.Status));
        row.CurrentTermStart = evaluation.CurrentTermStart;
        row.CurrentTermEnd = evaluation.CurrentTermEnd;
        row.LatestNoticeDate = evaluation.LatestNoticeDate;
        row.EarliestEnd = evaluation.EarliestEnd;
        row.ComputedOn = evaluation.Today;
    }

    /// <summary>Puts those values into <paramref name="change"/> that differ from the row's; the day of computation only together with one of them.</summary>
    /// <param name="row">As it is on file, with all of <see cref="All"/> read.</param>
    /// <param name="evaluation">Of today.</param>
    /// <param name="change">Row to be written.</param>
    internal static void FillChanged(ContractRow row, ContractEvaluation evaluation, ContractRow change)
    {
        var now = new ContractRow();
        Fill(now, evaluation);
        var differs = row.ComputedOn is null;
        foreach (var value in now.Entity.Attributes)
        {
            if (value.Key == ContractRow.Columns.ComputedOn || Equals(row.Entity.GetAttributeValue<object?>(value.Key), value.Value)) continue;

            change.Entity[value.Key] = value.Value;
            differs = true;
        }

        if (differs) change.ComputedOn = now.ComputedOn;
    }
}
