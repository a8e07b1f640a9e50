using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;
using Offboarding.Tests.Schedule;
using Offboarding.Tests.Solution;

namespace Offboarding.Tests.Restriction;

/// <summary>Some months after the end of a relationship, its rows leave daily work: nobody but one team reads or changes them, until they are erased or the customer returns.</summary>
public sealed class RestrictionScenarios : IDisposable
{
    readonly RestrictionWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R42_the_rows_of_an_account_belong_to_the_team_from_the_day_of_restriction_on()
    {
        world.Prepare();
        var left = world.Left();

        world.Night();

        var team = world.Team().Id;
        Assert.All(left.All, row => Assert.Equal(team, world.OwnerOf(row)));
        Assert.Equal((ErasureJobStatusReason.Restricted, true), (world.JobOf(left).StatusReason, world.JobOf(left).RestrictedOn is not null));
        Assert.All(left.Contacts.Append(left.Account), row => Assert.Equal(new DateTime(2027, 1, 15), world.Admin.Retrieve(row.LogicalName, row.Id, new ColumnSet("off_restrictedon")).GetAttributeValue<DateTime>("off_restrictedon")));
    }

    [Fact]
    public void Before_the_day_nothing_moves()
    {
        world.Prepare();
        var left = world.Left(on: "2026-12-01");

        world.Night();

        Assert.Equal(world.RepReference.Id, world.OwnerOf(left.Account));
        Assert.Equal(ErasureJobStatusReason.Scheduled, world.JobOf(left).StatusReason);
        Assert.Null(world.JobOf(left).RestrictedOn);
    }

    [Fact]
    public void Only_members_of_the_team_find_restricted_rows()
    {
        world.Prepare();
        var left = world.Left();
        Assert.All(left.All, row => Assert.True(RestrictionWorld.Sees(world.Rep, row)));

        world.Night();

        Assert.All(left.All, row => Assert.False(RestrictionWorld.Sees(world.Rep, row)));
        Assert.All(left.All, row => Assert.True(RestrictionWorld.Sees(world.Keeper, row)));
    }

    [Fact]
    public void Not_even_an_administrator_changes_a_restricted_account_or_contact_by_hand()
    {
        world.Prepare();
        var left = world.Left();
        world.Night();

        foreach (var row in left.Contacts.Append(left.Account))
        {
            var message = SolutionEnvironment.RefusalOf(() => world.Admin.Update(new Entity(row.LogicalName, row.Id) { ["description"] = "Nice people" }));
            Assert.EndsWith("the next night lifts the restriction. [OFF-3260]", message, StringComparison.Ordinal);
            world.Keeper.Update(new Entity(row.LogicalName, row.Id) { ["description"] = "Asked by the court" });
        }
    }

    [Fact]
    public void A_hold_delays_no_restriction_and_the_job_stays_held()
    {
        world.Prepare();
        var left = world.Left();
        world.Jobs.Hold(left.Account);

        world.Night();

        Assert.Equal(ErasureJobStatusReason.Held, world.JobOf(left).StatusReason);
        Assert.Equal(world.Team().Id, world.OwnerOf(left.Account));
    }

    [Fact]
    public void A_hold_can_be_placed_on_a_restricted_account()
    {
        world.Prepare();
        var left = world.Left();
        world.Night();

        world.Admin.Create(new LegalHoldRow { AccountId = left.Account, Kind = LegalHoldKind.Tax, Purpose = "Audit", Reason = "Audit of 2026", From = new LocalDate(2027, 1, 15) }.Entity);

        Assert.Equal(world.Team().Id, world.OwnerOf(left.Account));
    }

    [Fact]
    public void Who_returns_gets_everything_back_from_whom_it_was_taken()
    {
        world.Prepare();
        var left = world.Left();
        var before = left.All.ToDictionary(row => row, world.OwnerOf);
        world.Night();

        world.Solution.UpdatePastTheProduct(new AccountRow(new Entity("account", left.Account.Id)) { State = AccountState.Active, StatusReason = AccountStatusReason.Active }.Entity);
        world.Night();

        Assert.Equal(ErasureJobStatusReason.Cancelled, world.JobOf(left).StatusReason);
        Assert.All(left.All, row => Assert.Equal(before[row], world.OwnerOf(row)));
        Assert.All(left.Contacts.Append(left.Account), row => Assert.False(world.Admin.Retrieve(row.LogicalName, row.Id, new ColumnSet("off_restrictedon")).Contains("off_restrictedon")));
        Assert.Equal((0, null), (world.Parts(), world.JobOf(left).FormerOwners));
    }

