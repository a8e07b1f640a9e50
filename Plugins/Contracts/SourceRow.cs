using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Contracts;

/// <summary>A value of another table that cannot be read as the fact to which it is mapped.</summary>
sealed class SourceBadValue
{
    internal SourceBadValue(string fact, string column, string value)
    {
        Fact = fact;
        Column = column;
        Value = value;
    }

    internal string Fact { get; }

    /// <summary>Logical name of the column.</summary>
    internal string Column { get; }

    /// <summary>What the row holds.</summary>
    internal string Value { get; }
}

/// <summary>A row of a contract source, read as the facts of a contract. What cannot be read is blank and named: nothing is guessed.</summary>
sealed class SourceRow
{
    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    readonly HashSet<string> unreadable = new(StringComparer.Ordinal);
    readonly HashSet<SourceMapping> meaningless = [];

    internal SourceRow(ContractSource source, Entity row)
    {
        var flags = new List<string>();
        foreach (var mapping in source.Mappings)
        {
            var text = mapping.TextIn(row, source, out var isReadable);
            if (string.IsNullOrEmpty(text)) continue;

            if (SourceFact.IsFlag(mapping.Fact))
            {
                if (!isReadable || text is not ("yes" or "no")) Reject(mapping, Fact.Flags);
                else if (text is "yes") flags.Add(mapping.Fact);
            }
            else
            {
                texts[mapping.Fact] = text!;
                if (!isReadable) Reject(mapping, mapping.Fact);
            }
        }

        if (flags.Count > 0) texts[Fact.Flags] = string.Join(";", flags);
        Facts = ContractFacts.Read(fact => texts.TryGetValue(fact, out var text) ? text : null, unreadable);
        BadValues =
        [
            .. source.Mappings
                .Where(mapping => meaningless.Contains(mapping) || Facts.Unreadable.Contains(mapping.Fact, StringComparer.Ordinal))
                .Select(mapping => new SourceBadValue(mapping.Fact, mapping.Column ?? "", ValueIn(mapping, row, source))),
        ];
    }

    internal ContractFacts Facts { get; }

    internal IReadOnlyList<SourceBadValue> BadValues { get; }

    void Reject(SourceMapping mapping, string fact)
    {
        unreadable.Add(fact);
        meaningless.Add(mapping);
    }

    static string ValueIn(SourceMapping mapping, Entity row, ContractSource source) => mapping.TextIn(row, source, out _) ?? "";
}
