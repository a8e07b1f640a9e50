using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Contracts;

public sealed class ContractCheckScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = solution.World;

    [Fact]
    public void Creating_a_contract_fills_what_follows_from_it()
    {
        var contract = Read(world.EnglishRep.Create(SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH")).Entity));

        Assert.Equal(ContractVerdictStatus.NoticeOpen, contract.VerdictStatus);
        Assert.Equal((new LocalDate(2027, 1, 1), new LocalDate(2027, 12, 31)), (contract.CurrentTermStart, contract.CurrentTermEnd));
        Assert.Equal(new LocalDate(2027, 9, 30), contract.LatestNoticeDate);
        Assert.Equal(new LocalDate(2027, 12, 31), contract.EarliestEnd);
        Assert.Equal(new LocalDate(2027, 1, 15), contract.ComputedOn);
    }

    [Fact]
    public void Saving_a_contract_takes_five_requests_and_no_write_of_its_own()
    {
        var contract = SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH"));
        world.Local.Requests.Clear();

        world.EnglishRep.Create(contract.Entity);

        Assert.Equal(
            ["LocalTimeFromUtcTime ", "RetrieveMultiple account", "RetrieveMultiple environmentvariabledefinition", "RetrieveMultiple off_noticerule", "RetrieveMultiple usersettings"],
            world.Local.Requests.ByPlugins.Select(request => $"{request.Message} {request.Table}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Changing_one_fact_computes_with_all_of_them()
    {
        var id = world.AddContract(world.AddAccount("Contoso GmbH"));

        world.EnglishRep.Update(new ContractRow(new Entity(ContractRow.Table, id)) { Notice = "6M" }.Entity);

        Assert.Equal(new LocalDate(2027, 6, 30), Read(id).LatestNoticeDate);
    }

    [Fact]
    public void A_contract_that_contradicts_itself_is_refused_with_every_defect_in_English()
    {
        var contract = SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH"), change: Contradict);

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Create(contract.Entity));

        Assert.StartsWith("Contract V-2041 cannot be saved. Length and last day of the initial term disagree.", message, StringComparison.Ordinal);
        Assert.Contains("Keep either the rule or the agreed fields", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-2001]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_that_contradicts_itself_is_refused_with_every_defect_in_German()
    {
        var contract = SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH"), change: Contradict);

        var message = SolutionEnvironment.RefusalOf(() => world.GermanRep.Create(contract.Entity));

        Assert.StartsWith("Vertrag V-2041 kann nicht gespeichert werden. Länge und letzter Tag der Erstlaufzeit widersprechen sich.", message, StringComparison.Ordinal);
        Assert.Contains("Behalten Sie entweder die Regel oder die vereinbarten Felder", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_refused_with_what_is_expected()
    {
        var contract = SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH"), change: row => row.Notice = "three months");

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Create(contract.Entity));

        Assert.Contains("The value of “notice period” cannot be read", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_brings_a_contradiction_is_refused_and_changes_nothing()
    {
        var id = world.AddContract(world.AddAccount("Contoso GmbH"));

        SolutionEnvironment.RefusalOf(() => world.EnglishRep.Update(new ContractRow(new Entity(ContractRow.Table, id)) { MaxEnd = new LocalDate(2024, 1, 1) }.Entity));

        Assert.Null(Read(id).MaxEnd);
    }

    [Fact]
    public void A_contract_with_missing_facts_is_saved_and_counts_as_unknown()
    {
        var id = world.AddContract(world.AddAccount("Contoso GmbH"), change: row => row.Start = null);

        Assert.Equal(ContractVerdictStatus.UnknownData, Read(id).VerdictStatus);
        Assert.Null(Read(id).EarliestEnd);
    }

    [Fact]
    public void An_import_keeps_a_contract_as_it_is_and_it_counts_as_unknown()
    {
        var contract = SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH"), change: Contradict);
        var request = new CreateRequest { Target = contract.Entity, ["tag"] = "off_import" };

        var id = ((CreateResponse)world.EnglishRep.Execute(request)).id;

        Assert.Equal(ContractVerdictStatus.UnknownData, Read(id).VerdictStatus);
    }

    [Fact]
    public void What_an_import_could_not_read_does_not_block_later_changes()
    {
        var id = world.AddContract(world.AddAccount("Contoso GmbH"), change: row =>
        {
            row.Notice = null;
            row.Unreadable = "notice=three months";
        });

        world.EnglishRep.Update(new ContractRow(new Entity(ContractRow.Table, id)) { Name = "V-2042" }.Entity);

        Assert.Equal(("V-2042", ContractVerdictStatus.UnknownData), (Read(id).Name, Read(id).VerdictStatus));
    }

    [Fact]
    public void Nobody_writes_computed_columns_by_hand()
    {
        var id = world.AddContract(world.AddAccount("Contoso GmbH"));

        var message = SolutionEnvironment.RefusalOf(
            () => world.EnglishRep.Update(new ContractRow(new Entity(ContractRow.Table, id)) { EarliestEnd = new LocalDate(2027, 2, 1) }.Entity));

        Assert.EndsWith("[OFF-2002]", message, StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 12, 31), Read(id).EarliestEnd);
    }

    [Fact]
    public void No_contract_is_put_on_an_inactive_account()
    {
        var inactive = world.AddAccount("Contoso GmbH");
        var id = world.AddContract(world.AddAccount("Fabrikam AG"));
        SolutionEnvironment.Deactivate(world.Administrator, inactive);

        var created = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Create(SolutionEnvironment.Contract(inactive).Entity));
        var moved = SolutionEnvironment.RefusalOf(
            () => world.GermanRep.Update(new ContractRow(new Entity(ContractRow.Table, id)) { AccountId = new EntityReference(AccountRow.Table, inactive) }.Entity));

        Assert.Equal("A contract cannot be put on “Contoso GmbH”: the account is inactive. Next: activate the account first. [OFF-1106]", created);
        Assert.StartsWith("Für „Contoso GmbH“ kann kein Vertrag erfasst werden: die Firma ist inaktiv.", moved, StringComparison.Ordinal);
    }

    static void Contradict(ContractRow contract)
    {
        contract.InitialEnd = new LocalDate(2026, 6, 30);
        contract.NoticeRule = "PRESET-3M-QUARTER";
    }

    ContractRow Read(Guid id) => new(world.Administrator.Retrieve(ContractRow.Table, id, new ColumnSet(
        ContractRow.Columns.Name, ContractRow.Columns.VerdictStatus, ContractRow.Columns.CurrentTermStart, ContractRow.Columns.CurrentTermEnd,
        ContractRow.Columns.LatestNoticeDate, ContractRow.Columns.EarliestEnd, ContractRow.Columns.ComputedOn, ContractRow.Columns.MaxEnd)));
}
