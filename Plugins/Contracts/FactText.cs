using System;
using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Reads facts from text, strictly, and remembers each one that cannot be read.</summary>
struct FactText
{
    const int LongestText = 20_000;     // a list of holidays over centuries; anything longer is no fact

    readonly Func<string, string?> textOf;

    internal FactText(Func<string, string?> textOf)
    {
        this.textOf = textOf;
        Unreadable = null;
    }

    /// <summary>Names of the facts that could not be read; null: none.</summary>
    internal SortedSet<string>? Unreadable { get; private set; }

    /// <summary>The text of a fact; null: blank.</summary>
    internal readonly string? Text(string name) => textOf(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    internal void Reject(string name) => (Unreadable ??= new SortedSet<string>(StringComparer.Ordinal)).Add(name);

    internal LocalDate? Date(string name)
    {
        if (Text(name) is not { } text) return null;
        if (LocalDate.TryParse(text, out var date)) return date;

        Reject(name);
        return null;
    }

    internal bool IsYes(string name)
    {
        if (Text(name) is not { } text) return false;
        if (text is not ("yes" or "no")) Reject(name);

        return text is "yes";
    }

    /// <summary>The index of the code in the list; null: blank or not in the list.</summary>
    internal int? Choice(string name, string[] codes)
    {
        if (Text(name) is not { } text) return null;

        var index = Array.IndexOf(codes, text);
        if (index >= 0) return index;

        Reject(name);
        return null;
    }

    /// <summary>A length of term: D, W, M, Q or Y, at least 1.</summary>
    internal Period? Term(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Period.TryParse(text, out var period) && period.IsTermLength) return period;

        Reject(name);
        return null;
    }

    /// <summary>Reads a fact with a parser that answers null for what it cannot read.</summary>
    internal T? Parsed<T>(string name, Func<string, T?> parse)
        where T : class
    {
        if (Text(name) is not { } text) return null;
        if (text.Length <= LongestText && parse(text) is { } value) return value;

        Reject(name);
        return null;
    }

    internal HolidaySet Holidays(string name)
    {
        if (Text(name) is not { } text) return HolidaySet.None;
        if (text.Length <= LongestText && HolidaySet.TryParse(text, out var holidays)) return holidays;

        Reject(name);
        return HolidaySet.None;
    }

    internal ContractFlags Flags(string name)
    {
        if (Text(name) is not { } text) return ContractFlags.None;

        var flags = ContractFlags.None;
        foreach (var code in text.Split(';'))
        {
            if (Codes.FlagOrNull(code) is { } flag) flags |= flag;
            else Reject(name);
        }

        return flags;
    }

    /// <summary>A whole number of days from 0 to 99,999.</summary>
    internal int? Days(string name)
    {
        if (Text(name) is not { } text) return null;
        if (text.Length <= 5 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return days;

        Reject(name);
        return null;
    }

    /// <summary>An amount or percentage from 0 to 1,000,000,000,000 with a point as decimal sign.</summary>
    internal decimal? Amount(string name)
    {
        if (Text(name) is not { } text) return null;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount <= 1_000_000_000_000m && text[0] != '.' && text[text.Length - 1] != '.')
        {
            return amount;
        }

        Reject(name);
        return null;
    }
}
