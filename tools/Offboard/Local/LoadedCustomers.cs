using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Import;
using Offboard.Output;
using Offboard.Preview;

namespace Offboard.Local;

/// <summary>An organization with customers in it, all owned by one sales rep.</summary>
internal sealed class LoadedCustomers : IDisposable
{
    /// <summary>Whose eyes the demonstration uses.</summary>
    internal const string RepName = "Lea Brandt";

    /// <summary>Accounts a preview call: its answer stays below a few megabytes.</summary>
    const int AccountsPerPreview = 1000;

    readonly Guid rep;
    readonly Dictionary<Guid, ContractLine> contracts = [];
    readonly IReadOnlyDictionary<string, Guid> accounts;

    LoadedCustomers(LocalOrganization organization, CustomerData data, Language language, Action<int, int> done, CancellationToken cancellation)
    {
        Organization = organization;
        Data = data;
        rep = organization.AddSalesRep(RepName, language);

        var loader = new Loader(organization.Administrator);
        accounts = loader.Accounts(data.Accounts.Accounts, rep, cancellation);
        foreach (var contract in data.Contracts.Contracts)
        {
            cancellation.ThrowIfCancellationRequested();
            contracts[loader.Contract(contract.Number, accounts[contract.Account], contract.Values, contract.Unreadable, rep)] = contract;
            done(contracts.Count, data.Contracts.Contracts.Count);
        }
    }

    public LocalOrganization Organization { get; }

    /// <summary>What was read, and what is wrong with it.</summary>
    public CustomerData Data { get; }

    /// <summary>The rep's service.</summary>
    public IOrganizationService AsRep => Organization.As(rep);

    /// <summary>Adds the rep and writes the rows.</summary>
    public static LoadedCustomers Load(
        LocalOrganization organization, CustomerData data, Language language, Action<int, int> done, CancellationToken cancellation) =>
        new(organization, data, language, done, cancellation);

    /// <summary>Id of an account of the files.</summary>
    public Guid IdOf(AccountLine account) => accounts[account.Number];

    /// <summary>Id of the account with a number.</summary>
    /// <exception cref="CommandFailure">The files have none.</exception>
    public Guid IdOf(string number) =>
        accounts.TryGetValue(number, out var id) ? id : throw new CommandFailure($"accounts.csv has no account {number}.", "Restore tools/Offboard/Samples.");

    /// <summary>Name of the account with a number.</summary>
    public string NameOf(string number) => Data.Accounts.Accounts.Single(account => account.Number == number).Name;

    /// <summary>What the rep is told of every account.</summary>
    public Portfolio Judge(CancellationToken cancellation)
    {
        var verdicts = new Dictionary<Guid, AccountVerdict>();
        var judged = new Dictionary<Guid, ContractVerdict>();
        foreach (var chunk in accounts.Values.Chunk(AccountsPerPreview))
        {
            cancellation.ThrowIfCancellationRequested();
            var answer = PreviewCall.Run(AsRep, chunk, Organization.Today);
            foreach (var account in answer.Accounts) verdicts[account.AccountId] = account;
            foreach (var contract in answer.Contracts) judged[contract.ContractId] = contract;
        }

        var byAccount = contracts.ToLookup(pair => pair.Value.Account, pair => new JudgedContract(pair.Value, judged[pair.Key]), StringComparer.Ordinal);
        return new Portfolio(
            Organization.Today,
            Data.Accounts.Accounts.Select(account => new JudgedAccount(account, verdicts[IdOf(account)], byAccount[account.Number].ToList())).ToList());
    }

    /// <inheritdoc/>
    public void Dispose() => Organization.Dispose();
}
