using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>What has to be written into one row so that it is masked.</summary>
sealed class RowMask
{
    readonly List<ColumnDecision> writes = [];
    readonly List<string> partyColumns = [];
    readonly List<string> oldTexts = [];

    internal RowMask(WipeRow row, Entity current, RowDecision decision)
    {
        Row = row;
        Current = current;
        Decision = decision;
        Change = new Entity(row.Table, row.Id);
    }

    internal WipeRow Row { get; }

    /// <summary>The row as it is, with the columns that matter.</summary>
    internal Entity Current { get; }

    internal RowDecision Decision { get; }

    /// <summary>The update that masks the row.</summary>
    internal Entity Change { get; }

    internal IReadOnlyList<ColumnDecision> Writes => writes;

    internal IReadOnlyList<string> PartyColumns => partyColumns;

    /// <summary>Texts that must not be seen any more. They live as long as the chunk.</summary>
    internal IReadOnlyList<string> OldTexts => oldTexts;

    /// <summary>Whether nothing is left to write.</summary>
    internal bool IsDone => Change.Attributes.Count == 0;

    internal string FirstColumn => Change.Attributes.First().Key;

    internal void Set(ColumnDecision write, object? mask, object? old)
    {
        writes.Add(write);
        Change[write.Column] = mask;
        if (old is string text) oldTexts.Add(text);
    }

    internal void EmptyFile(ColumnDecision write)
    {
        writes.Add(write);
        FileBodies.Empty(Change);
    }

    internal void SetParties(string column, EntityCollection parties)
    {
        partyColumns.Add(column);
        Change[column] = parties;
    }

    internal bool IsWritten(ColumnDecision write, Entity now)
    {
        if (FileBodies.IsBody(Row.Table, write.Column)) return !FileBodies.HasFile(now);
        return Equals(Change[write.Column], now.GetAttributeValue<object?>(write.Column));
    }
}
