using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Which rows a part of an answer holds, and how the next part is named.</summary>
/// <remarks>As text <c>200;1a2b3c4d</c>: the first row, and a digest of all rows. Rows that came or went between two parts would make an answer with a gap: then it begins anew.</remarks>
sealed class AnswerParts
{
    /// <summary>Rows of one part: with a few kilobytes each, it stays far below the size of an answer.</summary>
    internal const int RowsPerPart = 200;

    const int DigestDigits = 8;

    readonly IReadOnlyList<PersonalRow> rows;
    readonly string digest;

    internal AnswerParts(IReadOnlyList<PersonalRow> rows)
    {
        this.rows = rows;
        digest = Digest.Of(string.Join("\n", rows.Select(static row => row.Table + row.Id.ToString("N")))).Substring(0, DigestDigits);
    }

    /// <summary>Number of the first row.</summary>
    internal int First { get; private set; }

    /// <summary>Number of the part, from 1 on.</summary>
    internal int Number => (First / RowsPerPart) + 1;

    /// <summary>How many parts there are, at least 1.</summary>
    internal int Count => Math.Max(1, (rows.Count + RowsPerPart - 1) / RowsPerPart);

    /// <summary>The rows of the part.</summary>
    internal IReadOnlyList<PersonalRow> Rows => [.. rows.Skip(First).Take(RowsPerPart)];

    /// <summary>Name of the next part; null: this is the last one.</summary>
    internal string? Next => Number < Count ? (First + RowsPerPart).ToString(CultureInfo.InvariantCulture) + ";" + digest : null;

    /// <summary>Goes to the part of a token; null: to the first.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5003: no token of this answer; OFF-3524: rows came or went.</exception>
    internal AnswerParts At(string? token, PluginCall call)
    {
        if (token is null) return this;

        var parts = token.Split(';');
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || first % RowsPerPart != 0 || parts[1].Length != DigestDigits)
            throw Refusal.Of("OFF-5003", call.Language, "token", token, "message", call.Context.MessageName);
        if (parts[1] != digest || first >= rows.Count) throw Refusal.Of("OFF-3524", call.Language);

        First = first;
        return this;
    }
}
