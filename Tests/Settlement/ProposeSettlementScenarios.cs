using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Settlement;

namespace Offboarding.Tests.Settlement;

/// <summary>off_ProposeSettlement, called as administrator through the packed zip.</summary>
public class ProposeSettlementScenarios
{
    [Fact]
    public void R13_a_settlement_is_proposed_once_with_formula_inputs_and_currency()
    {
        using var world = new SolutionEnvironment();
        var offboardingCase = Case(world, OffboardingCaseWay.CustomerNotice, out var account);
        world.AddContract(account, change: contract =>
        {
            contract.FeeKind = ContractFeeKind.Fixed;
            contract.FeeAmount = 500;
        });
        AddInvoice(world, account, 250.40m);
        world.Administrator.Create(new Entity("salesorder") { ["name"] = "Migration", ["ordernumber"] = "ORD-1", ["customerid"] = new EntityReference("account", account), ["totalamount"] = new Money(1000) });

        var first = Propose(world, offboardingCase);
        var written = Items(world, offboardingCase);
        var again = Propose(world, offboardingCase);

        Assert.Equal(["OpenOrder 1000.00", "OpenInvoice 250.40", "ExitFee 500.00"], written.Select(item => $"{item.Kind} {item.Amount:0.00}"));
        Assert.All(written, item =>
        {
            Assert.NotEmpty(item.Formula!);
            Assert.StartsWith("{", item.Inputs, StringComparison.Ordinal);
            Assert.NotNull(item.TransactionCurrencyId);
            Assert.Equal(SettlementItemDecision.Proposed, item.Decision);
        });
        Assert.Equal(1750.40m, ((Money)first["Total"]).Value);
        Assert.Equal(3, ((EntityCollection)first["Items"]).Entities.Count);
        Assert.Equal(written.Select(item => item.Id), Items(world, offboardingCase).Select(item => item.Id));
        Assert.StartsWith("Proposed: 0 new, 0 changed, 0 settled.", (string)again["Report"], StringComparison.Ordinal);
        Assert.Equal(1750.40m, Total(world, offboardingCase));
    }

    [Fact]
    public void R13_what_changed_at_the_source_changes_the_proposal_and_what_a_person_decided_stays()
    {
        using var world = new SolutionEnvironment();
        var offboardingCase = Case(world, OffboardingCaseWay.CustomerNotice, out var account);
        var decided = AddInvoice(world, account, 100);
        var open = AddInvoice(world, account, 200);
        var settled = AddInvoice(world, account, 300);
        Propose(world, offboardingCase);
        var accepted = Items(world, offboardingCase).Single(item => item.SourceRow == decided.ToString("D"));
        world.Administrator.Update(new SettlementItemRow(new Entity(SettlementItemRow.Table, accepted.Id)) { Decision = SettlementItemDecision.Accepted }.Entity);

        foreach (var id in new[] { decided, open })
            world.Administrator.Update(new Entity("invoice", id) { ["totalamount"] = new Money(999) });
        world.Administrator.Update(new Entity("invoice", settled) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(100001) });
        var answer = Propose(world, offboardingCase);