    [Fact]
    public void A_contact_who_stands_for_another_active_account_stays_with_its_owner()
    {
        world.Prepare();
        var left = world.Left();
        world.Jobs.Rows.Account("Active AG", ("primarycontactid", left.Contacts[1]));

        world.Night();

        Assert.Equal(world.Team().Id, world.OwnerOf(left.Contacts[0]));
        Assert.Equal(world.ColleagueReference.Id, world.OwnerOf(left.Contacts[1]));
        Assert.Equal(world.RepReference.Id, world.OwnerOf(left.Rows[2]));
    }

    [Fact]
    public void A_request_for_restriction_restricts_that_contact_the_next_day_and_its_refusal_lifts_it()
    {
        world.Prepare();
        var left = world.Left(on: "2026-12-01");
        var request = world.Solution.CreatePastTheProduct(new SubjectRequestRow { ContactId = left.Contacts[0], Kind = SubjectRequestKind.Restriction, ReceivedOn = new LocalDate(2027, 1, 14) }.Entity);

        world.Night();

        Assert.Equal((world.Team().Id, world.ColleagueReference.Id), (world.OwnerOf(left.Contacts[0]), world.OwnerOf(left.Contacts[1])));
        Assert.Equal((world.Team().Id, world.RepReference.Id), (world.OwnerOf(left.Rows[0]), world.OwnerOf(left.Account)));

        world.Solution.UpdatePastTheProduct(new SubjectRequestRow(new Entity(SubjectRequestRow.Table, request)) { RequestState = SubjectRequestRequestState.Refused }.Entity);
        world.Solution.RunOn("2027-01-16");

        Assert.Equal((world.ColleagueReference.Id, world.RepReference.Id), (world.OwnerOf(left.Contacts[0]), world.OwnerOf(left.Rows[0])));
        Assert.Null(world.JobOf(left).RestrictedOn);
    }

    [Fact]
    public void A_row_that_comes_later_is_restricted_with_the_next_look_at_the_job()
    {
        world.Prepare();
        var left = world.Left();
        world.Night();
        var late = new EntityReference("annotation", world.Jobs.Rows.Add("annotation", ("subject", "Late"), ("objectid", left.Contacts[0]), ("ownerid", world.RepReference)));

        world.Solution.RunOn("2027-01-23");

        Assert.Equal(world.Team().Id, world.OwnerOf(late));
    }

    [Fact]
    public void A_second_night_moves_nothing()
    {
        world.Prepare();
        world.Left();
        world.Night();
        world.Local.Requests.Clear();

        world.Night();

        Assert.Empty(world.Solution.Writes());
    }

    [Fact]
    public void Restricting_takes_one_write_a_row_and_one_for_all_former_owners()
    {
        world.Prepare();
        var left = world.Left(contacts: 20);
        world.Solution.RunSchedules();
        world.Local.Requests.Clear();

        world.Night();

        var writes = world.Solution.Writes();
        Assert.Equal(left.All.Count(), writes.Count(write => write is "Update account" or "Update contact" or "Update task" or "Update annotation"));
        Assert.Equal(1, writes.Count(write => write == "Create off_restrictionpart"));
    }

    [Fact]
    public void A_large_account_is_restricted_in_steps_and_given_back_in_steps()
    {
        world.Prepare();
        var left = world.Left(contacts: 150);
        var before = left.All.ToDictionary(row => row, world.OwnerOf);

        var steps = world.Night().Steps;
        var team = world.Team().Id;
        Assert.All(left.All, row => Assert.Equal(team, world.OwnerOf(row)));

        world.Solution.UpdatePastTheProduct(new AccountRow(new Entity("account", left.Account.Id)) { State = AccountState.Active, StatusReason = AccountStatusReason.Active }.Entity);
        world.Night();

        Assert.InRange(steps, 6, 30);
        Assert.All(left.All, row => Assert.Equal(before[row], world.OwnerOf(row)));
    }

    [Fact]
    public void Without_a_team_the_night_goes_on_and_says_what_to_do()
    {
        var left = world.Left();

        var night = world.Night();

        Assert.Contains(night.Reports, report => report.EndsWith("name it in off_RestrictionTeam. [OFF-3250]", StringComparison.Ordinal));
        Assert.Equal(world.RepReference.Id, world.OwnerOf(left.Account));
        Assert.Null(world.JobOf(left).RestrictedOn);
    }

