using System;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>The values of an alternate key, compared as the platform does: text without case.</summary>
internal sealed class KeyValues : IEquatable<KeyValues>
{
    readonly object[] parts;
    readonly int hash;

    KeyValues(object[] parts)
    {
        this.parts = parts;
        var code = new HashCode();
        foreach (var part in parts) code.Add(part);
        hash = code.ToHashCode();
    }

    /// <summary>Null if a part is empty: such a row is not in the key.</summary>
    public static KeyValues? Of(Table table, AlternateKey key, Row row) =>
        Of([.. key.Columns.Select(name => row[table.Column(name)])]);

    /// <summary>From stored values in the order of the key.</summary>
    public static KeyValues? Of(object?[] values)
    {
        var comparable = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value) return null;
            comparable[i] = value switch
            {
                string text => text.ToUpperInvariant(),
                Reference reference => reference.Id,
                _ => value,
            };
        }

        return new KeyValues(comparable);
    }

    public bool Equals(KeyValues? other) => other is not null && hash == other.hash && parts.AsSpan().SequenceEqual(other.parts);

    public override bool Equals(object? obj) => Equals(obj as KeyValues);

    public override int GetHashCode() => hash;
}
