using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Persistence;

/// <summary>What an environment in a file still has after its process ended: all that was committed.</summary>
public sealed class PersistenceTests
{
    [Fact]
    public void Values_of_every_type_come_back_as_they_were()
    {
        using var world = new KeptWorld();
        world.Local.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Note", 4000), TestTable.Choice("tst_Color", (1, "Red"), (2, "Blue")), TestTable.Column("tst_Big", "bigint"), TestTable.Column("tst_Share", "decimal"), TestTable.Column("tst_Rate", "float") } } },
        }.ToZip());
        var account = world.Service.Create(new Entity("account") { ["name"] = "Contoso “München” \U0001F600", ["revenue"] = new Money(12.34m), ["donotemail"] = true, ["numberofemployees"] = int.MinValue + 1 + int.MaxValue });
        world.Service.Create(new Entity("tst_thing") { ["tst_name"] = "", ["tst_note"] = new string('ß', 4000), ["tst_color"] = new OptionSetValue(2), ["tst_share"] = 0.10m, ["tst_rate"] = 1.5 });
        world.Service.Create(new Entity("task") { ["subject"] = "Call", ["scheduledend"] = new DateTime(2026, 3, 31, 22, 30, 0, DateTimeKind.Utc), ["regardingobjectid"] = new EntityReference("account", account) });
        world.Service.Create(new Entity("annotation") { ["subject"] = "Scan", ["documentbody"] = Convert.ToBase64String([0, 255, 10]), ["filename"] = "a.bin", ["objectid"] = new EntityReference("account", account) });

        world.Reopen();

        Assert.Equal(12.34m, world.Service.Retrieve("account", account, new ColumnSet("revenue")).GetAttributeValue<Money>("revenue").Value);
    }

    [Fact]
    public void Solutions_run_their_plugins_and_messages_again_and_can_be_upgraded_and_uninstalled()
    {
        using var world = new KeptWorld();
        world.Local.ImportSolution(Solution("1.0.0.0", withNote: true));
        var account = world.Service.Create(new Entity("account") { ["name"] = "Contoso", ["tst_note"] = "secret" });
        var before = Metadata(world.Local);

        world.Reopen();

        Assert.Equal(before, Metadata(world.Local));
        world.Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH" });
        Assert.Equal("Update", world.Local.Seen("after", "message"));

        world.Local.UpgradeSolution(Solution("2.0.0.0", withNote: false));
        world.Reopen();
        world.Local.UpgradeSolution(Solution("3.0.0.0", withNote: true));

        Assert.False(world.Service.Retrieve("account", account, new ColumnSet("tst_note")).Contains("tst_note"));
        world.Reopen();
        world.Local.UninstallSolution("Testing");
        world.Reopen();
        Assert.Equal(0, world.Local.Count("sdkmessageprocessingstep"));
        Assert.Equal(-2147217149, Observation.FaultOf(() => world.Service.Retrieve("account", account, new ColumnSet("tst_note"))).ErrorCode);
    }

    [Fact]
    public void A_refused_import_is_not_in_the_file()
    {
        using var world = new KeptWorld();
        world.Local.ImportSolution(Solution("2.0.0.0", withNote: true));

        Assert.Throws<SolutionImportException>(() => world.Local.ImportSolution(Solution("1.0.0.0", withNote: false)));
        world.Reopen();

        Assert.Equal("2.0.0.0", world.Service.RetrieveMultiple(new QueryExpression("solution") { ColumnSet = new ColumnSet("version") }).Entities.Single()["version"]);
    }

    [Fact]
    public void Users_keep_their_rights_and_settings()
    {
        using var world = new KeptWorld();
        var rep = world.Local.AddUser(new NewUser("Rep") { Language = 1031, Privileges = [new TablePrivilege("account", TableRights.Read, AccessDepth.Basic)] });
        var mine = world.Service.Create(new Entity("account") { ["name"] = "Mine", ["ownerid"] = new EntityReference("systemuser", rep) });
        world.Service.Create(new Entity("account") { ["name"] = "Not mine" });

        world.Reopen();

        Assert.Equal(mine, Assert.Single(world.Local.ServiceFor(rep).RetrieveMultiple(new QueryExpression("account")).Entities).Id);
        Assert.Equal(-2147220960, Observation.FaultOf(() => world.Local.ServiceFor(rep).Create(new Entity("account") { ["name"] = "New" })).ErrorCode);
        Assert.Equal(1031, world.Service.Retrieve("usersettings", rep, new ColumnSet("uilanguageid"))["uilanguageid"]);
    }

    [Fact]
    public void History_keeps_the_values_before_and_after_and_forgets_them_when_it_is_deleted()
    {
        using var world = new KeptWorld(new EnvironmentOptions { Auditing = true });
        var account = world.Service.Create(new Entity("account") { ["name"] = "Contoso" });
        world.Service.Update(new Entity("account", account) { ["name"] = "Contoso GmbH" });

        world.Reopen();

        var detail = Changes(world, account).AuditDetails.OfType<AttributeAuditDetail>().Single(change => change.OldValue.Contains("name"));
        Assert.Equal(("Contoso", "Contoso GmbH"), (detail.OldValue["name"], detail.NewValue["name"]));
        world.Service.Execute(new DeleteRecordChangeHistoryRequest { Target = new EntityReference("account", account) });
        world.Reopen();
        Assert.Empty(Changes(world, account).AuditDetails);
    }

    [Fact]
    public void The_recycle_bin_gives_back_and_its_days_go_on()
    {
        using var world = new KeptWorld(new EnvironmentOptions { RecycleBinTables = ["account"] });
        var (restored, kept) = (world.Local.CreateAccount("One"), world.Local.CreateAccount("Two"));
        world.Service.Delete("account", restored);
        world.Service.Delete("account", kept);

        world.Reopen();

        world.Service.Execute(new OrganizationRequest("Restore") { ["Target"] = new Entity("account", restored) });
        Assert.Equal("One", world.Service.Retrieve("account", restored, new ColumnSet("name"))["name"]);
        world.Local.Clock.Advance(TimeSpan.FromDays(31));
        world.Local.RunAsyncJobs();
        Assert.Equal(-2147182247, Observation.FaultOf(() => world.Service.Execute(new OrganizationRequest("Restore") { ["Target"] = new Entity("account", kept) })).ErrorCode);
        world.Reopen();
    }

    [Fact]
    public void Waiting_steps_run_with_the_context_they_were_queued_with()
    {
        var step = new TestStep("Observe", "Update", "account", 40) { Configuration = "later", IsAsync = true };
        using var world = new KeptWorld();
        using var other = Observation.EnvironmentWith(step);
        world.Local.ImportSolution(TestSolution.Of(step));
        foreach (var environment in new[] { world.Local, other })
        {
            var account = environment.CreateAccount();
            environment.Administrator.Update(new Entity("account", account) { ["name"] = "Contoso GmbH", ["revenue"] = new Money(5), ["primarycontactid"] = null });
        }

        world.Reopen();

        Assert.Equal((1, 1), (world.Local.RunAsyncJobs(), other.RunAsyncJobs()));
        Assert.Equal(Assert.Single(other.Said()), Assert.Single(world.Local.Said()));
        world.Reopen();
        Assert.Equal(0, world.Local.RunAsyncJobs());
    }

    [Fact]
    public void A_job_whose_process_ended_while_it_ran_runs_again()
    {
        using var world = new KeptWorld();
        world.Local.ImportSolution(TestSolution.Of(new TestStep("Say", "Create", "account", 40) { Configuration = "later", IsAsync = true }));
        world.Local.CreateAccount();
        var job = world.Service.RetrieveMultiple(new QueryExpression("asyncoperation")).Entities.Single().Id;
        using (var transaction = world.Local.Organization.Store.Begin())
        {
            var jobs = transaction.Catalog.Table("asyncoperation");
            transaction.Update(jobs, job, new Dictionary<global::LocalDataverse.Metadata.Column, object?> { [jobs.State!] = 2, [jobs.Status!] = 20 });
            transaction.Commit();
        }

        world.Local.Dispose();
        using var again = LocalEnvironment.Open(world.File);

        Assert.Equal(1, again.RunAsyncJobs());
        Assert.Equal(["later"], again.Said());
    }

    [Fact]
    public void A_waiting_bulk_delete_is_carried_out()
    {
        using var world = new KeptWorld();
        world.Local.CreateAccount();
        world.Service.Execute(new BulkDeleteRequest { JobName = "All", QuerySet = [new QueryExpression("account")], ToRecipients = [], CCRecipients = [], RecurrencePattern = "" });

        world.Reopen();
        world.Local.RunAsyncJobs();

        Assert.Equal(0, world.Local.Count("account"));
    }

    [Fact]
    public void Clock_numbers_ids_and_versions_go_on()
    {
        using var world = new KeptWorld();
        world.Local.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Ticket") { Columns = { TestTable.Text("tst_Number", 50, new XElement("AutoNumberFormat", "T-{SEQNUM:5}")) } } },
        }.ToZip());
        var ids = new HashSet<Guid>();
        var (numbers, version) = (new List<object>(), 0L);
        for (var run = 0; run < 3; run++)
        {
            var id = world.Service.Create(new Entity("tst_ticket"));
            var row = world.Service.Retrieve("tst_ticket", id, new ColumnSet("tst_number", "versionnumber"));
            Assert.True(ids.Add(id));
            Assert.InRange(row.GetAttributeValue<long>("versionnumber"), version + 1, long.MaxValue);
            version = row.GetAttributeValue<long>("versionnumber");
            numbers.Add(row["tst_number"]);
            world.Service.Delete("tst_ticket", id);
            world.Local.Clock.Advance(TimeSpan.FromHours(1));
            world.Reopen();
        }

        Assert.Equal(["T-01000", "T-01001", "T-01002"], numbers);
        Assert.Equal(new EnvironmentOptions().Now.AddHours(3), world.Local.Clock.UtcNow);
    }

    [Fact]
    public void Options_of_the_environment_are_those_it_was_created_with()
    {
        var options = new EnvironmentOptions
        {
            OrganizationName = "Nordwind", BaseLanguage = 1031, AbsentTables = ["incident"], Traces = TraceSetting.Exceptions, SetStateRaises = SetStateEvents.Update, MergeRaisesUpdate = false,
            Protection = new ServiceProtection { Requests = 7, ExecutionTime = TimeSpan.FromSeconds(3) },
        };
        using var world = new KeptWorld(options);

        world.Reopen();

        Assert.Equivalent(options with { DatabaseFile = world.File }, world.Local.Organization.Options, strict: true);
        Assert.Equal(-2147217150, Observation.FaultOf(() => world.Service.RetrieveMultiple(new QueryExpression("incident"))).ErrorCode);
    }

    [Theory, InlineData("AuditAtOnce"), InlineData("KeysActiveAtOnce")]
    public void What_would_wait_in_memory_only_cannot_be_kept_in_a_file(string option)
    {
        var options = option == "AuditAtOnce" ? new EnvironmentOptions { AuditAtOnce = false } : new EnvironmentOptions { KeysActiveAtOnce = false };

        Assert.Contains($"{option} = false", Assert.Throws<ArgumentException>(() => new KeptWorld(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_is_in_memory_and_writes_nothing_into_the_file()
    {
        using var world = new KeptWorld();
        using (var copy = world.Local.Clone()) copy.CreateAccount();

        world.Reopen();

        Assert.Equal(0, world.Local.Count("account"));
    }

    [Fact]
    public void Many_callers_at_once_are_all_kept()
    {
        using var world = new KeptWorld();

        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number => world.Local.CreateAccount($"Account {number}"));
        world.Reopen();

        Assert.Equal(400, world.Local.Count("account"));
    }

    static AuditDetailCollection Changes(KeptWorld world, Guid account) =>
        ((RetrieveRecordChangeHistoryResponse)world.Service.Execute(new RetrieveRecordChangeHistoryRequest { Target = new EntityReference("account", account) })).AuditDetailCollection;

    static List<string> Metadata(LocalEnvironment environment) => [.. environment.Organization.Store.Catalog.Tables.OrderBy(table => table.Name, StringComparer.Ordinal).Select(table =>
        $"{table.Name} {table.Facts.ObjectTypeCode} {string.Join(',', table.Columns.Select(column => $"{column.Name}:{column.Type}:{string.Join('|', column.Targets)}"))} {string.Join(',', table.Keys.Select(key => key.Name))}")];

    static byte[] Solution(string version, bool withNote)
    {
        var solution = new TestSolution
        {
            Version = version,
            Tables = { new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Code") }, Keys = { TestTable.Key("tst_CodeKey", "tst_code") } } },
            Steps = { new TestStep("Observe", "Update", "account", 40) { Configuration = "after" } },
        };
        if (withNote) solution.Tables.Add(new TestTable("Account") { IsExtension = true, Columns = { TestTable.Text("tst_Note") } });
        return solution.ToZip();
    }
}
