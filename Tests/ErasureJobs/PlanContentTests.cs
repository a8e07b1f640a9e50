using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.ErasureJobs;

namespace Offboarding.Tests.ErasureJobs;

public class PlanContentTests
{
    static readonly Gen<RowCircumstances> Circumstances = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 31]).Select((stage, bits) => new RowCircumstances
    {
        Stage = (LineStage)stage,
        IsKeptForAnotherGround = (bits & 1) != 0,
        IsSoleTrader = (bits & 2) != 0,
        IsParentMasked = (bits & 4) != 0,
        IsDocument = (bits & 8) != 0,
        ReducesToConsent = (bits & 16) != 0,
        ConsentedColumns = (bits & 16) != 0 ? "emailaddress1;telephone1" : "",
    });

    static readonly Gen<PlannedRow> Rows = Gen.Select(Gen.Guid, Gen.Guid, Gen.Guid, Circumstances, Gen.Bool).Select((id, subject, line, circumstances, isDeleted) => new PlannedRow
    {
        Table = "task", Id = id, RecordClass = "activity_internal", SubjectTable = "contact", SubjectId = subject, Line = line, RuleId = "CONTACT-24M", RuleVersion = 2, IsDeleted = isDeleted,
        Circumstances = circumstances,
    });

    [Fact]
    public void A_row_is_read_as_it_was_written() => Rows.Sample(row => Assert.Equal(row, PlannedRow.Parse(row.ToString())));

    [Fact]
    public void The_rows_of_the_parts_are_the_rows_of_the_plan_in_their_order() =>
        Rows.Array[0, 250].Sample(
            rows =>
            {
                var plan = Of(rows);

                Assert.Equal(rows, plan.Parts.Skip(1).SelectMany(PlanContent.RowsOf));
                Assert.All(plan.Parts.Skip(1), part => Assert.InRange(PlanContent.RowsOf(part).Count, 1, PlanContent.RowsPerPart));
            },
            iter: 50);

    [Fact]
    public void The_order_of_what_a_plan_rests_on_decides_nothing_and_each_line_of_it_counts()
    {
        string[] basis = ["map\tabc", "due\t1", "rules\tcontact_master\txyz"];

        var hash = PlanContent.Of(basis, [], _ => []).Hash;

        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.Equal(hash, PlanContent.Of(basis.Reverse(), [], _ => []).Hash);
        Assert.All(basis, line => Assert.NotEqual(hash, PlanContent.Of(basis.Except([line]), [], _ => []).Hash));
    }

    [Fact]
    public void A_row_more_a_row_less_or_another_line_is_another_plan() =>
        Rows.Array[2, 5].Sample(
            rows =>
            {
                var hash = Of(rows).Hash;

                Assert.NotEqual(hash, Of(rows[1..]).Hash);
                Assert.NotEqual(hash, Of([.. rows, rows[0] with { Id = Guid.NewGuid() }]).Hash);
                Assert.NotEqual(hash, Of([rows[0] with { Line = Guid.NewGuid() }, .. rows[1..]]).Hash);
            },
            iter: 50);

    [Fact]
    public void What_becomes_of_the_columns_belongs_to_the_plan()
    {
        var row = Rows.Single();

        Assert.NotEqual(PlanContent.Of([], [row], _ => ["write\tsubject\ttext"]).Hash, PlanContent.Of([], [row], _ => ["write\tsubject\tnull"]).Hash);
    }

    [Fact]
    public void The_hash_of_a_plan_follows_from_those_of_its_parts()
    {
        var plan = PlanContent.Of(["map\tabc"], [Rows.Single()], _ => []);

        Assert.Equal(plan.Hash, PlanContent.HashOf(plan.Parts.Select(PlanContent.PartHash)));
        Assert.NotEqual(plan.Hash, PlanContent.HashOf(plan.Parts.Reverse().Select(PlanContent.PartHash)));
    }

    [Fact]
    public void A_token_is_read_as_it_was_given_and_nothing_else_is_one()
    {
        var token = new RunToken(Guid.NewGuid(), Fence: 3, Size: 50, Suspect: 100);

        Assert.Equal(token, RunToken.ParseOrNull(token.ToString()));
        Assert.All(["", "100", token + ".1", token.ToString().Replace(".50.", ".0.", StringComparison.Ordinal), "x" + token], text => Assert.Null(RunToken.ParseOrNull(text)));
    }

    [Fact]
    public void A_place_is_read_as_it_was_written()
    {
        Assert.Equal(RunPlace.Start, RunPlace.Parse(""));
        Assert.Equal(new RunPlace(RunStage.Purge, 7, 40), RunPlace.Parse(new RunPlace(RunStage.Purge, 7, 40).ToString()));
        Assert.Throws<FormatException>(() => RunPlace.Parse("done"));
    }

    static PlanContent Of(IReadOnlyList<PlannedRow> rows) => PlanContent.Of(["map\tabc"], rows, _ => []);
}
