using System;
using System.Globalization;

namespace Offboarding.Plugins.Transition;

/// <summary>Where an export stands: the row of its package, which table, which page. As token <c>package:place:page</c>.</summary>
/// <param name="Package">Row of off_casedocument.</param>
/// <param name="Place">Number of a table; the number of tables means files, one more the index.</param>
/// <param name="Page">Pages of the table, or files, that were written.</param>
sealed record HandoverToken(Guid Package, int Place, int Page)
{
    /// <summary>Null: the text is no token of ours.</summary>
    internal static HandoverToken? ParseOrNull(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 3 && Guid.TryParseExact(parts[0], "N", out var package) && IsNumber(parts[1], out var place) && IsNumber(parts[2], out var page) && place <= HandoverTable.All.Count + 1
            ? new HandoverToken(package, place, page)
            : null;
    }

    /// <summary>The next table, or what follows tables.</summary>
    internal HandoverToken NextPlace() => this with { Place = Place + 1, Page = 0 };

    /// <summary>The next page, or file.</summary>
    internal HandoverToken NextPage() => this with { Page = Page + 1 };

    /// <inheritdoc/>
    public override string ToString() => Package.ToString("N") + ":" + Place.ToString(CultureInfo.InvariantCulture) + ":" + Page.ToString(CultureInfo.InvariantCulture);

    static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
