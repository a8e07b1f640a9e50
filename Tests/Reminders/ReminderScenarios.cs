using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Reminders;

/// <summary>Reminder tasks through the packed zip. The sample contract renews on 1 January; notice for it must be received by 30 September.</summary>
public sealed class ReminderScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R08_the_owner_is_reminded_on_each_rung_of_the_ladder_once_and_again_before_the_next_term()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        var created = new Dictionary<string, string>(StringComparer.Ordinal);

        for (var day = new LocalDate(2027, 1, 16); day < new LocalDate(2028, 7, 10); day = day.PlusDays(1))
        {
            world.Comes(day);
            world.Run();
            foreach (var task in world.Tasks(contract)) created.TryAdd(task.Reminder!.Replace("closed:", "", StringComparison.Ordinal), day.ToString());
        }

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["2027-09-30/90"] = "2027-07-02", ["2027-09-30/60"] = "2027-08-01", ["2027-09-30/30"] = "2027-08-31",
                ["2027-09-30/14"] = "2027-09-16", ["2027-09-30/7"] = "2027-09-23", ["2028-09-30/90"] = "2028-07-02",
            },
            created);
        Assert.Equal(6, world.Tasks(contract).Count);
    }

    [Theory]
    [InlineData(1031, "Vertrag V-2041: Kündigung muss bis 30.09.2027 zugehen; Tage bis dahin: 60", "Die Kündigung muss bis 30.09.2027 zugehen")]
    [InlineData(1033, "Contract V-2041: notice must be received by 30 Sep 2027; days left: 60", "Notice must be received by 30 Sep 2027")]
    public void A_reminder_speaks_the_language_of_the_contracts_owner_and_is_due_on_the_date(int language, string subject, string says)
    {
        var owner = world.Local.AddUser(new NewUser("Clara Owner") { Language = language, IsAdministrator = true });
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"), change: row => row.OwnerId = new EntityReference("systemuser", owner));

        world.RunOn("2027-08-01");

        var task = Assert.Single(world.Tasks(contract));
        Assert.Equal(subject, task.Subject);
        Assert.Contains(says, task.Description, StringComparison.Ordinal);
        Assert.Equal(owner, task.OwnerId!.Id);
        Assert.Equal(new DateTime(2027, 9, 30), task.ScheduledEnd!.Value.Date);
    }

    [Fact]
    public void An_import_shortly_before_the_date_makes_one_task_and_none_for_dates_that_passed()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.Comes(new LocalDate(2027, 9, 24));
        var late = world.AddContract(account, "V-1");
        var passed = world.AddContract(account, "V-2", row => row.Notice = "6M");

        world.RunOn("2027-09-25");
        world.RunOn("2027-09-26");

        Assert.Equal(["2027-09-30/7"], world.OpenReminders(late));
        Assert.Empty(world.Tasks(passed));
    }

    [Fact]
    public void Recording_notice_completes_the_reminders_at_once()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-08-01");
        world.RunOn("2027-08-31");
        Assert.Equal(2, world.OpenReminders(contract).Count);

        Change(contract, row => row.NoticeReceived = new LocalDate(2027, 8, 31));

        Assert.All(world.Tasks(contract), task =>
        {
            Assert.Equal((TaskState.Completed, TaskStatusReason.Completed), (task.State, task.StatusReason));
            Assert.EndsWith("Completed on 31 Aug 2027: notice or an agreement is recorded on the contract.", task.Description, StringComparison.Ordinal);
        });
        world.RunOn("2027-09-23");
        Assert.Equal(2, world.Tasks(contract).Count);
    }

    [Fact]
    public void A_contract_that_was_deactivated_past_the_product_loses_its_reminders_in_the_next_night()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-08-01");

        world.DeactivatePastTheProduct(contract);
        world.RunOn("2027-08-02");

        var task = Assert.Single(world.Tasks(contract));
        Assert.Equal(TaskState.Canceled, task.State);
        Assert.EndsWith("Cancelled on 2 Aug 2027: the contract was deactivated.", task.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SetStateEvents.SetState)]
    [InlineData(SetStateEvents.Update)]
    [InlineData(SetStateEvents.SetStateAndUpdate)]
    public void Whatever_events_the_platform_raises_for_a_deactivation_the_reminder_is_gone_after_the_next_night(SetStateEvents events)
    {
        using var other = new SolutionEnvironment(new EnvironmentOptions { SetStateRaises = events });
        var contract = other.AddContract(other.AddAccount("Contoso GmbH"));
        other.RunOn("2027-08-01");
        Assert.Single(other.OpenReminders(contract));

        other.Administrator.Execute(new SetStateRequest
        {
            EntityMoniker = new EntityReference(ContractRow.Table, contract),
            State = new OptionSetValue((int)ContractState.Inactive),
            Status = new OptionSetValue((int)ContractStatusReason.Inactive),
            Parameters = { ["BypassCustomPluginExecution"] = true },
        });
        other.RunOn("2027-08-02");

        Assert.Empty(other.OpenReminders(contract));
    }

    [Fact]
    public void A_contract_without_open_reminders_costs_one_read_when_notice_is_recorded()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.Local.Requests.Clear();

        Change(contract, row => row.NoticeReceived = new LocalDate(2027, 1, 15));

        Assert.Single(world.Local.Requests.ByPlugins, request => request.Table == TaskRow.Table);
    }

    [Fact]
    public void A_date_that_moves_takes_its_reminder_along()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-08-01");

        Change(contract, row => row.Notice = "4M");
        world.RunOn("2027-08-02");

        Assert.Equal(["2027-08-31/30"], world.OpenReminders(contract));
        Assert.Contains(world.Tasks(contract), task => task is { State: TaskState.Canceled, Reminder: "closed:2027-09-30/60" });
    }

    [Fact]
    public void A_notice_that_was_recorded_by_mistake_brings_the_reminder_back()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-08-01");
        Change(contract, row => row.NoticeReceived = new LocalDate(2027, 7, 31));
        world.RunOn("2027-08-02");
        Assert.Empty(world.OpenReminders(contract));

        Change(contract, row => row.NoticeReceived = null);
        world.RunOn("2027-08-03");

        Assert.Equal(["2027-09-30/60"], world.OpenReminders(contract));
    }

    [Fact]
    public void A_reminder_that_a_person_completed_does_not_come_back()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-08-01");
        var task = world.Tasks(contract).Single();
        world.Administrator.Update(new TaskRow(new Entity(TaskRow.Table, task.Id)) { State = TaskState.Completed, StatusReason = TaskStatusReason.Completed }.Entity);

        Change(contract, row => row.PostEndDays = 5);
        world.RunOn("2027-08-02");

        Assert.Single(world.Tasks(contract));
    }

    [Fact]
    public void The_product_never_touches_tasks_that_people_made()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        var own = world.Administrator.Create(new TaskRow { Subject = "Call the customer", RegardingObjectId = new EntityReference(ContractRow.Table, contract) }.Entity);

        Change(contract, row => row.NoticeReceived = new LocalDate(2027, 1, 15));
        world.RunOn("2027-01-16");

        Assert.Equal(TaskState.Open, world.Tasks(contract).Single(task => task.Id == own).State);
    }

    [Fact]
    public void Missing_facts_make_one_task_that_says_what_to_do_and_ends_when_they_are_there()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"), change: row => row.Start = null);
        for (var day = new LocalDate(2027, 1, 16); day < new LocalDate(2027, 3, 1); day = day.PlusDays(7)) world.RunOn(day.ToString());

        var task = Assert.Single(world.Tasks(contract));
        Assert.Equal("Contract V-2041: data is missing", task.Subject);
        Assert.Contains("Enter the first day of the contract.", task.Description, StringComparison.Ordinal);
        Change(contract, row => row.Start = new LocalDate(2025, 1, 1));
        world.RunOn("2027-03-02");

        Assert.Equal(TaskState.Completed, world.Tasks(contract).Single().State);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("90;;30")]
    [InlineData("90,60")]
    [InlineData("90;-7")]
    public void An_unreadable_ladder_stops_the_night_with_the_name_of_the_setting_and_the_remedy(string ladder)
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.Set("off_ReminderLadder", ladder);
        world.Comes(new LocalDate(2027, 8, 1));

        var message = SolutionEnvironment.RefusalOf(() => world.Step());
        var settled = SolutionEnvironment.RefusalOf(() => world.Step(fault: message));

        Assert.Equal(
            $"Setting off_ReminderLadder is '{ladder}'; expected: 90;60;30;14;7. Next: correct the environment variable in the solution's settings. [OFF-5001]", message);
        Assert.Equal(message, settled);
        Assert.Empty(world.Tasks(contract));
    }

    [Fact]
    public void An_unreadable_ladder_keeps_nobody_from_recording_notice()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-08-01");
        world.Set("off_ReminderLadder", "soon");

        Change(contract, row => row.NoticeReceived = new LocalDate(2027, 8, 1));

        Assert.Empty(world.OpenReminders(contract));
    }

    [Fact]
    public void A_changed_ladder_counts_from_the_next_night()
    {
        var contract = world.AddContract(world.AddAccount("Contoso GmbH"));
        world.RunOn("2027-03-01");
        Assert.Empty(world.Tasks(contract));

        world.Set("off_ReminderLadder", "240; 30");
        world.RunOn("2027-03-02");

        Assert.Equal(["2027-09-30/240"], world.OpenReminders(contract));
    }

    void Change(Guid contract, Action<ContractRow> change)
    {
        var row = new ContractRow(new Entity(ContractRow.Table, contract));
        change(row);
        world.Administrator.Update(row.Entity);
    }
}
