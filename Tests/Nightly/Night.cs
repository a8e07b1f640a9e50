using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Nightly;

/// <summary>Nights in an embedded Dataverse: moves the clock, runs the loop as a scheduler does, reads what came of it.</summary>
static class Night
{
    /// <summary>What one run did altogether.</summary>
    internal sealed record Result(int Steps, int Processed, int Failed, DateTime NextDue, IReadOnlyList<string> Reports);

    /// <summary>Ten minutes past midnight in Berlin on a day: in UTC it is still the day before.</summary>
    public static void Comes(this SolutionEnvironment world, LocalDate day) =>
        world.Local.Clock.MoveTo(DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTimeUnspecified().AddMinutes(10), Berlin), DateTimeKind.Utc));

    public static Result Run(this SolutionEnvironment world)
    {
        string? token = null, fault = null;
        var reports = new List<string>();
        int steps = 0, processed = 0, failed = 0;
        while (true)
        {
            OrganizationResponse response;
            try
            {
                response = world.Step(token, fault);
            }
            catch (FaultException<OrganizationServiceFault> problem) when (fault is null)
            {
                fault = problem.Detail.Message;
                continue;
            }

            fault = null;
            steps++;
            processed += (int)response["Processed"];
            failed += (int)response["Failed"];
            reports.Add((string)response["Report"]);
            if (!(bool)response["More"]) return new Result(steps, processed, failed, (DateTime)response["NextDue"], reports);

            token = (string)response["Token"];
            Assert.InRange(steps, 1, 1000);
        }
    }

    public static Result RunOn(this SolutionEnvironment world, string day)
    {
        world.Comes(LocalDate.Parse(day));
        return world.Run();
    }

    public static OrganizationResponse Step(this SolutionEnvironment world, string? token = null, string? fault = null, IOrganizationService? caller = null)
    {
        var request = new OrganizationRequest("off_RunNightly");
        if (token is not null) request["Token"] = token;
        if (fault is not null) request["Fault"] = fault;
        return (caller ?? world.Administrator).Execute(request);
    }

    public static ContractRow Contract(this SolutionEnvironment world, Guid id) =>
        new(world.Administrator.Retrieve(ContractRow.Table, id, new ColumnSet(
            ContractRow.Columns.VerdictStatus, ContractRow.Columns.CurrentTermStart, ContractRow.Columns.CurrentTermEnd, ContractRow.Columns.LatestNoticeDate,
            ContractRow.Columns.EarliestEnd, ContractRow.Columns.ComputedOn, ContractRow.Columns.NextCheckOn, ContractRow.Columns.RuleState, ContractRow.Columns.ModifiedOn)));

    public static AccountRow Verdict(this SolutionEnvironment world, Guid id) =>
        new(world.Administrator.Retrieve(AccountRow.Table, id, new ColumnSet(AccountRow.Columns.Verdict, AccountRow.Columns.VerdictOn, AccountRow.Columns.PossibleFrom)));

    /// <summary>Tasks about a contract, oldest first.</summary>
    public static IReadOnlyList<TaskRow> Tasks(this SolutionEnvironment world, Guid contract)
    {
        var query = new QueryExpression(TaskRow.Table)
        {
            ColumnSet = new ColumnSet(
                TaskRow.Columns.Subject, TaskRow.Columns.Description, TaskRow.Columns.Reminder, TaskRow.Columns.State, TaskRow.Columns.StatusReason, TaskRow.Columns.OwnerId,
                TaskRow.Columns.ScheduledEnd),
        };
        query.Criteria.AddCondition(TaskRow.Columns.RegardingObjectId, ConditionOperator.Equal, contract);
        query.AddOrder("createdon", OrderType.Ascending);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new TaskRow(row))];
    }

    public static IReadOnlyList<string> OpenReminders(this SolutionEnvironment world, Guid contract) =>
        [.. world.Tasks(contract).Where(task => task.State == TaskState.Open).Select(task => task.Reminder ?? "")];

    /// <summary>Writes that plugins sent since the log was last cleared, as <c>Update off_contract</c>.</summary>
    public static IReadOnlyList<string> Writes(this SolutionEnvironment world) =>
        [.. world.Local.Requests.ByPlugins.Where(request => request.Message is "Create" or "Update" or "Delete").Select(request => request.Message + " " + request.Table)];

    public static int Reads(this SolutionEnvironment world) => world.Local.Requests.ByPlugins.Count - world.Writes().Count;

    static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
}