    [Fact]
    public void A_team_of_the_root_business_unit_or_without_the_role_is_refused()
    {
        world.Left();
        var root = world.Admin.RetrieveMultiple(new QueryExpression("businessunit") { ColumnSet = new ColumnSet("name") }).Entities.Single().ToEntityReference();
        var team = world.Admin.Create(new Entity("team") { ["name"] = "Offboarding Restricted Data", ["businessunitid"] = root, ["administratorid"] = new EntityReference("systemuser", world.Local.AdministratorId) });
        Assert.Contains(world.Night().Reports, report => report.EndsWith("[OFF-3251]", StringComparison.Ordinal));

        var unit = world.Admin.Create(new Entity("businessunit") { ["name"] = "Below", ["parentbusinessunitid"] = root });
        world.Admin.Update(new Entity("team", team) { ["businessunitid"] = new EntityReference("businessunit", unit) });
        Assert.Contains(world.Night().Reports, report => report.EndsWith("[OFF-3252]", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_that_the_role_cannot_own_are_named_stay_with_those_above_them_and_the_others_are_restricted()
    {
        world.Prepare();
        var left = world.Left();
        var order = new EntityReference("salesorder", world.Jobs.Rows.Add("salesorder", ("name", "Order"), ("customerid", left.Account), ("ownerid", world.RepReference), ("submitdate", new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc))));

        var night = world.Night();

        Assert.Contains(night.Reports, report => report.Contains("lacks prvRead", StringComparison.Ordinal) && report.EndsWith("[OFF-3253]", StringComparison.Ordinal));
        Assert.All(left.Contacts.Concat(left.Rows), row => Assert.Equal(world.Team().Id, world.OwnerOf(row)));
        Assert.All([left.Account, order], row => Assert.Equal(world.RepReference.Id, world.OwnerOf(row)));
        Assert.Null(world.JobOf(left).RestrictedOn);
    }

    [Fact]
    public void Preparing_makes_unit_team_and_role_once_and_repeating_changes_nothing()
    {
        var first = world.Prepare();
        var again = (string)world.Admin.Execute(new OrganizationRequest("off_PrepareRestriction"))["Report"];

        Assert.Equal(["Business unit “Restricted data” was made.", "Team “Offboarding Restricted Data” was made.", "Team “Offboarding Restricted Data” got the role Offboarding Restricted Data."], first.Take(3));
        Assert.Equal(first[3], again);
        Assert.Equal(4, first.Count);
    }

    [Fact]
    public void Messages_about_preparation_that_no_scenario_reaches_are_there_in_both_languages()
    {
        Assert.EndsWith("[OFF-3261]", Plugins.Messages.Format("OFF-3261", Plugins.Language.German, "role", "R"), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3262]", Plugins.Messages.Format("OFF-3262", Plugins.Language.English, "count", "2", "unit", "U"), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3254]", Plugins.Messages.Format("OFF-3254", Plugins.Language.German, "most", "20", "job", "J", "fault", "F"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_role_lets_the_team_own_the_rows_of_every_table_of_the_product_that_tells_of_a_customer()
    {
        string[] own = ["off_erasurejob", "off_retentionschedule", "off_erasureplan", "off_erasureplanpart", "off_erasurefailure", "off_restrictionpart", "off_standingapproval", "off_legalhold", "off_subjectrequest"];
        var owned = SolutionSource.Files.Where(file => file.Key.StartsWith("Entities/off_", StringComparison.Ordinal) && file.Key.EndsWith("/Entity.xml", StringComparison.Ordinal))
            .Where(file => file.Value.Descendants("OwnershipTypeMask").Any(mask => mask.Value == "UserOwned")).Select(file => file.Key.Split('/')[1]).Where(table => !own.Contains(table.ToLowerInvariant()));

        var privileges = SolutionSource.Files["Roles/Offboarding Restricted Data.xml"].Descendants("RolePrivilege").Where(one => (string)one.Attribute("level")! == "Basic").Select(one => (string)one.Attribute("name")!).ToHashSet(StringComparer.Ordinal);

        Assert.All(owned, table => Assert.Contains("prvRead" + table, privileges));
        Assert.All(owned, table => Assert.Contains("prvWrite" + table, privileges));
    }
}
