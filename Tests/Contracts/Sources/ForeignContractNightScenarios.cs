using System;
using System.Collections.Concurrent;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;
using Offboarding.Tests.Nightly;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.Contracts.Sources;

/// <summary>Nights and cases with contracts that live in other tables.</summary>
public sealed class ForeignContractNightScenarios
{
    [Fact]
    public void The_night_writes_the_verdict_and_reminds_the_owner_of_the_account_once_for_each_rung()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        ForeignContracts.AddRow(world, account);

        world.RunOn("2027-01-16");
        Assert.Equal((AccountVerdict.Blocked, new LocalDate(2028, 1, 1)), (world.Verdict(account).Verdict, world.Verdict(account).PossibleFrom));
        Assert.Empty(Tasks(world, account));
        world.RunOn("2027-07-02");
        world.RunOn("2027-07-03");

        var task = Assert.Single(Tasks(world, account));
        Assert.Contains("MV-7", task.Subject!, StringComparison.Ordinal);
        Assert.Contains("30 Sep 2027", task.Description!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_night_writes_nothing()
    {
        using var world = Ready();
        ForeignContracts.AddRow(world, world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-01-16");
        world.Local.Requests.Clear();

        world.RunOn("2027-01-17");

        Assert.DoesNotContain(world.Local.Requests.ByPlugins, static request => request.Message is "Create" or "Update" or "Delete");
    }

    [Fact]
    public void A_row_that_is_deleted_frees_its_account_and_closes_its_reminders()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        var row = ForeignContracts.AddRow(world, account);
        world.RunOn("2027-07-02");
        Assert.Equal(TaskState.Open, Assert.Single(Tasks(world, account)).State);

        world.Administrator.Delete(ForeignContracts.Table, row);
        world.RunOn("2027-07-03");

        Assert.Equal(AccountVerdict.Clear, world.Verdict(account).Verdict);
        Assert.Equal(TaskState.Canceled, Assert.Single(Tasks(world, account)).State);
    }

    [Fact]
    public void Every_row_is_looked_at_whatever_the_pages()
    {
        using var world = Ready();
        var accounts = Enumerable.Range(0, 230).Select(i => world.AddAccount("Account " + i)).ToList();
        foreach (var account in accounts) ForeignContracts.AddRow(world, account);

        var night = world.RunOn("2027-01-16");

        Assert.Equal(0, night.Failed);
        Assert.All(accounts, account => Assert.Equal(AccountVerdict.Blocked, world.Verdict(account).Verdict));
    }

    [Fact]
    public void A_source_that_cannot_be_read_stops_the_night_and_is_named()
    {
        using var world = Ready();
        var query = new QueryByAttribute(ContractSourceRow.Table);
        query.AddAttributeValue(ContractSourceRow.Columns.InUse, true);
        world.UpdatePastTheProduct(new ContractSourceRow(new Entity(ContractSourceRow.Table, world.Administrator.RetrieveMultiple(query).Entities.Single().Id)) { SourceTable = "tst_entfernt" }.Entity);

        var message = SolutionEnvironment.RefusalOf(() => world.RunOn("2027-01-16"));

        Assert.EndsWith("[OFF-4720]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_nights_at_a_time_never_remind_twice()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        foreach (var i in Enumerable.Range(0, 40)) ForeignContracts.AddRow(world, account, "MV-" + i);
        world.Comes(new LocalDate(2027, 8, 1));

        var faults = new ConcurrentBag<Exception?>();
        Parallel.For(0, 4, _ => faults.Add(Record.Exception(() => world.Run())));
        world.Run();

        // The loser of a race fails; a scheduler would call again.
        Assert.All(faults, static fault => Assert.True(fault is null or FaultException<OrganizationServiceFault>, fault?.ToString()));
        Assert.Equal(40, Tasks(world, account).Length);
    }

    [Fact]
    public void A_reminder_comes_back_when_its_reason_does()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        var row = ForeignContracts.AddRow(world, account);
        world.RunOn("2027-08-01");
        world.Administrator.Update(new Entity(ForeignContracts.Table, row) { [ForeignContracts.Months] = 30 });
        world.RunOn("2027-08-02");
        Assert.Equal(TaskState.Canceled, Assert.Single(Tasks(world, account)).State);

        world.Administrator.Update(new Entity(ForeignContracts.Table, row) { [ForeignContracts.Months] = 24 });
        world.RunOn("2027-08-03");

        Assert.Equal([TaskState.Open, TaskState.Canceled], Tasks(world, account).Select(static task => task.State).Order());
    }

    [Fact]
    public void A_relationship_ends_with_its_last_contract_wherever_that_was_although_the_row_counts_no_more()
    {
        using var world = Schedules.NewWorld();
        ForeignContracts.AddTo(world);
        var source = ForeignContracts.MapTheUsual(world);
        ForeignContracts.Map(world, source, "max_end", ForeignContracts.ColumnOf("max_end"));
        ForeignContracts.Use(world, source);
        var account = world.AddAccount("Contoso GmbH");
        var row = ForeignContracts.AddRow(world, account, change: static row => row[ForeignContracts.ColumnOf("max_end")] = new DateTime(2027, 3, 31));
        world.Administrator.Update(new Entity(ForeignContracts.Table, row) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        SolutionEnvironment.Deactivate(world.Administrator, account);

        world.RunSchedules();
        Assert.Null(world.Relationship(account).RelationshipEnd);
        world.Comes(new LocalDate(2027, 4, 1));
        world.RunSchedules();

        Assert.Equal(new LocalDate(2027, 3, 31), world.Relationship(account).RelationshipEnd);
    }

    [Fact]
    public void Rows_of_a_step_that_failed_are_looked_at_one_by_one_and_the_one_that_fails_alone_is_left_out_and_named()
    {
        using var world = Ready();
        foreach (var i in Enumerable.Range(0, 2)) ForeignContracts.AddRow(world, world.AddAccount("Account " + i), "MV-" + i);

        var together = world.Step("V:r;0;1;100", "SQL timeout");
        var alone = world.Step((string)together["Token"], "SQL timeout");

        Assert.Equal(("V:r;0;1;1", 0), (together["Token"], together["Failed"]));
        Assert.Equal(("V:r;0;2;1", 1), (alone["Token"], alone["Failed"]));
        Assert.Contains("SQL timeout", (string)alone["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_the_part_did_not_give_is_refused()
    {
        using var world = Ready();

        Assert.All(["V:x", "V:r;0;0;100", "V:a;nobody;5"], token => Assert.EndsWith("[OFF-5003]", SolutionEnvironment.RefusalOf(() => world.Step(token)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_case_is_judged_by_both_and_its_notice_says_what_must_be_recorded_elsewhere()
    {
        using var world = Ready();
        var cases = new CaseWorld(world);
        var account = world.AddAccount("Contoso GmbH");
        var own = world.AddContract(account);
        ForeignContracts.AddRow(world, account);
        var id = cases.Announced(account);

        var answer = cases.Rep.Execute(CaseWorld.On(id, "off_RecordNotice", ("ReceivedOn", "2027-01-14"), ("Form", "letter")));

        Assert.Equal("blocked", answer["Verdict"]);
        Assert.StartsWith("Written onto contracts: 1. Not written, because they live in other tables: MV-7 (Leases); record it there, too.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 1, 14), cases.Contract(own).NoticeReceived);
    }

    [Fact]
    public void A_settlement_item_of_a_contract_in_another_table_names_that_row()
    {
        using var world = Ready(static (world, source) =>
        {
            ForeignContracts.Map(world, source, "prepaid_amount", ForeignContracts.ColumnOf("prepaid_amount"));
            ForeignContracts.Map(world, source, "prepaid_from", ForeignContracts.ColumnOf("prepaid_from"));
            ForeignContracts.Map(world, source, "prepaid_to", ForeignContracts.ColumnOf("prepaid_to"));
            ForeignContracts.Map(world, source, "exit_date", ForeignContracts.ColumnOf("exit_date"));
        });
        var cases = new CaseWorld(world);
        var account = world.AddAccount("Contoso GmbH");
        var row = ForeignContracts.AddRow(world, account, change: static row =>
        {
            row[ForeignContracts.ColumnOf("prepaid_amount")] = 3650m;
            row[ForeignContracts.ColumnOf("prepaid_from")] = new DateTime(2027, 1, 1);
            row[ForeignContracts.ColumnOf("prepaid_to")] = new DateTime(2027, 12, 31);
            row[ForeignContracts.ColumnOf("exit_date")] = new DateTime(2027, 11, 30);
        });
        var id = cases.Announced(account);

        var items = ((EntityCollection)cases.Rep.Execute(CaseWorld.On(id, "off_ProposeSettlement"))["Items"]).Entities.Select(static item => new SettlementItemRow(item)).ToList();

        var item = Assert.Single(items);
        var onFile = new SettlementItemRow(world.Administrator.Retrieve(SettlementItemRow.Table, item.Id, new ColumnSet(SettlementItemRow.Columns.SourceTable, SettlementItemRow.Columns.SourceRow)));
        Assert.Equal((ForeignContracts.Table, row.ToString()), (onFile.SourceTable, onFile.SourceRow));
    }

    static SolutionEnvironment Ready(Action<SolutionEnvironment, Guid>? map = null)
    {
        var world = ForeignContracts.Environment();
        var source = ForeignContracts.MapTheUsual(world);
        map?.Invoke(world, source);
        ForeignContracts.Use(world, source);
        return world;
    }

    static TaskRow[] Tasks(SolutionEnvironment world, Guid account)
    {
        var query = new QueryExpression(TaskRow.Table) { ColumnSet = new ColumnSet(TaskRow.Columns.Subject, TaskRow.Columns.Description, TaskRow.Columns.State, TaskRow.Columns.Reminder) };
        query.Criteria.AddCondition(TaskRow.Columns.RegardingObjectId, ConditionOperator.Equal, account);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(static row => new TaskRow(row))];
    }
}
