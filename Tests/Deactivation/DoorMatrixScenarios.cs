using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

/// <summary>Door by situation, through the packed zip: who is refused at one door is refused at all, and who may go leaves the same rows.</summary>
public class DoorMatrixScenarios(DoorWorlds worlds) : IClassFixture<DoorWorlds>
{
    /// <summary>For reading, judging and recording; a contact that leaves with the account takes two more.</summary>
    const int MostRequests = 11;

    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var situation in Situations.All)
                foreach (var door in Doors.All.Where(door => Fits(door, situation))) cells.Add(situation.Name, door.Name);
            return cells;
        }
    }

    [Fact]
    public void R43_the_matrix_has_at_least_ten_doors_and_twelve_situations()
    {
        Assert.InRange(Doors.All.Count, 10, int.MaxValue);
        Assert.InRange(Situations.All.Count, 12, int.MaxValue);
        Assert.InRange(Cells.Count, 10 * 12, int.MaxValue);
    }

    [Theory, MemberData(nameof(Cells))]
    public void R09_R43_every_door_gives_the_same_verdict_the_same_message_and_the_same_rows(string situationName, string doorName)
    {
        var (situation, door) = (Situations.Named(situationName), Doors.Named(doorName));
        var world = worlds.With(situation.Settings);
        var account = situation.Arrange(world.World);
        world.World.Local.RunAsyncJobs();        // jobs of what was arranged are no part of the door
        var rep = situation.IsBlind ? world.BlindRep : world.Rep;
        var code = door.What == Leaving.Deleted ? situation.Deletion : situation.Deactivation;

        if (code is null) LeavesTheSameRows(world, situation, door, rep, account);
        else IsRefusedAlike(world, door, rep, account, code);
    }

    [Fact]
    public void R43_an_update_of_many_rows_is_refused_as_a_whole_and_names_the_first_that_is_refused()
    {
        var world = worlds.With("");
        var free = world.World.AddAccount("Adatum AG");
        var obliged = world.World.AddAccount("Contoso GmbH");
        world.World.AddContract(obliged);
        var before = world.Snapshot();

        foreach (var message in (string[])["UpdateMultiple", "UpsertMultiple"])
        {
            var refusal = SolutionEnvironment.RefusalOf(() => world.Rep.Execute(new OrganizationRequest(message)
            {
                ["Targets"] = Doors.Rows(Doors.Inactive(free), Doors.Inactive(obliged)),
            }));

            Assert.StartsWith("“Contoso GmbH” cannot be deactivated yet. Contract V-2041 ", refusal, StringComparison.Ordinal);
            Assert.Empty(world.ChangesSince(before, obliged));
        }
    }

    [Fact]
    public void R43_a_grid_that_edits_250_rows_gets_a_verdict_for_each()
    {
        var world = worlds.With("");
        var accounts = Enumerable.Range(0, 250).Select(i => (Id: world.World.AddAccount($"Contoso {i}"), IsObliged: i % 5 == 0)).ToList();
        foreach (var (id, _) in accounts.Where(account => account.IsObliged)) world.World.AddContract(id);

        var refused = new List<string>();
        foreach (var (id, _) in accounts)
        {
            try
            {
                SolutionEnvironment.Deactivate(world.Rep, id);
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                refused.Add(fault.Detail.Message);
            }
        }

        Assert.Equal(50, refused.Count);
        Assert.Equal(50, refused.Distinct(StringComparer.Ordinal).Count());
        Assert.All(accounts, account => Assert.Equal(account.IsObliged ? AccountState.Active : AccountState.Inactive, world.World.Account(account.Id).State));
    }

    [Fact]
    public void R43_a_bulk_delete_deletes_what_may_go_and_leaves_the_rest()
    {
        var world = worlds.With("");
        var free = world.World.AddAccount("Adatum AG");
        var obliged = world.World.AddAccount("Contoso GmbH");
        world.World.AddContract(obliged);

        Doors.Named("Bulk delete").Pass(world, world.Rep, free);
        var message = SolutionEnvironment.RefusalOf(() => Doors.Named("Bulk delete").Pass(world, world.Rep, obliged));

        Assert.EndsWith("[OFF-1103]", message, StringComparison.Ordinal);
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.World.Account(free));
        Assert.Equal(AccountState.Active, world.World.Account(obliged).State);
    }

    static void IsRefusedAlike(DoorWorld world, Door door, IOrganizationService rep, Guid account, string code)
    {
        var usual = SolutionEnvironment.RefusalOf(() => Doors.Named(door.What == Leaving.Deleted ? "Delete" : "Update").Pass(world, rep, account));
        var before = world.Snapshot();
        world.World.Local.Requests.Clear();

        var message = SolutionEnvironment.RefusalOf(() => door.Pass(world, rep, account));

        if (code.StartsWith("OFF-", StringComparison.Ordinal)) Assert.EndsWith($"[{code}]", message, StringComparison.Ordinal);
        else Assert.Contains("associated with another object", message, StringComparison.Ordinal);
        Assert.Equal(usual, message);
        Assert.Empty(world.ChangesSince(before, account));
        Assert.InRange(world.World.Local.Requests.ByPlugins.Count, 1, MostRequests);
    }

    static void LeavesTheSameRows(DoorWorld world, Situation situation, Door door, IOrganizationService rep, Guid account)
    {
        var before = world.Snapshot();
        world.World.Local.Requests.Clear();

        door.Pass(world, rep, account);

        Assert.InRange(world.World.Local.Requests.ByPlugins.Count, 1, MostRequests);
        var changes = world.ChangesSince(before, account);
        if (door.What == Leaving.Deleted)
        {
            Assert.Equal(["ACCOUNT is gone"], changes.Where(change => change.StartsWith("ACCOUNT", StringComparison.Ordinal)));
            return;
        }

        // Beside the deactivation, a merge moves rows to the survivor and notes on the account that it was merged.
        var own = door.What == Leaving.Merged
            ? changes.Where(change => change.StartsWith("ACCOUNT", StringComparison.Ordinal) && change is not ("ACCOUNT.masterid" or "ACCOUNT.merged"))
            : changes;
        Assert.Equal(Expected(situation, door.What), own);
        Assert.Equal(situation.TakesContact, changes.Contains("contact.statecode"));
        Assert.Equal(AccountState.Inactive, world.World.Account(account).State);
    }

    static List<string> Expected(Situation situation, Leaving what)
    {
        var columns = new List<string> { "modifiedby" };
        if (!situation.IsInactive) columns.AddRange("statecode", "statuscode");
        if (situation.IsRecorded) columns.Add(AccountRow.Columns.ObligationOverride);
        string[] contact = situation.TakesContact && what != Leaving.Merged ? ["contact.modifiedby", "contact.modifiedonbehalfby", "contact.statecode", "contact.statuscode"] : [];
        return [.. columns.Select(column => "ACCOUNT." + column).Concat(contact).Order(StringComparer.Ordinal)];
    }

    /// <summary>The platform itself merges no inactive account, and a bulk delete finds no row that its user may not read.</summary>
    static bool Fits(Door door, Situation situation) =>
        !(situation.IsInactive && door.What == Leaving.Merged) && !(situation.IsBlind && door.Name == "Bulk delete");
}
