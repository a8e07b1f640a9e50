using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Schedule;

/// <summary>Runs the loops of schedules as a scheduler does, and reads what they wrote.</summary>
static class Schedules
{
    static readonly Lazy<SolutionEnvironment> WithMap = new(static () =>
    {
        var world = new SolutionEnvironment(withDefaults: false);
        world.InstallDefaults(withErasureMap: true);
        return world;
    });

    internal sealed record Result(int Steps, int Processed, int Failed, IReadOnlyList<string> Reports, IReadOnlyList<OrganizationResponse> Answers);

    /// <summary>An environment with all defaults, the erasure map included.</summary>
    public static SolutionEnvironment NewWorld()
    {
        lock (WithMap) return WithMap.Value.Copy();
    }

    public static Result RunSchedules(this SolutionEnvironment world) => world.Loop("off_RunSchedules", _ => { });

    public static Result Loop(this SolutionEnvironment world, string message, Action<OrganizationRequest> parameters)
    {
        string? token = null, fault = null;
        var answers = new List<OrganizationResponse>();
        while (true)
        {
            var request = new OrganizationRequest(message);
            parameters(request);
            if (token is not null) request["Token"] = token;
            if (fault is not null) request["Fault"] = fault;
            OrganizationResponse answer;
            try
            {
                answer = world.Administrator.Execute(request);
            }
            catch (FaultException<OrganizationServiceFault> problem) when (fault is null)
            {
                fault = problem.Detail.Message;
                continue;
            }

            fault = null;
            answers.Add(answer);
            if (!(bool)answer["More"])
                return new Result(answers.Count, answers.Sum(one => (int)one["Processed"]), answers.Sum(one => (int)one["Failed"]), [.. answers.Select(one => (string)one["Report"])], answers);

            token = (string)answer["Token"];
            Assert.InRange(answers.Count, 1, 1000);
        }
    }

    public static ErasureJobRow? Job(this SolutionEnvironment world, Guid account)
    {
        var query = new QueryExpression(ErasureJobRow.Table)
        {
            ColumnSet = new ColumnSet(
                ErasureJobRow.Columns.StatusReason, ErasureJobRow.Columns.State, ErasureJobRow.Columns.OpenKey, ErasureJobRow.Columns.RelationshipEnd, ErasureJobRow.Columns.RestrictFrom,
                ErasureJobRow.Columns.DueOn, ErasureJobRow.Columns.LineCount, ErasureJobRow.Columns.ReactivatedOn, ErasureJobRow.Columns.InputState, ErasureJobRow.Columns.Name),
        };
        query.Criteria.AddCondition(ErasureJobRow.Columns.AccountId, ConditionOperator.Equal, account);
        query.AddOrder(ErasureJobRow.Columns.CreatedOn, OrderType.Descending);
        query.AddOrder(ErasureJobRow.Columns.State, OrderType.Ascending);
        return world.Administrator.RetrieveMultiple(query).Entities.Select(row => new ErasureJobRow(row)).FirstOrDefault();
    }

    public static IReadOnlyList<RetentionScheduleRow> Lines(this SolutionEnvironment world, Guid job)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table)
        {
            ColumnSet = new ColumnSet(
                RetentionScheduleRow.Columns.LineKey, RetentionScheduleRow.Columns.RecordClass, RetentionScheduleRow.Columns.OperativeRule, RetentionScheduleRow.Columns.RetentionEnd,
                RetentionScheduleRow.Columns.EarliestErasure, RetentionScheduleRow.Columns.RestrictFrom, RetentionScheduleRow.Columns.LineStatus, RetentionScheduleRow.Columns.Action,
                RetentionScheduleRow.Columns.RowCount, RetentionScheduleRow.Columns.Facts, RetentionScheduleRow.Columns.MovedEarlier, RetentionScheduleRow.Columns.SubjectId,
                RetentionScheduleRow.Columns.LosingRules, RetentionScheduleRow.Columns.Missing, RetentionScheduleRow.Columns.Alerts, RetentionScheduleRow.Columns.RuleVersion),
        };
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.JobId, ConditionOperator.Equal, job);
        query.AddOrder(RetentionScheduleRow.Columns.LineKey, OrderType.Ascending);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new RetentionScheduleRow(row))];
    }

    /// <summary>Every line as text, without the job and without whether a rule moved it: that is history.</summary>
    public static IReadOnlyList<string> LineTexts(this SolutionEnvironment world, Guid job) =>
    [
        .. world.Lines(job).Select(line => string.Join(
            " ", line.LineKey![(line.LineKey!.IndexOf('|', StringComparison.Ordinal) + 1)..], line.LineStatus, line.Action, line.EarliestErasure, line.RestrictFrom, line.RowCount, line.Facts, line.LosingRules,
            line.Missing, line.Alerts, line.RuleVersion)).Order(StringComparer.Ordinal),
    ];

    public static AccountRow Relationship(this SolutionEnvironment world, Guid account) => new(world.Administrator.Retrieve(
        AccountRow.Table, account, new ColumnSet(AccountRow.Columns.DeactivatedOn, AccountRow.Columns.ReactivatedOn, AccountRow.Columns.RelationshipEnd)));

    public static void Activate(this SolutionEnvironment world, Guid account) => world.Administrator.Update(
        new AccountRow(new Entity(AccountRow.Table, account)) { State = AccountState.Active, StatusReason = AccountStatusReason.Active }.Entity);
}
