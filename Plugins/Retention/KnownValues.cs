using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Retention;

/// <summary>The packs, events, flags and sectors that exist: those of the shipped rules, switched-off rows included, whatever is edited here.</summary>
/// <remarks>Were they taken from the rows on file, deleting a rule would turn a fact that was valid yesterday into an error, and a misspelt event into a valid one.</remarks>
public static class KnownValues
{
    /// <summary>The pack of rules that apply everywhere.</summary>
    public const string AnyPack = "*";

    /// <summary>What cuts a policy period besides events: the day of the erasure request.</summary>
    public const string ErasureRequest = "erasure_request";

    /// <summary>The event that starts most periods and the restriction.</summary>
    public const string RelationshipEnd = "relationship_end";

    static readonly Lazy<Lists> Shipped = new(static () => new Lists(ShippedRetentionRules.Rows));

    /// <summary>The packs, each a jurisdiction: DE, AT, CH.</summary>
    public static IReadOnlyCollection<string> Packs => Shipped.Value.Packs;

    /// <summary>Dated facts that start a period or cut it.</summary>
    public static IReadOnlyCollection<string> Events => Shipped.Value.Events;

    /// <summary>What may be said about one record, as <c>vat_invoice</c>.</summary>
    public static IReadOnlyCollection<string> Flags => Shipped.Value.Flags;

    /// <summary>What may be said about the company that keeps the records, as <c>gwg</c>.</summary>
    public static IReadOnlyCollection<string> Sectors => Shipped.Value.Sectors;

    internal static bool IsPack(string text) => Shipped.Value.Packs.Contains(text);

    internal static bool IsEvent(string text) => Shipped.Value.Events.Contains(text);

    internal static bool IsFlag(string text) => Shipped.Value.Flags.Contains(text);

    internal static bool IsSector(string text) => Shipped.Value.Sectors.Contains(text);

    sealed class Lists
    {
        internal Lists(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
        {
            Packs = Of(rows, ';', "pack");
            Packs.Remove(AnyPack);
            Events = Of(rows, '|', "start_events", "cut_by");
            Events.Remove(ErasureRequest);
            Flags = new HashSet<string>(Of(rows, ';', "flags").Select(static flag => flag.TrimStart('!')), StringComparer.Ordinal);
            Sectors = Of(rows, ';', "sectors_any", "sectors_none");
        }

        internal HashSet<string> Packs { get; }

        internal HashSet<string> Events { get; }

        internal HashSet<string> Flags { get; }

        internal HashSet<string> Sectors { get; }

        static HashSet<string> Of(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, char separator, params string[] columns) =>
            new(rows.SelectMany(row => columns.SelectMany(column => row[column].Split([separator], StringSplitOptions.RemoveEmptyEntries))), StringComparer.Ordinal);
    }
}
