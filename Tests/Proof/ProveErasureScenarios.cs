using System;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Proof;

/// <summary>The run searches for the values that it erased; whatever the plan did not know of turns its certificate red.</summary>
public sealed class ProveErasureScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    public static TheoryData<string> Kinds => [.. NeedleTable.Kinds];

    [Fact]
    public void There_are_enough_values_in_enough_kinds_of_places()
    {
        Assert.True(NeedleTable.Copies.Count >= 40, $"{NeedleTable.Copies.Count} copies");
        Assert.True(NeedleTable.Kinds.Count() >= 15, $"{NeedleTable.Kinds.Count()} kinds of places");
        Assert.Equal(NeedleTable.Copies.Count, NeedleTable.Copies.DistinctBy(copy => copy.Place).Count());
    }

    [Fact]
    public void I9_R42_nothing_of_a_person_is_left_and_the_certificate_says_where_was_searched()
    {
        // Of its own: elsewhere other tests have left values on purpose.
        using var untouched = new ErasureJobWorld();
        var job = NeedleTable.Erased(untouched);

        var row = untouched.Proven(job);
        var proof = ProofText.Parse(row.Proof!);
        Assert.Equal((ErasureJobStatusReason.Completed, 0, true), (row.StatusReason, proof.FindCount, proof.Needles >= 15));
        Assert.Equal(untouched.Local.Clock.UtcNow, row.ProvenOn);
        Assert.All(NeedleTable.Values.Values, value => Assert.Empty(untouched.Rows.PlacesOf(value)));
        Assert.Contains("✓ Searched again for", row.Certificate, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Rows of the subject</th>", row.Certificate, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">plugintracelog</th>", row.Certificate, StringComparison.Ordinal);
        Assert.Contains("Rows of other customers: run off_ProveErasure", row.Certificate, StringComparison.Ordinal);
        Assert.Contains("Never searched: files outside Dataverse", row.Certificate, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void I9_a_place_that_is_hidden_from_the_plan_turns_the_certificate_red(string kind)
    {
        var copies = NeedleTable.Copies.Where(copy => copy.Kind == kind).ToList();
        using var hidden = new HiddenPlaces(world, copies);

        var row = Proven(Erased());

        var proof = ProofText.Parse(row.Proof!);
        Assert.All(copies, copy => Assert.Contains(proof.Finds, find => find.Table == copy.Table && find.Column == copy.Column && find.Row != Guid.Empty));
        Assert.Equal((ErasureJobStatusReason.Failed, ErasureJobState.Active, proof.FindCount), (row.StatusReason, row.State, row.FailureCount));
        Assert.EndsWith("[OFF-3452]", row.Detail, StringComparison.Ordinal);
        Assert.Contains("✗ Not empty: values that were erased still stand in", row.Certificate, StringComparison.Ordinal);
        Assert.All(copies, copy => Assert.Contains($"<th scope=\"row\">{copy.Table}</th><td>{copy.Column}</td>", row.Certificate, StringComparison.Ordinal));
        Assert.All(NeedleTable.Values.Values, value => Assert.DoesNotContain(value, row.Proof + row.Certificate + row.Detail, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_person_whose_name_is_the_word_of_a_mask_does_not_turn_the_certificate_red()
    {
        using var untouched = new ErasureJobWorld();
        var job = untouched.Due(contacts: 0, also: account =>
        {
            untouched.Rows.Contact(account, "Anon", ("firstname", "Anonymisiert"), ("jobtitle", "Needle"), ("description", "Anon likes tea"));
        });
        untouched.Approve(untouched.Plan(job));
        untouched.Run();

        var row = untouched.Proven(job);

        Assert.Equal((ErasureJobStatusReason.Completed, 0), (row.StatusReason, ProofText.Parse(row.Proof!).FindCount));
        Assert.Contains("✓ Searched again for", row.Certificate, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_keeps_a_value_names_its_ground_and_stays_green()
    {
        using var kept = new HiddenPlaces(world, [.. NeedleTable.Copies.Where(copy => copy.Kind == "connection")], ground: "asked for by the works council");

        var row = Proven(Erased());

        Assert.Equal(ErasureJobStatusReason.Completed, row.StatusReason);
        Assert.Contains("<th scope=\"row\">connection</th><td>description</td><td>asked for by the works council</td><td>1</td>", row.Certificate, StringComparison.Ordinal);
    }

    [Fact]
    public void I13_what_is_kept_to_search_with_says_nothing_without_the_subjects_key()
    {
        var job = Erased();

        var query = new QueryExpression(ErasurePlanPartRow.Table) { ColumnSet = new ColumnSet(ErasurePlanPartRow.Columns.Needles) };
        query.AddLink(ErasurePlanRow.Table, ErasurePlanPartRow.Columns.PlanId, ErasurePlanRow.Columns.Id).LinkCriteria.AddCondition(ErasurePlanRow.Columns.JobId, ConditionOperator.Equal, job.Id);
        var lines = world.Planner.RetrieveMultiple(query).Entities.SelectMany(part => (new ErasurePlanPartRow(part).Needles ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches("^[an][1-8]:[0-9a-f]{20}$", line));
        Assert.Equal(lines.Count, lines.Distinct().Count());
        using var others = new NeedleSet(new Plugins.Erasure.SubjectKey(new byte[32]), lines);
        Assert.DoesNotContain(NeedleTable.Values.Values, value => others.IsIn(value, isOwn: true));
    }

    DueJob Erased() => NeedleTable.Erased(world);

    ErasureJobRow Proven(DueJob job) => world.Proven(job);
}