        Assert.Equal([100m, 999m], Items(world, offboardingCase).Select(item => item.Amount!.Value).Order());
        Assert.StartsWith("Proposed: 0 new, 1 changed, 1 settled.", (string)answer["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void R14_without_Sales_and_Customer_Service_contracts_alone_are_settled()
    {
        using var world = new SolutionEnvironment(new EnvironmentOptions { AbsentTables = ["salesorder", "salesorderdetail", "invoice", "invoicedetail", "entitlement"] });
        var offboardingCase = Case(world, OffboardingCaseWay.OwnNotice, out var account);
        world.AddContract(account, change: contract =>
        {
            contract.FeeKind = ContractFeeKind.Fixed;
            contract.FeeAmount = 500;
        });

        Propose(world, offboardingCase);

        Assert.Equal(-500, Assert.Single(Items(world, offboardingCase)).Amount);
    }

    [Fact]
    public void A_proposal_keeps_to_its_requests()
    {
        using var world = new SolutionEnvironment();
        var offboardingCase = Case(world, OffboardingCaseWay.CustomerNotice, out var account);
        for (var i = 0; i < 7; i++) AddInvoice(world, account, 100 + i);
        world.Local.Requests.Clear();

        Propose(world, offboardingCase);
        var first = world.Local.Requests.Count(request => request.ByPlugin);
        world.Local.Requests.Clear();
        Propose(world, offboardingCase);

        Assert.InRange(first, 8, ProposeSettlement.MostReads + 7 + 1);
        Assert.InRange(world.Local.Requests.Count(request => request.ByPlugin), 1, ProposeSettlement.MostReads);
    }

    [Fact]
    public void A_case_that_is_closed_or_unknown_and_a_contract_without_facts_are_refused_and_change_nothing()
    {
        using var world = new SolutionEnvironment();
        var offboardingCase = Case(world, OffboardingCaseWay.CustomerNotice, out var account);
        AddInvoice(world, account, 100);
        world.AddContract(account, change: contract => contract.Start = null);

        Assert.Contains("[OFF-1503]", SolutionEnvironment.RefusalOf(() => Propose(world, offboardingCase)), StringComparison.Ordinal);
        Assert.Contains("[OFF-1501]", SolutionEnvironment.RefusalOf(() => Propose(world, Guid.NewGuid())), StringComparison.Ordinal);
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, offboardingCase))
        {
            State = OffboardingCaseState.Inactive,
            StatusReason = OffboardingCaseStatusReason.Cancelled,
        }.Entity);
        Assert.Contains("[OFF-1502]", SolutionEnvironment.RefusalOf(() => Propose(world, offboardingCase)), StringComparison.Ordinal);
        Assert.Empty(Items(world, offboardingCase));
    }

    static Guid Case(SolutionEnvironment world, OffboardingCaseWay way, out Guid account)
    {
        account = world.AddAccount("Contoso GmbH");
        return world.CreatePastTheProduct(new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account),
            OpenKey = account.ToString("D"),
            Way = way,
            PlannedEnd = new LocalDate(2027, 3, 31),
        }.Entity);
    }

    static Guid AddInvoice(SolutionEnvironment world, Guid account, decimal total) => world.Administrator.Create(new Entity("invoice")
    {
        ["name"] = "Invoice",
        ["invoicenumber"] = "INV-" + Guid.NewGuid().ToString("N"),
        ["customerid"] = new EntityReference("account", account),
        ["totalamount"] = new Money(total),
    });

    static OrganizationResponse Propose(SolutionEnvironment world, Guid offboardingCase) =>
        world.Administrator.Execute(new OrganizationRequest("off_ProposeSettlement") { ["Target"] = new EntityReference(OffboardingCaseRow.Table, offboardingCase) });

    static SettlementItemRow[] Items(SolutionEnvironment world, Guid offboardingCase)
    {
        var query = new QueryExpression(SettlementItemRow.Table)
        {
            ColumnSet = new ColumnSet(
                SettlementItemRow.Columns.Kind, SettlementItemRow.Columns.Amount, SettlementItemRow.Columns.Formula, SettlementItemRow.Columns.Inputs,
                SettlementItemRow.Columns.Decision, SettlementItemRow.Columns.SourceRow, SettlementItemRow.Columns.TransactionCurrencyId),
        };
        query.Criteria.AddCondition(SettlementItemRow.Columns.CaseId, ConditionOperator.Equal, offboardingCase);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new SettlementItemRow(row)).OrderBy(item => item.Kind).ThenBy(item => item.Id)];
    }

    static decimal? Total(SolutionEnvironment world, Guid offboardingCase) => new OffboardingCaseRow(
        world.Administrator.Retrieve(OffboardingCaseRow.Table, offboardingCase, new ColumnSet(OffboardingCaseRow.Columns.SettlementTotal))).SettlementTotal;
}
