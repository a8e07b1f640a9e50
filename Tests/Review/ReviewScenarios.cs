using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Review;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.Review;

/// <summary>off_ReviewRelationships through the packed zip.</summary>
public sealed class ReviewScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R40_signals_open_their_rows_propose_a_review_and_start_no_ending()
    {
        var account = world.Customer();
        world.Set("off_ReviewOverdueInvoices", "2");
        var due = new[] { Invoice(account, 1), Invoice(account, 2) };
        Invoice(account, dueDay: null);
        Complaint(account);
        world.Set("off_ReviewComplaints", "1");

        Run();

        var signals = Signals(account);
        Assert.Equal(["Complaints", "Payment"], signals.Select(signal => signal.Kind.ToString()));
        Assert.Equal(due.Order(), JObject.Parse(signals[1].SourceRows!)["rows"]!.Select(row => Guid.Parse((string)row["id"]!)).Order());
        Assert.Contains("What comes of it, people decide", signals[1].Explanation, StringComparison.Ordinal);
        Assert.Empty(world.Rows(OffboardingCaseRow.Table, "off_accountid", account.Id, "off_name"));
        Assert.Equal(AccountState.Active, world.Account(account.Id).State);
    }

    [Fact]
    public void R40_a_second_run_writes_nothing_and_a_signal_whose_facts_are_gone_no_longer_shows()
    {
        var account = world.Customer();
        world.Set("off_ReviewComplaints", "1");
        var complaint = Complaint(account);
        Run();
        var before = Signals(account).Single();

        var requests = world.RequestsOf(Run);
        Assert.InRange(requests, 1, ReviewRelationships.MostReads);
        Assert.Equal(before.ModifiedOn, Signals(account).Single().ModifiedOn);

        world.Administrator.Delete("incident", complaint);
        Run();
        Assert.Equal(SignalSignalState.Dismissed, Signals(account).Single().SignalState);
    }

    [Fact]
    public void R40_what_a_person_reviewed_rests_for_half_a_year_and_says_what_came_of_it()
    {
        var account = world.Customer();
        world.Set("off_ReviewComplaints", "1");
        Complaint(account);
        Run();
        var id = Signals(account).Single().Id;
        Assert.Contains("[OFF-4640]", SolutionEnvironment.RefusalOf(() => world.Administrator.Update(new SignalRow(new Entity(SignalRow.Table, id)) { SignalState = SignalSignalState.Reviewed }.Entity)), StringComparison.Ordinal);
        world.Administrator.Update(new SignalRow(new Entity(SignalRow.Table, id)) { SignalState = SignalSignalState.Reviewed, Note = "We talked; it goes on." }.Entity);

        Complaint(account);
        Run();
        var rested = Signals(account).Single();
        world.Local.Clock.MoveTo(new DateTime(2027, 8, 1, 8, 0, 0, DateTimeKind.Utc));
        Run();

        Assert.Equal((SignalSignalState.Reviewed, new LocalDate(2027, 1, 15), world.Local.AdministratorId), (rested.SignalState, rested.ReviewedOn, rested.ReviewedById!.Id));
        Assert.Equal(SignalSignalState.Open, Signals(account).Single().SignalState);
    }

    [Fact]
    public void R40_many_accounts_are_looked_at_in_steps_and_one_that_fails_is_left_out_by_halving()
    {
        for (var i = 0; i < 40; i++) world.Customer("C" + i);

        var first = Step();
        Assert.True((bool)first["More"]);
        Assert.Equal(ReviewToken.MostRows, (int)first["Processed"]);
        string? token = null;
        OrganizationResponse answer = null!;
        for (var size = ReviewToken.MostRows; size >= 1; size /= 2)
        {
            answer = Step(token, "boom");
            token = (string)answer["Token"];
        }

        Assert.Equal((1, "1;1"), ((int)answer["Failed"], token));
        Assert.Contains("was left out: boom", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Contains("[OFF-5003]", SolutionEnvironment.RefusalOf(() => Step("3;2")), StringComparison.Ordinal);
    }

    void Run()
    {
        string? token = null;
        do
        {
            var answer = Step(token);
            token = (bool)answer["More"] ? (string)answer["Token"] : null;
        }
        while (token is not null);
    }

    OrganizationResponse Step(string? token = null, string? fault = null)
    {
        var request = new OrganizationRequest("off_ReviewRelationships");
        if (token is not null) request["Token"] = token;
        if (fault is not null) request["Fault"] = fault;
        return world.Administrator.Execute(request);
    }

    Guid Invoice(EntityReference account, int? dueDay)
    {
        var invoice = new Entity("invoice") { ["name"] = "Invoice", ["invoicenumber"] = "INV-" + Guid.NewGuid().ToString("N"), ["customerid"] = account, ["totalamount"] = new Money(10) };
        if (dueDay is { } day) invoice["duedate"] = new DateTime(2027, 1, day, 0, 0, 0, DateTimeKind.Unspecified);
        return world.Administrator.Create(invoice);
    }

    Guid Complaint(EntityReference account) => world.Administrator.Create(new Entity("incident") { ["title"] = "Broken", ["customerid"] = account, ["casetypecode"] = new OptionSetValue(2) });

    List<SignalRow> Signals(EntityReference account) =>
    [
        .. world.Rows(SignalRow.Table, "off_accountid", account.Id, "off_kind", "off_sourcerows", "off_explanation", "off_signalstate", "off_reviewedon", "off_reviewedbyid", "modifiedon")
            .Select(row => new SignalRow(row)).OrderBy(signal => signal.Kind),
    ];
}
