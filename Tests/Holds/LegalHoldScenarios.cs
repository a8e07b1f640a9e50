using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Erasure;

namespace Offboarding.Tests.Holds;

/// <summary>Legal holds through the packed zip: who may place, change and release them, and that the erasure keeps off. It is 15 January 2027.</summary>
public sealed class LegalHoldScenarios : IDisposable
{
    static readonly LocalDate Today = new(2027, 1, 15);

    readonly ErasureWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R12_a_hold_names_who_placed_it_begins_today_and_counts_the_fence_of_its_account_up()
    {
        var account = world.Account();
        world.Local.Requests.Clear();

        var hold = Read(Place(account));

        Assert.Equal((world.Local.AdministratorId, Today), (hold.PlacedById!.Id, hold.From));
        Assert.Equal(1, FenceOf(account));
        Assert.Equal(2, world.Local.Requests.ByPlugins.Count(request => request.Table == "account"));
    }

    [Fact]
    public void A_hold_on_a_contact_counts_the_fences_of_contact_and_account_up()
    {
        var account = world.Account();
        var contact = world.Contact(account);

        Place(contact);

        Assert.Equal((1, 1), (FenceOf(account), FenceOf(contact)));
    }

    [Theory]
    [InlineData("OFF-3300", "none")]
    [InlineData("OFF-3300", "both")]
    [InlineData("OFF-3301", "ends before it begins")]
    [InlineData("OFF-3302", "row without table")]
    [InlineData("OFF-3302", "row and class")]
    [InlineData("OFF-3303", "unknown class")]
    public void A_hold_that_nobody_could_apply_is_refused(string code, string how)
    {
        var account = world.Account();
        var hold = New(how == "none" ? null : account);
        if (how == "both") hold.ContactId = world.Contact(account);
        if (how == "ends before it begins") (hold.From, hold.Until) = (Today, new LocalDate(2027, 1, 14));
        if (how is "row without table" or "row and class") hold.RowId = Guid.NewGuid().ToString();
        if (how == "row and class") (hold.TableName, hold.RecordClass) = ("invoice", "voucher");
        if (how == "unknown class") hold.RecordClass = "vouchers";

        var message = SolutionEnvironment.RefusalOf(() => world.Service.Create(hold.Entity));

        Assert.EndsWith("[" + code + "]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_needs_a_reason_and_an_extension_none()
    {
        var hold = Place(world.Account());

        var message = SolutionEnvironment.RefusalOf(() => Change(hold, row => row.Until = Today));
        Change(hold, row => (row.Until, row.ReleaseReason) = (Today, "settled"));
        Change(hold, row => row.Until = new LocalDate(2027, 2, 1));

        Assert.EndsWith("[OFF-3304]", message, StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 2, 1), Read(hold).Until);
    }

    [Fact]
    public void A_hold_in_force_can_be_neither_deleted_nor_deactivated_and_an_old_one_can()
    {
        var hold = Place(world.Account());

        var deletion = SolutionEnvironment.RefusalOf(() => world.Service.Delete(LegalHoldRow.Table, hold));
        var deactivation = SolutionEnvironment.RefusalOf(() => Change(hold, row => row.State = LegalHoldState.Inactive));
        var oldWay = SolutionEnvironment.RefusalOf(() => world.Service.Execute(new SetStateRequest
        {
            EntityMoniker = new EntityReference(LegalHoldRow.Table, hold), State = new OptionSetValue(1), Status = new OptionSetValue(2),
        }));
        Change(hold, row => (row.Until, row.ReleaseReason) = (new LocalDate(2027, 1, 20), "settled"));
        world.Local.Clock.MoveTo(new DateTime(2027, 1, 21, 8, 0, 0, DateTimeKind.Utc));
        world.Service.Delete(LegalHoldRow.Table, hold);

        Assert.All([deletion, deactivation, oldWay], message => Assert.EndsWith("[OFF-3305]", message, StringComparison.Ordinal));
        Assert.Empty(Holds());
    }

    [Fact]
    public void What_a_hold_protects_and_who_placed_it_never_change()
    {
        var hold = Place(world.Account());
        var other = world.Account("Fabrikam");

        var scope = SolutionEnvironment.RefusalOf(() => Change(hold, row => row.AccountId = other));
        var author = SolutionEnvironment.RefusalOf(() => Change(hold, row => row.PlacedById = new EntityReference("systemuser", Guid.NewGuid())));

        Assert.EndsWith("[OFF-3306]", scope, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3307]", author, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    [InlineData("class")]
    [InlineData("row")]
    [InlineData("request")]
    public void R12_the_kernel_touches_nothing_that_a_hold_or_an_open_request_protects(string scope)
    {
        var account = world.Account();
        var contact = world.Contact(account, "Muster", ("description", "secret of the person"));
        var free = world.Contact(account, "Frei", ("description", "other secret"));
        if (scope == "request")
        {
            world.Add(SubjectRequestRow.Table, ("off_contactid", contact), ("off_kind", new OptionSetValue((int)SubjectRequestKind.Access)), ("off_receivedon", new DateTime(2027, 1, 10)));
        }
        else
        {
            var hold = New(scope == "contact" ? contact : account);
            if (scope == "class") hold.RecordClass = "contact_master";
            if (scope == "row") (hold.TableName, hold.RowId) = ("contact", contact.Id.ToString());
            world.Service.Create(hold.Entity);
        }

        var outcome = world.Kernel(account, new HoldStop(Today)).Mask(
            [ErasureWorld.Row("contact", contact.Id, "contact_master", contact), ErasureWorld.Row("contact", free.Id, "contact_master", free)]);

        Assert.Contains(contact.Id, outcome.OnHold.Select(row => row.Id));
        Assert.Equal(scope is "account" or "class", outcome.OnHold.Any(row => row.Id == free.Id));
        Assert.Equal("secret of the person", world.Service.Retrieve("contact", contact.Id, new ColumnSet("description"))["description"]);
    }

    [Fact]
    public void A_hold_stops_until_its_last_day_and_no_longer()
    {
        var account = world.Account();
        var hold = New(account);
        (hold.From, hold.Until) = (new LocalDate(2027, 1, 1), Today);
        world.Service.Create(hold.Entity);
        WipeRow[] rows = [ErasureWorld.Row("account", account.Id, "account_master", account)];

        var onTheLastDay = world.Kernel(account, new HoldStop(Today)).Mask(rows);
        var afterwards = world.Kernel(account, new HoldStop(Today.PlusDays(1))).Mask(rows);

        Assert.Single(onTheLastDay.OnHold);
        Assert.Empty(afterwards.OnHold);
    }

    [Fact]
    public void R12_holds_are_placed_on_many_accounts_in_steps_and_never_twice()
    {
        var accounts = Enumerable.Range(0, PlaceHolds.AccountsPerStep + 5).Select(_ => world.Account().Id).ToList();

        var first = PlaceAll(accounts);
        var again = PlaceAll(accounts);

        Assert.Equal((2, accounts.Count, 0), first);
        Assert.Equal((1, 0, 0), again);
        Assert.Equal(accounts.Order(), Holds().Select(hold => hold.AccountId!.Id).Order());
    }

    [Fact]
    public void R12_holds_are_placed_on_the_accounts_of_a_saved_view()
    {
        var held = world.Account("Contoso", ("address1_city", "Bonn"));
        world.Account("Fabrikam", ("address1_city", "Köln"));
        var view = world.Add("savedquery", ("name", "Bonn"), ("returnedtypecode", "account"), ("fetchxml",
            "<fetch><entity name=\"account\"><attribute name=\"name\"/><order attribute=\"name\"/><filter><condition attribute=\"address1_city\" operator=\"eq\" value=\"Bonn\"/></filter></entity></fetch>"));
        var wrong = world.Add("savedquery", ("name", "People"), ("returnedtypecode", "contact"), ("fetchxml", "<fetch><entity name=\"contact\"/></fetch>"));

        Step(request => request["ViewId"] = view.ToString());
        var message = SolutionEnvironment.RefusalOf(() => Step(request => request["ViewId"] = wrong.ToString()));

        Assert.Equal(held.Id, Assert.Single(Holds()).AccountId!.Id);
        Assert.EndsWith("[OFF-3311]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_cannot_be_held_is_left_out_and_named()
    {
        var account = world.Account();
        var missing = Guid.NewGuid();
        string[] ids = [account.Id.ToString(), missing.ToString()];
        string? token = null;
        string? fault = null;
        var failed = 0;
        var reports = new List<string>();
        for (var more = true; more;)
        {
            try
            {
                var answer = Step(request =>
                {
                    request["AccountIds"] = ids;
                    if (token is not null) request["Token"] = token;
                    if (fault is not null) request["Fault"] = fault;
                });
                (more, token, fault) = ((bool)answer["More"], answer.Results.TryGetValue("Token", out var next) ? (string?)next : null, null);
                failed += (int)answer["Failed"];
                reports.Add((string)answer["Report"]);
            }
            catch (System.ServiceModel.FaultException<OrganizationServiceFault> fell)
            {
                fault = fell.Detail.Message;
            }
        }

        Assert.Equal(1, failed);
        Assert.Contains(reports, report => report.Contains(missing.ToString(), StringComparison.Ordinal) && report.Contains("NOT held", StringComparison.Ordinal));
        Assert.Equal(account.Id, Assert.Single(Holds()).AccountId!.Id);
    }

    [Theory]
    [InlineData("OFF-3310", "neither")]
    [InlineData("OFF-3310", "both")]
    [InlineData("OFF-3312", "too many")]
    [InlineData("OFF-9003", "no id")]
    [InlineData("OFF-5003", "token")]
    public void Wrong_input_of_the_operation_is_named(string code, string how)
    {
        var message = SolutionEnvironment.RefusalOf(() => Step(request =>
        {
            if (how != "neither") request["AccountIds"] = how == "too many" ? Enumerable.Repeat(Guid.NewGuid().ToString(), PlaceHolds.MostIds + 1).ToArray() : [how == "no id" ? "x" : Guid.NewGuid().ToString()];
            if (how == "both") request["ViewId"] = Guid.NewGuid().ToString();
            if (how == "token") request["Token"] = "0";
        }));

        Assert.EndsWith("[" + code + "]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_failures_than_a_run_may_have_stop_it()
    {
        var leftOut = Enumerable.Range(0, HoldToken.MostLeftOut).Select(_ => Guid.NewGuid().ToString("N"));

        var message = SolutionEnvironment.RefusalOf(() => Step(request =>
        {
            request["AccountIds"] = new[] { world.Account().Id.ToString() };
            request["Token"] = "1;" + string.Join(";", leftOut);
            request["Fault"] = "no";
        }));

        Assert.EndsWith("[OFF-3313]", message, StringComparison.Ordinal);
    }

    (int Steps, int Processed, int Failed) PlaceAll(IReadOnlyList<Guid> accounts)
    {
        var (steps, processed, failed) = (0, 0, 0);
        string? token = null;
        while (true)
        {
            var answer = Step(request =>
            {
                request["AccountIds"] = accounts.Select(id => id.ToString()).ToArray();
                if (token is not null) request["Token"] = token;
            });
            steps++;
            processed += (int)answer["Processed"];
            failed += (int)answer["Failed"];
            if (!(bool)answer["More"]) return (steps, processed, failed);
            token = (string)answer["Token"];
        }
    }

    OrganizationResponse Step(Action<OrganizationRequest> more)
    {
        var request = new OrganizationRequest("off_PlaceHolds") { ["Kind"] = "tax", ["Purpose"] = "tax audit 2024", ["Reason"] = "order of the tax office", ["Matter"] = "A-17" };
        more(request);
        return world.Service.Execute(request);
    }

    static LegalHoldRow New(EntityReference? subject) => new()
    {
        Kind = LegalHoldKind.Litigation, Purpose = "defence against a claim", Reason = "claim announced", From = Today,
        AccountId = subject?.LogicalName == "account" ? subject : null,
        ContactId = subject?.LogicalName == "contact" ? subject : null,
    };

    Guid Place(EntityReference subject)
    {
        var hold = New(subject);
        hold.Entity.Attributes.Remove(LegalHoldRow.Columns.From);
        return world.Service.Create(hold.Entity);
    }

    void Change(Guid id, Action<LegalHoldRow> change)
    {
        var row = new LegalHoldRow(new Entity(LegalHoldRow.Table, id));
        change(row);
        world.Service.Update(row.Entity);
    }

    LegalHoldRow Read(Guid id) => new(world.Service.Retrieve(LegalHoldRow.Table, id, new ColumnSet(LegalHoldRow.Columns.PlacedById, LegalHoldRow.Columns.From, LegalHoldRow.Columns.Until)));

    IReadOnlyList<LegalHoldRow> Holds() =>
        [.. world.Service.RetrieveMultiple(new QueryExpression(LegalHoldRow.Table) { ColumnSet = new ColumnSet(LegalHoldRow.Columns.AccountId) }).Entities.Select(row => new LegalHoldRow(row))];

    int? FenceOf(EntityReference row) => world.Service.Retrieve(row.LogicalName, row.Id, new ColumnSet("off_erasurefence")).GetAttributeValue<int?>("off_erasurefence");
}
