using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>A contract as it is on file: whose it is, how people call it, and its facts.</summary>
sealed class OwnedContract
{
    internal OwnedContract(ContractRow row, string accountName, IReadOnlyList<Guid> accounts)
    {
        Id = row.Id;
        Number = string.IsNullOrWhiteSpace(row.Name) ? "?" : row.Name!;
        AccountName = accountName;
        Accounts = accounts;
        Currency = row.TransactionCurrencyId;
        Facts = FactsOf(row);
    }

    internal Guid Id { get; }

    /// <summary>As people know it, as V-2041.</summary>
    internal string Number { get; }

    /// <summary>Name of the account that owns the contract; it may be a subsidiary of the account that is judged.</summary>
    internal string AccountName { get; }

    /// <summary>The account that owns the contract, then its parent, and so on up.</summary>
    internal IReadOnlyList<Guid> Accounts { get; }

    internal EntityReference? Currency { get; }

    internal ContractFacts Facts { get; }

    /// <summary>The facts of a row; its columns must all have been read.</summary>
    internal static ContractFacts FactsOf(ContractRow row) => ContractFacts.Read(row.Fact, ContractFacts.UnreadableIn(row.Unreadable));
}
