using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Evidence;

public sealed class VerifyEvidenceScenarios : IDisposable
{
    readonly SolutionEnvironment world = new(withDefaults: false);

    public void Dispose() => world.Dispose();

    [Fact]
    public void R42_chains_of_the_environment_are_found_as_they_were_written()
    {
        Write(runs: 3, entriesEach: 2);
        world.Local.Requests.Clear();

        var answer = Verify();

        Assert.Equal((true, false, 6), ((bool)answer["Valid"], (bool)answer["More"], (int)answer["Processed"]));
        Assert.Equal("3 runs with 6 entries are as they were written.", answer["Report"]);
        Assert.Equal(2 + 3, world.Local.Requests.ByPlugins.Count);
    }

    [Fact]
    public void I19_an_entry_that_an_administrator_edited_is_named()
    {
        var entries = Write(runs: 1, entriesEach: 3);
        world.Administrator.Update(new ErasureRecordRow(new Entity(ErasureRecordRow.Table, entries[1])) { Count = 99 }.Entity);

        var answer = Verify();

        Assert.False((bool)answer["Valid"]);
        Assert.Equal(1, (int)answer["Failed"]);
        Assert.Contains("\"kind\":\"Changed\"", (string)answer["Defects"], StringComparison.Ordinal);
        Assert.Contains("entry 2 of run ", (string)answer["Report"], StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3451]", (string)answer["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void Chains_of_many_runs_are_checked_in_steps()
    {
        Write(runs: VerifyEvidence.RunsPerStep + 2, entriesEach: 1);

        var first = Verify();
        var second = Verify(token: (string)first["Token"]);

        Assert.Equal((true, VerifyEvidence.RunsPerStep), ((bool)first["More"], (int)first["Processed"]));
        Assert.Equal((false, 2, true), ((bool)second["More"], (int)second["Processed"], (bool)second["Valid"]));
    }

    [Fact]
    public void An_exported_file_verifies_anywhere_and_shows_what_was_edited()
    {
        Write(runs: 2, entriesEach: 2);

        var file = Export();

        Assert.True((bool)Verify(file)["Valid"]);
        Assert.Equal(4, EvidenceFile.Read(file).Entries.Count);
        Assert.EndsWith("[OFF-3450]", SolutionEnvironment.RefusalOf(() => Verify(file.Replace(",contact,", ",account,", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_is_exported_in_parts()
    {
        Write(runs: 1, entriesEach: ExportEvidence.EntriesPerStep + 1);

        var file = Export();

        Assert.Equal(ExportEvidence.EntriesPerStep + 1, EvidenceFile.Read(file).Entries.Count);
        Assert.True((bool)Verify(file)["Valid"]);
    }

    [Fact]
    public void An_environment_without_evidence_exports_a_file_without_runs()
    {
        var file = Export();

        Assert.Empty(EvidenceFile.Read(file).Runs);
        Assert.True((bool)Verify()["Valid"]);
    }

    [Theory]
    [InlineData("off_VerifyEvidence", "x")]
    [InlineData("off_ExportEvidence", "00000000000000000000000000000001.0.0.0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_token_of_another_run_is_refused(string message, string token) => Assert.EndsWith(
        "[OFF-5003]", SolutionEnvironment.RefusalOf(() => world.Administrator.Execute(new OrganizationRequest(message) { ["Token"] = token })), StringComparison.Ordinal);

    [Fact]
    public void A_rep_may_not_read_evidence() => Assert.Contains(
        "prvReadoff_ErasureRecord", SolutionEnvironment.RefusalOf(() => world.EnglishRep.Execute(new OrganizationRequest("off_VerifyEvidence"))), StringComparison.Ordinal);

    OrganizationResponse Verify(string? file = null, string? token = null)
    {
        var request = new OrganizationRequest("off_VerifyEvidence");
        if (file is not null) request["Evidence"] = file;
        if (token is not null) request["Token"] = token;
        return world.Administrator.Execute(request);
    }

    string Export()
    {
        var file = "";
        string? token = null;
        while (true)
        {
            var request = new OrganizationRequest("off_ExportEvidence");
            if (token is not null) request["Token"] = token;
            var answer = world.Administrator.Execute(request);
            file += (string)answer["Part"];
            if (!(bool)answer["More"]) return file;

            token = (string)answer["Token"];
        }
    }

    /// <summary>Writes chains as the retention job does, and returns the ids of the entries in their order.</summary>
    Guid[] Write(int runs, int entriesEach)
    {
        var ids = new Guid[runs * entriesEach];
        var anchor = EvidenceEntry.Genesis;
        for (var i = 0; i < runs; i++)
        {
            var run = world.Administrator.Create(new ErasureRunRow { StartedOn = world.Local.Clock.UtcNow, Anchor = anchor, Head = anchor, EntryCount = 0 }.Entity);
            var chain = new EvidenceChain(new EvidenceRun(run, anchor, anchor, 0));
            for (var n = 0; n < entriesEach; n++)
            {
                var entry = chain.Link(new EvidenceEntry
                {
                    Run = run,
                    Job = run,
                    Line = run,
                    RuleId = "DE-HGB-257-BELEG-8",
                    RuleVersion = 1,
                    Table = "contact",
                    Method = "token",
                    Count = n,
                    At = world.Local.Clock.UtcNow,
                    PlanHash = EvidenceEntry.Genesis,
                    ApprovedBy = world.Local.AdministratorId,
                });
                ids[(i * entriesEach) + n] = world.Administrator.Create(EvidenceQueries.Row(entry).Entity);
            }

            world.Administrator.Update(new ErasureRunRow(new Entity(ErasureRunRow.Table, run)) { Head = chain.Head, EntryCount = chain.Count }.Entity);
            anchor = chain.Head;
            world.Local.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        return ids;
    }
}
