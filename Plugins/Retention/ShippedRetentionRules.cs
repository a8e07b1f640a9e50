using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Retention;

/// <summary>The rules that the product ships, as the assembly carries them.</summary>
public static class ShippedRetentionRules
{
    static readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, string>>> LazyRows = new(static () => Csv.Embedded("Offboarding.Plugins.Data.retention-rules.csv"));
    static readonly Lazy<RetentionRules> LazyRules = new(static () => RetentionRules.Read(Rows.Select<IReadOnlyDictionary<string, string>, Func<string, string?>>(static row => column => row[column])));

    /// <summary>The rules of the shipped file. What an environment applies are its rows, not these.</summary>
    public static RetentionRules Rules => LazyRules.Value;

    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows => LazyRows.Value;
}
