using System;
using System.Globalization;

namespace Offboarding.Plugins.Nightly;

/// <summary>Where the part of a night on contracts in other tables stands: on a page of a source, or behind an account.</summary>
/// <remarks>As text <c>r;1;3;100</c>, source, page and rows a page; or <c>a;id;500</c>.</remarks>
sealed class SourcePlace
{
    const string RowsMark = "r";
    const string AccountsMark = "a";

    readonly string afterId;

    SourcePlace(bool ofAccounts, int source, int page, string afterId, int size)
    {
        IsOfAccounts = ofAccounts;
        Source = source;
        Page = page;
        this.afterId = afterId;
        Size = size;
    }

    internal bool IsOfAccounts { get; }

    /// <summary>Place of the source among those in use, from 0.</summary>
    internal int Source { get; }

    /// <summary>From 1.</summary>
    internal int Page { get; }

    /// <summary>Id of the last account that was judged; empty: none was.</summary>
    internal string After => afterId;

    /// <summary>Rows of the step.</summary>
    internal int Size { get; }

    internal static SourcePlace FirstAccounts => new(true, 0, 1, "", SourceContracts.AccountsPerStep);

    internal static SourcePlace OfRows(int source) => new(false, source, 1, "", SourceContracts.RowsPerStep);

    internal static SourcePlace? ParseOrNull(string text)
    {
        if (text.Length == 0) return OfRows(0);

        var parts = text.Split(';');
        if (parts.Length == 4 && parts[0] == RowsMark && Number(parts[1], int.MaxValue) is { } source && Number(parts[2], int.MaxValue) is { } page and > 0 && Number(parts[3], SourceContracts.RowsPerStep) is { } rows and > 0)
            return new SourcePlace(false, source, page, "", rows);

        return parts.Length == 3 && parts[0] == AccountsMark && (parts[1].Length == 0 || Guid.TryParseExact(parts[1], "D", out _)) && Number(parts[2], SourceContracts.AccountsPerStep) is { } accounts and > 0
            ? new SourcePlace(true, 0, 1, parts[1], accounts)
            : null;
    }

    /// <summary>The same rows, one a step.</summary>
    internal SourcePlace OneByOne() => IsOfAccounts ? new(true, 0, 1, afterId, 1) : new(false, Source, ((Page - 1) * Size) + 1, "", 1);

    /// <summary>The next page, as large as ever where one begins; behind the last one the next source.</summary>
    internal SourcePlace Next(bool more)
    {
        if (!more) return OfRows(Source + 1);

        return Size == 1 && Page % SourceContracts.RowsPerStep == 0
            ? new SourcePlace(false, Source, (Page / SourceContracts.RowsPerStep) + 1, "", SourceContracts.RowsPerStep)
            : new SourcePlace(false, Source, Page + 1, "", Size);
    }

    internal SourcePlace Behind(Guid account, int size) => new(true, 0, 1, account.ToString("D"), size);

    public override string ToString() => IsOfAccounts
        ? string.Join(";", AccountsMark, afterId, Text(Size))
        : string.Join(";", RowsMark, Text(Source), Text(Page), Text(Size));

    static int? Number(string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
