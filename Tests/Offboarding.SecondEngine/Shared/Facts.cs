using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.SecondEngine;

/// <summary>Rows that scenarios begin with.</summary>
static class Facts
{
    internal static Guid Account(IScenarioEngine engine, string name = "Contoso GmbH") => engine.Migrate(new AccountRow { Name = name }.Entity);

    /// <summary>Terms of 24 months from 1 January 2025, then 12 more each time; notice of three months to the end of a term.</summary>
    internal static Guid Contract(IScenarioEngine engine, Guid account, string number = "V-2041", Action<ContractRow>? change = null) =>
        engine.Migrate(ContractOf(account, number, change).Entity);

    /// <summary>The same contract, not created.</summary>
    internal static ContractRow ContractOf(Guid account, string number, Action<ContractRow>? change)
    {
        var contract = new ContractRow
        {
            Name = number,
            AccountId = new EntityReference(AccountRow.Table, account),
            Law = ContractLaw.DE,
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
        change?.Invoke(contract);
        return contract;
    }

    internal static Guid Case(IScenarioEngine engine, Guid account) => engine.Migrate(new OffboardingCaseRow
    {
        Name = "CASE-1", AccountId = new EntityReference(AccountRow.Table, account), OpenKey = account.ToString("D"),
    }.Entity);

    /// <summary>What a user sends who deactivates an account.</summary>
    internal static Entity Deactivation(Guid account) =>
        new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive }.Entity;

    internal static AccountState? StateOf(IScenarioEngine engine, Guid account) =>
        new AccountRow(engine.Service.Retrieve(AccountRow.Table, account, new ColumnSet(AccountRow.Columns.State))).State;
}
