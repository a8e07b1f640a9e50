using System;
using System.Linq;
using System.ServiceModel;
using BenchmarkDotNet.Attributes;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Benchmarks;

/// <summary>What a rep waits for: the gate on an account with many contracts, the preview of many accounts. Through the packed zip and the whole pipeline.</summary>
[MemoryDiagnoser]
public class PreviewBenchmarks
{
    const int Accounts = 1000;
    const int ContractsPerAccount = 5;
    const int ContractsOfLargeAccount = 5000;

    LocalEnvironment environment = null!;
    IOrganizationService service = null!;
    Guid large;
    string[] many = [];

    /// <summary>Imports the solution, installs the default rules, and creates the contracts as an import does.</summary>
    [GlobalSetup]
    public void Fill()
    {
        environment = LocalEnvironment.Create(new EnvironmentOptions { Now = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc) });
        environment.ImportSolution(ProductZip.Pack());
        service = environment.Administrator;
        for (string? token = null, more = "yes"; more is not null;)
        {
            var answer = service.Execute(new OrganizationRequest("off_InstallDefaults") { ["Token"] = token });
            token = (string?)answer.Results["Token"];
            more = (bool)answer.Results["More"] ? "yes" : null;
        }

        large = AddAccount("Contoso", ContractsOfLargeAccount);
        many = [.. Enumerable.Range(0, Accounts).Select(i => AddAccount($"Account {i}", ContractsPerAccount).ToString())];
    }

    /// <summary>Ends the environment.</summary>
    [GlobalCleanup]
    public void Close() => environment.Dispose();

    /// <summary>Refused: 5,000 contracts bind the account.</summary>
    /// <exception cref="InvalidOperationException">The account was let go.</exception>
    [Benchmark]
    public string Gate_on_an_account_with_5000_contracts()
    {
        try
        {
            service.Update(new AccountRow(new Entity(AccountRow.Table, large)) { State = AccountState.Inactive }.Entity);
        }
        catch (FaultException<OrganizationServiceFault> refusal) when (refusal.Detail.Message.EndsWith("[OFF-1101]", StringComparison.Ordinal))
        {
            return refusal.Detail.Message;
        }

        throw new InvalidOperationException("The gate let an account go that 5,000 contracts bind.");
    }

    /// <summary>One call of off_PreviewOffboarding.</summary>
    [Benchmark]
    public int Preview_of_1000_accounts_with_5_contracts_each()
    {
        var answer = service.Execute(new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = many });
        return ((EntityCollection)answer.Results["Verdicts"]).Entities.Count;
    }

    Guid AddAccount(string name, int contracts)
    {
        var account = service.Create(new AccountRow { Name = name }.Entity);
        for (var i = 0; i < contracts; i++)
        {
            var contract = new ContractRow
            {
                Name = $"V-{i}",
                AccountId = new EntityReference(AccountRow.Table, account),
                Party = ContractParty.Supplier,
                CustomerType = ContractCustomerType.Business,
                ContractKind = ContractKind.Service,
                ConcludedOn = new LocalDate(2024, 12, 1),
                Start = new LocalDate(2025, 1, 1),
                InitialTerm = "24M",
                Renewal = ContractRenewal.Fixed,
                RenewalTerm = "12M",
                Notice = "3M",
            };
            service.Create(contract.Entity);
        }

        return account;
    }
}
