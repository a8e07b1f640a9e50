using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Erasure;

/// <summary>The finder: every row of a subject once, with its class and its days, in a number of requests that does not grow with the rows.</summary>
public sealed class SubjectFinderScenarios : IDisposable
{
    readonly ErasureWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Each_row_has_the_class_of_its_table_of_its_state_or_of_its_parent()
    {
        var account = world.Account();
        var contact = world.Contact(account);
        var invoice = world.Add("invoice", ("name", "R-1"), ("customerid", account));
        var line = world.Add("invoicedetail", ("invoiceid", new EntityReference("invoice", invoice)), ("productdescription", "work"));
        var order = world.Add("salesorder", ("name", "A-1"), ("customerid", account));
        var orderMail = world.Add("email", ("subject", "order"), ("regardingobjectid", new EntityReference("salesorder", order)));
        var smallTalk = world.Add("email", ("subject", "hello"), ("regardingobjectid", account));
        var lost = world.Add("opportunity", ("name", "lost"), ("customerid", account), ("statecode", new OptionSetValue(2)), ("statuscode", new OptionSetValue(4)));
        var won = world.Add("opportunity", ("name", "won"), ("customerid", account), ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(3)));
        var letterNote = world.Add("annotation", ("objectid", new EntityReference("email", orderMail)), ("subject", "draft"));
        var personNote = world.Add("annotation", ("objectid", contact), ("subject", "birthday"));
        var incident = world.Add("incident", ("title", "broken"), ("customerid", account));
        var contract = world.Solution.AddContract(account.Id);

        var found = Find(account);

