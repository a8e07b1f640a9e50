using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Deactivation;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Schedule;

/// <summary>Whatever was edited in whatever order: after the night the schedule is the one that is computed from nothing.</summary>
public sealed class ScheduleOracleTests : IDisposable
{
    static readonly string[] Edits = ["contract ends", "contract ends later", "away", "back", "hold", "release", "class hold", "rule", "proceedings", "packs", "days", "years", "night"];

    readonly SolutionEnvironment world = Schedules.NewWorld();

    public void Dispose() => world.Dispose();

    int compared;

    [Fact]
    public void I18_after_any_sequence_of_edits_the_schedule_equals_a_fresh_computation() =>
        Gen.Int[0, Edits.Length - 1].List[1, 8].Sample(edits => IsAsFresh(["contract ends", "away", "night", .. edits.Select(edit => Edits[edit])]), iter: 10, threads: 1);

    [Fact]
    public void I18_holds_where_nothing_of_the_kind_happened_before()
    {
        Assert.True(IsAsFresh(["contract ends later", "away", "hold", "days", "rule", "proceedings"]));
        Assert.True(IsAsFresh(["contract ends", "away", "class hold", "packs", "years", "release", "rule"]));
        Assert.True(IsAsFresh(["contract ends", "away", "back", "rule", "away", "hold"]));
        Assert.True(compared >= 2, "Schedules with lines that were compared: " + compared);
    }

    bool IsAsFresh(IEnumerable<string> edits)
    {
        using var history = new History(world);
        foreach (var edit in edits) history.Edit(edit);
        history.Night();
        history.ReachTheEnd();

        var stored = history.Stored();
        if (stored.Count > 1) compared++;
        return stored.SequenceEqual(history.Fresh());
    }

    /// <summary>One account and what happens to it.</summary>
    sealed class History : IDisposable
    {
        readonly SolutionEnvironment world;
        readonly Guid account;
        readonly Guid contract;
        readonly List<Guid> holds = [];
        LocalDate today;
        int edits;

        internal History(SolutionEnvironment world)
        {
            this.world = world;
            account = world.AddAccount("Contoso GmbH");
            contract = world.AddContract(account);
            world.Administrator.Create(new Entity("contact") { ["lastname"] = "Muster", ["parentcustomerid"] = new EntityReference("account", account) });
            today = LocalDate.FromDateTime(world.Local.Clock.UtcNow).PlusDays(1);
            world.Comes(today);
        }

        internal void Edit(string what)
        {
            edits++;
            switch (what)
            {
                case "contract ends": Contract(today.PlusDays(-30)); break;
                case "contract ends later": Contract(today.PlusDays(100)); break;
                case "away": world.UpdatePastTheProduct(Doors.Inactive(account)); break;
                case "back": world.Activate(account); break;
                case "hold": Hold(_ => { }); break;
                case "class hold": Hold(row => row.RecordClass = "contract_document"); break;
                case "release" when holds.Count > 0: world.UpdatePastTheProduct(new LegalHoldRow(new Entity(LegalHoldRow.Table, holds[^1])) { Until = today }.Entity); break;
                case "rule": world.UpdatePastTheProduct(new RetentionRuleRow(new Entity(RetentionRuleRow.Table, Rule())) { Period = 2 + (edits % 3) }.Entity); break;
                case "proceedings": Account(row => row.ProceedingsOpen = edits % 2 == 0 ? "OPEN" : today.PlusDays(4000).ToString()); break;
                case "packs": Account(row => row.Jurisdictions = edits % 2 == 0 ? "DE;AT" : "CH"); break;
                case "days": Later(edits * 3); break;
                case "years": Later(900); break;
                case "night": Night(); break;
            }

            // What two nights saw as one change of state cannot be told apart: the night follows it.
            if (what is "away" or "back") Night();
        }

        internal void Night() => world.RunSchedules();

        /// <summary>A job whose end was moved ahead stays; computed from nothing it would begin on that day only.</summary>
        internal void ReachTheEnd()
        {
            if (world.Job(account) is not { State: ErasureJobState.Active, RelationshipEnd: { } end } || end <= today) return;

            Later(LocalDate.DaysBetween(today, end));
            Night();
        }

        internal IReadOnlyList<string> Stored() => Of(world.Job(account));

        /// <summary>The same once more, as if there had never been a job.</summary>
        internal IReadOnlyList<string> Fresh()
        {
            if (world.Job(account) is { State: ErasureJobState.Active } job)
            {
                foreach (var line in world.Lines(job.Id)) Delete(RetentionScheduleRow.Table, line.Id);
                Delete(ErasureJobRow.Table, job.Id);
                world.UpdatePastTheProduct(new AccountRow(new Entity(AccountRow.Table, account)) { RelationshipEnd = null }.Entity);
            }

            Night();
            return Of(world.Job(account));
        }

        public void Dispose()
        {
            world.UpdatePastTheProduct(new RetentionRuleRow(new Entity(RetentionRuleRow.Table, Rule())) { Period = 3 }.Entity);
            if (world.Job(account) is { State: ErasureJobState.Active }) world.Activate(account);
            Night();
        }

        IReadOnlyList<string> Of(ErasureJobRow? job) =>
            job is not { State: ErasureJobState.Active } ? [] : [$"{job.StatusReason} {job.RelationshipEnd} {job.RestrictFrom} {job.DueOn} {job.LineCount}".Replace("Restricted", "Scheduled", StringComparison.Ordinal), .. world.LineTexts(job.Id)];

        void Contract(LocalDate end) => world.UpdatePastTheProduct(new ContractRow(new Entity(ContractRow.Table, contract)) { Termination = ContractTermination.Mutual, NoticeReceived = today, AgreedEnd = end }.Entity);

        void Account(Action<AccountRow> change)
        {
            var row = new AccountRow(new Entity(AccountRow.Table, account));
            change(row);
            world.UpdatePastTheProduct(row.Entity);
        }

        void Hold(Action<LegalHoldRow> change)
        {
            var hold = new LegalHoldRow { AccountId = new EntityReference(AccountRow.Table, account), Kind = LegalHoldKind.Tax, Purpose = "audit", Reason = "order", From = today };
            change(hold);
            holds.Add(world.Administrator.Create(hold.Entity));
        }

        void Later(int days)
        {
            today = today.PlusDays(days);
            world.Comes(today);
        }

        void Delete(string table, Guid id) => world.Administrator.Execute(new DeleteRequest { Target = new EntityReference(table, id), Parameters = { ["BypassCustomPluginExecution"] = true } });

        Guid Rule()
        {
            var query = new Microsoft.Xrm.Sdk.Query.QueryByAttribute(RetentionRuleRow.Table) { ColumnSet = new Microsoft.Xrm.Sdk.Query.ColumnSet(RetentionRuleRow.Columns.RecordClass) };
            query.AddAttributeValue(RetentionRuleRow.Columns.RuleId, "DE-BGB-195");
            return world.Administrator.RetrieveMultiple(query).Entities.First(row => new RetentionRuleRow(row).RecordClass == "account_master").Id;
        }
    }
}
