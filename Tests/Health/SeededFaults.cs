using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.Health;

/// <summary>Faults that a health check must find: how each comes about, its code and how serious it is.</summary>
static class SeededFaults
{
    const string Steps = "sdkmessageprocessingstep";

    /// <summary>An environment as one that is looked after.</summary>
    internal static readonly EnvironmentOptions Audited = new() { Auditing = true };

    internal static readonly IReadOnlyDictionary<string, Fault> All = new Dictionary<string, Fault>(StringComparer.Ordinal)
    {
        ["a step is missing"] = new("OFF-5300", "error", static world => world.Administrator.Delete(Steps, Step(world).Id)),
        ["a step is off"] = new("OFF-5301", "error", static world => Change(world, Step(world), ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)))),
        ["a step has another rank"] = new("OFF-5302", "error", static world => Change(world, Step(world), ("rank", 7))),
        ["a step watches fewer columns"] = new("OFF-5302", "error", static world => Change(world, Step(world), ("filteringattributes", "name"))),
        ["a step of others runs before ours"] = new("OFF-5303", "warning", AddForeignStep),
        ["the step of Send is missing"] = new("OFF-5304", "error", static world => world.Administrator.Delete(Steps, First(world, Steps, "name", "LetterSendGate: Send of email, stage 20").Id)),
        ["nobody runs the nights"] = new("OFF-5310", "error", static world => Dismiss(world, "Nightly Job")),
        ["nobody approves erasures"] = new("OFF-5311", "error", static world => Dismiss(world, "Dora Schutz")),
        ["nobody administers"] = new("OFF-5312", "note", static world => Dismiss(world, "Anton Admin")),
        ["no rep has the role"] = new("OFF-5313", "note", static world => Dismiss(world, "Rita Rep")),
        ["one person plans and approves"] = new("OFF-5314", "error", static world => Hire(world, "Offboarding Data Protection Officer", "Both Hands", "Offboarding Job")),
        ["a setting has no sense"] = new("OFF-5320", "error", static world => Set(world, "off_DeactivationPolicy", "perhaps")),
        ["a reminder ladder has no sense"] = new("OFF-5320", "error", static world => Set(world, "off_ReminderLadder", "90;soon")),
        ["the time zone does not exist"] = new("OFF-5321", "error", static world => Set(world, "off_TimeZoneCode", "7777")),
        ["a pack of rules does not exist"] = new("OFF-5322", "error", static world => Set(world, "off_RetentionPacks", "DE;FR")),
        ["the holiday calendar does not exist"] = new("OFF-5323", "error", static world => Set(world, "off_HolidayCalendar", "DE-XX")),
        ["there are no holiday rules"] = new("OFF-5324", "error", static world => Deactivate(world, HolidayRuleRow.Table)),
        ["a table of ours is not audited"] = new("OFF-5331", "warning", static _ => { }) { Options = new() { Auditing = true, UnauditedTables = [ContractRow.Table] } },
        ["the table of keys is audited"] = new("OFF-5332", "error", static _ => { }) { Options = new() { Auditing = true, AuditedTables = ["account", "contact", SubjectKeyRow.Table] } },
        ["a column is not in the erasure map"] = new("OFF-5340", "error", static world => Deactivate(world, ErasureMapEntryRow.Table, ErasureMapEntryRow.Columns.Column, "emailaddress1")),
        ["default rows are missing"] = new("OFF-5341", "error", static world => DeleteOne(world, NoticeRuleRow.Table)),
        ["a shipped row is older than the release"] = new("OFF-5342", "note", static world => Change(world, First(world, PlaybookRow.Table, PlaybookRow.Columns.Code, "framework"), (PlaybookRow.Columns.Version, 1))),
        ["a contract source lost its column"] = new("OFF-5370", "error", static world => Spoil(world, static source => source.NameColumn = "tst_weg")),
        ["a contract source lost its table"] = new("OFF-5370", "error", static world => Spoil(world, static source => source.SourceTable = "tst_weg")),
        ["contract sources are in use without the setting"] = new("OFF-5371", "error", static world => { UseEntitlements(world, "true"); Set(world, "off_ContractSources", "no", again: true); }),
        ["a table of contracts is not in the erasure map"] = new("OFF-5372", "error", UseUnmappedTable),
        ["what is known of a source is out of date"] = new("OFF-5373", "error", static world => Spoil(world, static source => source.IdColumn = "formerid")),
        ["auditing of the environment is off"] = new("OFF-5350", "warning", static world => Change(world, First(world, "organization"), ("isauditenabled", false))),
        ["the recycle bin keeps erased rows"] = new("OFF-5351", "note", static _ => { }) { Options = new() { Auditing = true, RecycleBinTables = ["contact"] } },
        ["another role reads every account"] = new("OFF-5352", "warning", AddReaderOfEverything),
        ["the team of restricted data does not exist"] = new("OFF-5353", "error", static world => Set(world, "off_RestrictionTeam", "Nobody")),
        ["an erasure job has failed"] = new("OFF-5360", "error", static world => Add(world, ErasureJobRow.Table, ("off_name", "JOB-1"), ("statuscode", new OptionSetValue((int)ErasureJobStatusReason.Failed)))),
        ["an erasure has set a row aside"] = new("OFF-5361", "warning", static world => Add(world, ErasureFailureRow.Table, ("off_name", "contact 1"), (ErasureFailureRow.Columns.FailureState, Choice(ErasureFailureFailureState.Open)))),
        ["a request is past its deadline"] = new("OFF-5362", "error", AddLateRequest),
        ["a plan waits too long"] = new("OFF-5363", "warning", static world => Add(world, ErasurePlanRow.Table, ("off_name", "P-1"), (ErasurePlanRow.Columns.Approval, Choice(ErasurePlanApproval.Waiting)), (ErasurePlanRow.Columns.PlannedOn, new DateTime(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc)))),
        ["a case is open long after its end"] = new("OFF-5364", "warning", static world => Add(world, OffboardingCaseRow.Table, (OffboardingCaseRow.Columns.AccountId, new EntityReference("account", world.AddAccount("Late GmbH"))), (OffboardingCaseRow.Columns.PlannedEnd, new DateTime(2026, 11, 30)))),
        ["a finding is open"] = new("OFF-5365", "warning", static world => Add(world, FindingRow.Table, ("off_name", "F-1"), (FindingRow.Columns.FindingState, Choice(FindingFindingState.Open)))),
        ["nights do not run"] = new("OFF-5366", "error", static world => { world.AddContract(world.AddAccount("Sleepy GmbH")); world.Local.Clock.Advance(TimeSpan.FromDays(4)); }),
        ["a chain of evidence is cut"] = new("OFF-5367", "error", static world => Add(world, ErasureRunRow.Table, ("off_name", "R-1"), (ErasureRunRow.Columns.RunState, Choice(ErasureRunRunState.Finished)), (ErasureRunRow.Columns.StartedOn, new DateTime(2027, 1, 14, 1, 0, 0, DateTimeKind.Utc)), (ErasureRunRow.Columns.Anchor, new string('0', 64)), (ErasureRunRow.Columns.Head, new string('A', 64)), (ErasureRunRow.Columns.EntryCount, 3))),
        ["a run never ended"] = new("OFF-5368", "warning", static world => Add(world, ErasureRunRow.Table, ("off_name", "R-2"), (ErasureRunRow.Columns.RunState, Choice(ErasureRunRunState.Running)), (ErasureRunRow.Columns.StartedOn, new DateTime(2027, 1, 2, 1, 0, 0, DateTimeKind.Utc)), (ErasureRunRow.Columns.EntryCount, 0))),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Adds a user with roles of the solution.</summary>
    internal static Guid Hire(SolutionEnvironment world, string role, string name, params string[] more) => world.Local.AddUser(new NewUser(name) { Roles = [role, .. more] });

    /// <summary>Puts the shipped source of entitlements to use.</summary>
    static ContractSourceRow UseEntitlements(SolutionEnvironment world, string reads = "yes")
    {
        Set(world, "off_ContractSources", reads);
        var source = new ContractSourceRow(new Entity(ContractSourceRow.Table, First(world, ContractSourceRow.Table, ContractSourceRow.Columns.Code, "entitlement").Id)) { InUse = true };
        world.Administrator.Update(source.Entity);
        return source;
    }

    /// <summary>What a change of the other app does to a source that was good.</summary>
    static void Spoil(SolutionEnvironment world, Action<ContractSourceRow> spoil)
    {
        var row = new ContractSourceRow(new Entity(ContractSourceRow.Table, UseEntitlements(world).Id));
        spoil(row);
        world.UpdatePastTheProduct(row.Entity);
    }

    static void UseUnmappedTable(SolutionEnvironment world)
    {
        UseEntitlements(world);
        Deactivate(world, ErasureMapEntryRow.Table, ErasureMapEntryRow.Columns.TableName, "entitlement");
    }

    /// <summary>Gives a setting a value.</summary>
    internal static void Set(SolutionEnvironment world, string setting, string value, bool again = false)
    {
        if (again)
        {
            Change(world, First(world, "environmentvariablevalue"), ("value", value));
            return;
        }

        var definition = First(world, "environmentvariabledefinition", "schemaname", setting);
        world.Administrator.Create(new Entity("environmentvariablevalue") { ["environmentvariabledefinitionid"] = definition.ToEntityReference(), ["value"] = value });
    }

    static Entity Step(SolutionEnvironment world) => First(world, Steps, "name", "AccountDeactivationGate: Update of account, stage 10");

    static void AddForeignStep(SolutionEnvironment world) =>
        world.Local.ImportSolution(new TestSolution { Steps = { new TestStep("Say", "Update", "account", 10) { Configuration = "x", Rank = 0 } } }.ToZip());

    static void AddReaderOfEverything(SolutionEnvironment world) =>
        world.Local.AddUser(new NewUser("Sees All") { Privileges = [new TablePrivilege("account", TableRights.Read)] });

    static void AddLateRequest(SolutionEnvironment world)
    {
        var contact = world.Administrator.Create(new Entity("contact") { ["lastname"] = "Frage" });
        var request = world.Administrator.Create(new SubjectRequestRow { Kind = SubjectRequestKind.Rectification, ReceivedOn = new LocalDate(2027, 1, 14), ContactId = new EntityReference("contact", contact) }.Entity);
        Assert.NotEqual(Guid.Empty, request);
        world.Local.Clock.Advance(TimeSpan.FromDays(60));
    }

    static void Dismiss(SolutionEnvironment world, string name) => Change(world, First(world, "systemuser", "fullname", name), ("isdisabled", true));

    static void Deactivate(SolutionEnvironment world, string table, string? column = null, string? value = null)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet("createdon") };
        if (column is not null) query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        foreach (var row in world.Administrator.RetrieveMultiple(query).Entities) Change(world, row, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)));
    }

    static void DeleteOne(SolutionEnvironment world, string table) => world.Administrator.Delete(table, First(world, table).Id);

    static Entity First(SolutionEnvironment world, string table, string? column = null, object? value = null)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet("createdon"), TopCount = 1 };
        if (column is not null) query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return world.Administrator.RetrieveMultiple(query).Entities.Single();
    }

    static void Change(SolutionEnvironment world, Entity row, params (string Column, object Value)[] values) => world.Administrator.Update(Row(row.LogicalName, values, row.Id));

    /// <summary>Past the steps of the product: a fault is what its own ways do not bring about.</summary>
    static void Add(SolutionEnvironment world, string table, params (string Column, object Value)[] values) =>
        world.Administrator.Execute(new CreateRequest { Target = Row(table, values), ["BypassBusinessLogicExecution"] = "CustomSync,CustomAsync" });

    static Entity Row(string table, (string Column, object Value)[] values, Guid id = default)
    {
        var row = new Entity(table, id);
        foreach (var (column, value) in values) row[column] = value;
        return row;
    }

    static OptionSetValue Choice<T>(T value)
        where T : struct, Enum => new(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A fault to be found.</summary>
    /// <param name="Code">Of the finding.</param>
    /// <param name="Severity">error, warning or note.</param>
    /// <param name="Seed">Brings it about.</param>
    internal sealed record Fault(string Code, string Severity, Action<SolutionEnvironment> Seed)
    {
        /// <summary>An environment that has the fault from the beginning; null: the usual one.</summary>
        public EnvironmentOptions? Options { get; init; }
    }
}