        Assert.Equal("account_master", found[account.Id].RecordClass);
        Assert.Equal("contact_master", found[contact.Id].RecordClass);
        Assert.Equal(["voucher", "voucher"], new[] { invoice, line }.Select(id => found[id].RecordClass));
        Assert.Equal(["commercial_letter", "commercial_letter", "commercial_letter"], new[] { order, orderMail, letterNote }.Select(id => found[id].RecordClass));
        Assert.Equal(["activity_internal", "quote_lost", "contract_document"], new[] { smallTalk, lost, won }.Select(id => found[id].RecordClass));
        Assert.Equal(["contact_master", "service_case", "contract_document"], new[] { personNote, incident, contract }.Select(id => found[id].RecordClass));
        Assert.Equal(contact, found[personNote].Subject);
        Assert.Equal(account, found[line].Subject);
    }

    [Fact]
    public void A_mark_overrides_the_class_gives_flags_and_events_and_passes_the_class_on()
    {
        var account = world.Account();
        var letter = world.Add("letter", ("subject", "customs"), ("regardingobjectid", account));
        var note = world.Add("annotation", ("objectid", new EntityReference("letter", letter)), ("subject", "form"));
        var mark = world.Service.Create(new RecordMarkRow
        {
            TableName = "letter", RowId = letter.ToString(), RecordClass = "customs_record", Flags = "vat_invoice", Events = "document_date=2018-12-31",
        }.Entity);

        var found = Find(account);

        Assert.Equal(("customs_record", "vat_invoice", true), (found[letter].RecordClass, found[letter].Flags, found[letter].IsMarked));
        Assert.Equal(new LocalDate(2018, 12, 31), found[letter].Events["document_date"]);
        Assert.Equal(["customs_record", "customs_record"], new[] { note, mark }.Select(id => found[id].RecordClass));
    }

    [Fact]
    public void Days_are_local_and_come_from_the_row_only()
    {
        var account = world.Account();
        var newYear = new DateTime(2018, 12, 31, 23, 30, 0, DateTimeKind.Utc);
        var sent = world.Add("letter", ("subject", "x"), ("regardingobjectid", account), ("actualend", newYear));
        var silent = world.Add("letter", ("subject", "y"), ("regardingobjectid", account));
        var quote = world.Add("quote", ("name", "Q"), ("customerid", account), ("closedon", new DateTime(2020, 5, 4, 0, 0, 0, DateTimeKind.Utc)), ("statecode", new OptionSetValue(3)), ("statuscode", new OptionSetValue(5)));

        var found = Find(account);

        Assert.Equal(new LocalDate(2019, 1, 1), found[sent].Events["document_date"]);
        Assert.Empty(found[silent].Events);
        Assert.Equal(new LocalDate(2020, 5, 4), found[quote].Events["offer_decided"]);
        Assert.Empty(found[account.Id].Events);
    }

    [Fact]
    public void A_case_is_closed_when_its_closing_activity_ended()
    {
        var account = world.Account();
        var incident = world.Add("incident", ("title", "broken"), ("customerid", account));
        world.Add(
            "incidentresolution", ("subject", "fixed"), ("incidentid", new EntityReference("incident", incident)),
            ("actualend", new DateTime(2021, 3, 1, 9, 0, 0, DateTimeKind.Utc)));

        Assert.Equal(new LocalDate(2021, 3, 1), Find(account)[incident].Events["case_closed"]);
    }

    [Fact]
    public void A_row_of_somebody_else_that_names_the_contact_is_found_and_told_apart()
    {
        var account = world.Account();
        var contact = world.Contact(account);
        var stranger = world.Account("Fabrikam");
        var incident = world.Add("incident", ("title", "theirs"), ("customerid", stranger), ("primarycontactid", contact));
        var mail = world.Add("email", ("subject", "theirs"), ("regardingobjectid", stranger), ("to", ErasureWorld.Parties((contact, null))));
        var own = world.Add("email", ("subject", "ours"), ("to", ErasureWorld.Parties((contact, null))));

        var found = Find(account);

        Assert.Equal([true, true, false], new[] { incident, mail, own }.Select(id => found[id].IsOfAnother));
        Assert.DoesNotContain(stranger.Id, found.Keys);
    }

    [Fact]
    public void The_lead_from_which_a_contact_came_belongs_to_it()
    {
        var lead = world.Add("lead", ("lastname", "Lovelace"), ("subject", "interest"));
        var contact = world.Contact(world.Account(), "Lovelace", ("originatingleadid", new EntityReference("lead", lead)));
        var call = world.Add("phonecall", ("subject", "first call"), ("regardingobjectid", new EntityReference("lead", lead)), ("actualend", new DateTime(2022, 4, 1, 9, 0, 0, DateTimeKind.Utc)));

        var found = world.Finder.Rows(account: null, [contact.Id]).ToDictionary(row => row.Id);

        Assert.Equal(("lead_prospect", contact), (found[lead].RecordClass, found[lead].Subject));
        Assert.Equal(new LocalDate(2022, 4, 1), found[lead].Events["last_interaction"]);
        Assert.Contains(call, found.Keys);
    }

    [Fact]
    public void Ten_times_the_rows_take_no_request_more()
    {
        var small = Populate(contacts: 2);
        var large = Populate(contacts: 20);

        var (few, fewRequests) = Measure(small);
        var (many, manyRequests) = Measure(large);

        Assert.True(many > 5 * few, $"{few} and {many} rows were found.");
        Assert.Equal(fewRequests, manyRequests);
        Assert.InRange(manyRequests, 20, 90);
    }

    [Fact]
    public void Local_days_are_asked_for_twice_a_year_and_once_more_around_midnight_only()
    {
        var days = new LocalDays(world.Service, timeZoneCode: 110);
        world.Local.Requests.Clear();

        foreach (var day in Enumerable.Range(0, 365))
            Assert.Equal(new LocalDate(2023, 1, 1).PlusDays(day), days.Of(new DateTime(2023, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddDays(day), isInstant: true));
        var summerNight = days.Of(new DateTime(2023, 7, 1, 22, 30, 0, DateTimeKind.Utc), isInstant: true);
        var winterNight = days.Of(new DateTime(2023, 12, 1, 22, 30, 0, DateTimeKind.Utc), isInstant: true);

        Assert.Equal((new LocalDate(2023, 7, 2), new LocalDate(2023, 12, 1)), (summerNight, winterNight));
        Assert.Equal(4, world.Local.Requests.Count);
    }

    Dictionary<Guid, FoundRow> Find(EntityReference account) => world.Finder.Rows(account.Id, world.Finder.Contacts(account.Id)).ToDictionary(row => row.Id);

    EntityReference Populate(int contacts)
    {
        var account = world.Account();
        for (var i = 0; i < contacts; i++)
        {
            var contact = world.Contact(account, "Person" + i);
            var order = world.Add("salesorder", ("name", "A" + i), ("customerid", account));
            var mail = world.Add("email", ("subject", "order"), ("regardingobjectid", new EntityReference("salesorder", order)), ("to", ErasureWorld.Parties((contact, null))));
            world.Add("annotation", ("objectid", new EntityReference("email", mail)), ("subject", "draft"));
            world.Add("task", ("subject", "call"), ("regardingobjectid", contact));
        }

        return account;
    }

    (int Rows, int Requests) Measure(EntityReference account)
    {
        var contacts = world.Finder.Contacts(account.Id);
        world.Local.Requests.Clear();
        var rows = world.NewFinder().Rows(account.Id, contacts).Count;
        return (rows, world.Local.Requests.Count);
    }
}
