using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Proof;

/// <summary>Copies that the platform made by itself: what can be emptied is emptied and recorded; what cannot, or is kept by the map, turns the certificate red.</summary>
public sealed class SinkNeedlesScenarios(SinkNeedlesScenarios.World shared) : IClassFixture<SinkNeedlesScenarios.World>
{
    const string Value = "Zephyrine Quintzal";
    const int Completed = 3;
    const int Succeeded = 30;
    const int Waiting = 1;

    readonly ErasureJobWorld world = shared.Jobs;

    [Theory]
    [InlineData("asyncoperation")]
    [InlineData("plugintracelog")]
    [InlineData("duplicaterecord")]
    public void I9_a_copy_of_the_platform_is_deleted_recorded_and_the_job_completes(string table)
    {
        var copy = Guid.Empty;
        var job = Run(contact => copy = Plant(table, contact));

        var row = world.Proven(job);
        Assert.Equal(ErasureJobStatusReason.Completed, row.StatusReason);
        Assert.False(IsThere(table, copy));
        Assert.Equal(1, world.Evidence(job)[table + " platform"]);
        Assert.Equal(1, ProofText.Parse(row.Proof!).Places.Single(place => place.Name == table).Emptied);
        Assert.True(world.IsEvidenceValid());
    }

    [Theory]
    [InlineData("asyncoperation", "message")]
    [InlineData("plugintracelog", "messageblock")]
    [InlineData("duplicaterecord", "baserecordid")]
    public void I9_a_copy_that_the_map_keeps_turns_the_certificate_red(string table, string column)
    {
        using var hidden = HiddenPlaces.Of(world, table);
        var copy = Guid.Empty;
        var job = Run(contact => copy = Plant(table, contact));

        AssertRed(job, new ProofFind(table, column, copy));
        Delete(table, copy);
    }

    [Fact]
    public void A_job_that_is_still_at_work_is_not_deleted_and_turns_the_certificate_red()
    {
        var copy = Guid.Empty;
        var job = Run(contact => copy = Plant("asyncoperation", contact, state: Waiting, status: 10));

        AssertRed(job, new ProofFind("asyncoperation", "message", copy));
        Delete("asyncoperation", copy);
    }

    [Fact]
    public void A_row_that_somebody_deleted_before_the_run_is_found_in_the_recycle_bin()
    {
        var task = Guid.Empty;
        var job = Run(contact =>
        {
            task = world.Rows.Add("task", ("subject", "Call " + Value), ("regardingobjectid", contact));
            world.Planner.Delete("task", task);
        });

        AssertRed(job, new ProofFind("task (bin)", "subject", task));
    }

    [Fact]
    public void A_row_that_a_policy_moved_into_long_term_retention_is_found_there()
    {
        var policy = world.Planner.Create(new Entity("retentionconfig") { ["name"] = "Old letters", ["entitylogicalname"] = "letter" });
        var letter = Guid.Empty;
        var job = Run(contact =>
        {
            letter = world.Rows.Add("letter", ("subject", "Thanks, " + Value), ("regardingobjectid", contact));
            world.Local.Retain("letter", letter);
        });

        AssertRed(job, new ProofFind("letter (retained)", "subject", letter));
        world.Planner.Delete("retentionconfig", policy);
    }

    [Fact]
    public void History_that_comes_after_the_purge_is_found()
    {
        var job = Planned(static _ => { });
        string? token = null;
        do token = ErasureJobWorld.TokenOf(world.Step(token));
        while (world.Job(job).Step?.StartsWith("verify", StringComparison.Ordinal) != true);
        world.Planner.Update(new Entity("contact", job.Contacts[0].Id) { ["creditonhold"] = true });

        world.Run(token);

        AssertRed(job, new ProofFind("audit", "contact", job.Contacts[0].Id));
    }

    DueJob Run(Action<EntityReference> plant)
    {
        var job = Planned(plant);
        world.Run();
        return job;
    }

    DueJob Planned(Action<EntityReference> plant)
    {
        EntityReference? contact = null;
        var job = world.Due(contacts: 0, also: account =>
        {
            contact = world.Rows.Contact(account, "Quintzal", ("firstname", "Zephyrine"));
            plant(contact);
        });
        world.Approve(world.Plan(job));
        return job with { Contacts = [contact!] };
    }

    void AssertRed(DueJob job, ProofFind find)
    {
        var row = world.Proven(job);
        Assert.Contains(find, ProofText.Parse(row.Proof!).Finds);
        Assert.Equal(ErasureJobStatusReason.Failed, row.StatusReason);
        Assert.EndsWith("[OFF-3452]", row.Detail, StringComparison.Ordinal);
        Assert.Contains("✗", row.Certificate, StringComparison.Ordinal);
        Assert.DoesNotContain("Quintzal", row.Certificate + row.Proof + row.Detail, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A row as the platform itself writes it.</summary>
    Guid Plant(string tableName, EntityReference contact, int state = Completed, int status = Succeeded)
    {
        using var transaction = world.Local.Organization.Store.Begin();
        var table = transaction.Catalog.Table(tableName);
        var id = Guid.NewGuid();
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        switch (tableName)
        {
            case "asyncoperation":
                values["message"] = "The import of " + Value + " ended.";
                values["regardingobjectid"] = new Reference("contact", contact.Id);
                values["statecode"] = state;
                values["statuscode"] = status;
                break;
            case "plugintracelog":
                values["messageblock"] = "Greeting " + Value + "!";
                values["createdon"] = world.Local.Clock.UtcNow;
                break;
            default:
                values["baserecordid"] = new Reference("contact", contact.Id);
                break;
        }

        transaction.Insert(table, id, values.ToDictionary(value => table.Column(value.Key), value => value.Value));
        transaction.Commit();
        return id;
    }

    bool IsThere(string tableName, Guid id)
    {
        using var transaction = world.Local.Organization.Store.Begin();
        return transaction.Find(transaction.Catalog.Table(tableName), id) is not null;
    }

    void Delete(string tableName, Guid id)
    {
        using var transaction = world.Local.Organization.Store.Begin();
        transaction.Delete(transaction.Catalog.Table(tableName), id);
        transaction.Commit();
    }

    /// <summary>Auditing and a recycle bin are on.</summary>
    public sealed class World : IDisposable
    {
        internal ErasureJobWorld Jobs { get; } = new(new EnvironmentOptions { Auditing = true, AuditedTables = ["contact"], RecycleBinTables = ["task"] });

        public void Dispose() => Jobs.Dispose();
    }
}
