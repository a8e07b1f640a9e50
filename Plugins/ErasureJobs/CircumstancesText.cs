using System;
using System.Text;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>The circumstances of a row as a text of a plan: the stage (R, W, D), a letter for each that holds, and after a colon the columns of a consented channel.</summary>
static class CircumstancesText
{
    const string Stages = "RWD";

    internal static string Of(RowCircumstances row)
    {
        var text = new StringBuilder().Append(Stages[(int)row.Stage]);
        if (row.IsKeptForAnotherGround) text.Append('K');
        if (row.IsSoleTrader) text.Append('S');
        if (row.IsParentMasked) text.Append('P');
        if (row.IsDocument) text.Append('F');
        if (row.ReducesToConsent) text.Append('C');
        return row.ConsentedColumns.Length == 0 ? text.ToString() : text.Append(':').Append(row.ConsentedColumns).ToString();
    }

    /// <exception cref="FormatException">The text is none of a plan.</exception>
    internal static RowCircumstances Parse(string text)
    {
        var colon = text.IndexOf(':');
        var letters = colon < 0 ? text : text.Substring(0, colon);
        var stage = letters.Length == 0 ? -1 : Stages.IndexOf(letters[0]);
        if (stage < 0) throw new FormatException("A plan has no circumstances '" + text + "'.");

        return new RowCircumstances
        {
            Stage = (LineStage)stage,
            IsKeptForAnotherGround = letters.IndexOf('K') > 0,
            IsSoleTrader = letters.IndexOf('S') > 0,
            IsParentMasked = letters.IndexOf('P') > 0,
            IsDocument = letters.IndexOf('F') > 0,
            ReducesToConsent = letters.IndexOf('C') > 0,
            ConsentedColumns = colon < 0 ? "" : text.Substring(colon + 1),
        };
    }
}
