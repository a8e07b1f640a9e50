using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>A contract as it is on file: whose it is, how people call it, and its facts.</summary>
sealed class OwnedContract
{
    internal OwnedContract(ContractRow row, string accountName, IReadOnlyList<Guid> accounts, long version)
    {
        Id = row.Id;
        Table = ContractRow.Table;
        Number = string.IsNullOrWhiteSpace(row.Name) ? "?" : row.Name!;
        AccountName = accountName;
        Accounts = accounts;
        Version = version;
        Currency = row.TransactionCurrencyId;
        Facts = FactsOf(row);
    }

    /// <summary>A contract that lives in another table.</summary>
    internal OwnedContract(ContractSource source, Entity row, string accountName, IReadOnlyList<Guid> accounts, long version)
    {
        Id = row.Id;
        Table = source.Table;
        SourceName = source.Name;
        Number = row.GetAttributeValue<string?>(source.NameColumn) is { } number && !string.IsNullOrWhiteSpace(number) ? number : "?";
        AccountName = accountName;
        Accounts = accounts;
        Version = version;
        Currency = source.CurrencyColumn is { } column ? row.GetAttributeValue<EntityReference?>(column) : null;
        var read = new SourceRow(source, row);
        Facts = read.Facts;
        BadValues = read.BadValues;
    }

    internal Guid Id { get; }

    /// <summary>Logical name of the table in which it lives.</summary>
    internal string Table { get; }

    /// <summary>What people call the other table in which it lives; null: it is one of our own.</summary>
    internal string? SourceName { get; }

    /// <summary>Values of another table that nobody can read as what they are mapped to; none for a contract of our own.</summary>
    internal IReadOnlyList<SourceBadValue> BadValues { get; } = [];

    /// <summary>The row, for screens that open it.</summary>
    internal EntityReference Reference => new(Table, Id) { Name = Number };

    /// <summary>As people know it, as V-2041.</summary>
    internal string Number { get; }

    /// <summary>Name of the account that owns the contract; it may be a subsidiary of the account that is judged.</summary>
    internal string AccountName { get; }

    /// <summary>The account that owns the contract, then its parent, and so on up.</summary>
    internal IReadOnlyList<Guid> Accounts { get; }

    internal EntityReference? Currency { get; }

    /// <summary>Version of the row when it was read.</summary>
    internal long Version { get; }

    internal ContractFacts Facts { get; }

    /// <summary>The facts of a row; its columns must all have been read. What an import could not read keeps the text it had, for messages.</summary>
    internal static ContractFacts FactsOf(ContractRow row)
    {
        var unreadable = TextsIn(row.Unreadable);
        return ContractFacts.Read(fact => unreadable.TryGetValue(fact, out var text) ? text : row.Fact(fact), unreadable.Keys);
    }

    static Dictionary<string, string> TextsIn(string? lines)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (lines ?? "").Split('\r', '\n'))
        {
            var equals = line.IndexOf('=');
            var fact = (equals < 0 ? line : line.Substring(0, equals)).Trim();
            if (fact.Length > 0) texts[fact] = equals < 0 ? "" : line.Substring(equals + 1).Trim();
        }

        return texts;
    }
}
