using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Tests.Erasure;

/// <summary>After the kernel nothing of a subject is left anywhere, except what is kept with a ground that is named.</summary>
public sealed class PlantedNeedlesScenarios : IDisposable
{
    /// <summary>Only what the platform keeps about changes: purged by the step after the deletion.</summary>
    static readonly string[] Purged = ["audit"];

    readonly ErasureWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void There_are_enough_needles_in_enough_kinds_of_places_and_each_is_found_before()
    {
        var planted = new PlantedNeedles(world);

        Assert.True(planted.All.Count >= 60, $"{planted.All.Count} needles");
        Assert.True(planted.All.Select(needle => needle.Table).Distinct().Count() >= 25, "kinds of places");
        Assert.All(planted.All, needle => Assert.Contains(needle.Place, world.PlacesOf(needle.Text)));
    }

    [Fact]
    public void Nothing_is_left_of_a_subject_whose_lines_are_all_due()
    {
        var planted = new PlantedNeedles(world);

        var outcome = Erase(planted, static _ => RowCircumstances.OfDueRow);

        Assert.Empty(outcome.SelectMany(step => step.Failures).Select(failure => (failure.Row.Table, failure.Column, failure.Reason)));
        Assert.Empty(outcome.SelectMany(step => step.Undecided));
        Assert.All(planted.All, needle => Assert.Empty(Left(needle)));
    }

    [Fact]
    public void Before_the_end_of_vouchers_and_letters_only_these_are_left_and_each_names_its_ground()
    {
        string[] running = ["voucher", "commercial_letter"];
        var planted = new PlantedNeedles(world);
        var circumstances = new RowCircumstances { Stage = LineStage.Running, IsSoleTrader = true };

        Erase(planted, row => running.Contains(row.RecordClass) ? circumstances : RowCircumstances.OfDueRow);

        var left = planted.All.Where(needle => Left(needle).Count > 0).ToList();
        Assert.Equal(["invoice", "invoicedetail", "salesorder", "salesorderdetail"], left.Select(needle => needle.Table).Distinct().Order(StringComparer.Ordinal));
        Assert.All(left, needle => Assert.NotEqual("", GroundOf(needle, running, circumstances)));
    }

    string GroundOf(Needle needle, string[] classes, RowCircumstances circumstances) => classes
        .Select(recordClass => world.Map.Decide(needle.Table, needle.Column, recordClass, circumstances)).First(decision => decision.Outcome == ColumnOutcome.KeepWithGround).Ground;

    [Fact]
    public void Rows_of_other_customers_are_what_they_were()
    {
        var stranger = world.Account("Fabrikam", ("emailaddress1", "info@fabrikam.example"));
        var strangers = world.Contact(stranger, "Babbage");
        world.Add("annotation", ("objectid", strangers), ("notetext", "Charles"));
        world.Add("task", ("subject", "call Charles"), ("regardingobjectid", strangers));
        var before = world.Local.Snapshot();
        var planted = new PlantedNeedles(world);

        Erase(planted, static _ => RowCircumstances.OfDueRow);

        Assert.Empty(before.ChangesTo(world.Local.Snapshot()).Where(change => change.Before is not null).Select(change => change.Table));
    }

    /// <summary>All steps of a run: find, mask in chunks, delete in chunks.</summary>
    List<WipeOutcome> Erase(PlantedNeedles planted, Func<FoundRow, RowCircumstances> circumstances)
    {
        var found = world.Finder.Rows(planted.Account.Id, world.Finder.Contacts(planted.Account.Id));
        var rows = WipeKernel.InOrder(found.Select(row => row.Under(circumstances(row) with { IsSoleTrader = true })));
        var kernel = world.Kernel(planted.Account);
        return [.. rows.Chunk(25).Select(chunk => kernel.Mask(chunk)), .. rows.Chunk(25).Select(chunk => kernel.Delete(chunk))];
    }

    IReadOnlyList<string> Left(Needle needle) => [.. world.PlacesOf(needle.Text).Where(place => !Purged.Contains(place[..place.IndexOf('.', StringComparison.Ordinal)]))];
}
