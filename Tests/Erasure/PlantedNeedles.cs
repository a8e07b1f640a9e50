using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Erasure;

/// <summary>An account run by one person, with a contact, and values of both planted wherever a value can stand: each is a text of its own that occurs nowhere else.</summary>
internal sealed class PlantedNeedles
{
    readonly ErasureWorld world;
    readonly List<Needle> needles = [];

    public PlantedNeedles(ErasureWorld world)
    {
        this.world = world;
        Account = world.Account(Plant("account.name"), [.. Texts("account", "emailaddress1", "telephone1", "websiteurl", "description", "address1_line1", "address1_city"), ("off_soletrader", true)]);
        Lead = Row("lead", ("lastname", null), ("companyname", null), ("emailaddress1", null), ("description", null));
        Contact = world.Contact(
            Account,
            Plant("contact.lastname"),
            [
                .. Texts("contact", "firstname", "jobtitle", "emailaddress1", "mobilephone", "description", "spousesname", "governmentid", "address1_line1", "address1_city", "address2_line1"),
                ("originatingleadid", Lead),
            ]);
        PlantMasterData();
        PlantActivities();
        PlantSales();
        PlantOurs();
    }

    public EntityReference Account { get; }

    public EntityReference Contact { get; }

    public EntityReference Lead { get; }

    public IReadOnlyList<Needle> All => needles;

    void PlantMasterData()
    {
        Row("customeraddress", ("parentid", Contact), ("line1", null), ("city", null), ("primarycontactname", null));
        Row("annotation", ("objectid", Contact), ("subject", null), ("notetext", null), ("filename", null), ("documentbody", null), ("isdocument", true));
        Row("connection", ("record1id", Contact), ("record2id", Account), ("description", null));
        Row("feedback", ("regardingobjectid", Contact), ("title", null), ("comments", null), ("createdbycontact", Contact));
    }

    void PlantActivities()
    {
        var mail = Row(
            "email", ("regardingobjectid", Account), ("subject", null), ("description", null),
            ("to", ErasureWorld.Parties((Contact, Plant("activityparty.addressused")), (null, Plant("activityparty.addressused")))));
        Row("activitymimeattachment", ("objectid", mail), ("objecttypecode", "email"), ("filename", null), ("subject", null));
        Row("letter", ("regardingobjectid", Contact), ("subject", null), ("description", null), ("address", null));
        Row("fax", ("regardingobjectid", Account), ("subject", null), ("faxnumber", null));
        Row("phonecall", ("regardingobjectid", Lead), ("subject", null), ("phonenumber", null));
        Row("appointment", ("regardingobjectid", Contact), ("subject", null), ("location", null));
        var task = Row("task", ("regardingobjectid", Account), ("subject", null), ("description", null));
        world.Close("task", task.Id, state: 1, status: 5);
        Row("annotation", ("objectid", task), ("notetext", null));
    }

    void PlantSales()
    {
        var opportunity = Row("opportunity", ("customerid", Account), ("parentcontactid", Contact), ("name", null), ("description", null), ("customerneed", null), ("emailaddress", null));
        Row("annotation", ("objectid", opportunity), ("notetext", null));
        var quote = Row("quote", ("customerid", Account), ("name", null), ("billto_name", null), ("shipto_contactname", null), ("description", null));
        Row("quotedetail", ("quoteid", quote), ("productdescription", null));
        var order = Row("salesorder", ("customerid", Account), ("name", null), ("billto_name", null), ("shipto_line1", null));
        Row("salesorderdetail", ("salesorderid", order), ("description", null));
        var invoice = Row("invoice", ("customerid", Account), ("name", null), ("billto_name", null), ("billto_line1", null), ("description", null));
        Row("invoicedetail", ("invoiceid", invoice), ("productdescription", null));
        var incident = Row("incident", ("customerid", Account), ("primarycontactid", Contact), ("title", null), ("description", null));
        Row("incidentresolution", ("incidentid", incident), ("subject", null), ("description", null));
    }

    void PlantOurs()
    {
        Row("off_contract", ("off_accountid", Account), ("off_name", null), ("off_unreadable", null));
        var offboarding = Row("off_offboardingcase", ("off_accountid", Account), ("off_maincontactid", Contact), ("off_name", null), ("off_explanation", null), ("off_situation", null), ("off_openkey", Guid.NewGuid().ToString()));
        Row("annotation", ("objectid", offboarding), ("notetext", null));
        Row("off_settlementitem", ("off_caseid", offboarding), ("off_name", null), ("off_inputs", null));
        Row("off_casedecision", ("off_caseid", offboarding), ("off_name", null), ("off_facts", null));
        Row("off_finding", ("off_accountid", Account), ("off_name", null), ("off_detail", null), ("off_findingkey", Guid.NewGuid().ToString()));
        Row("off_legalhold", ("off_accountid", Account), ("off_contactid", Contact), ("off_purpose", null), ("off_reason", null), ("off_from", new DateTime(2020, 1, 1)), ("off_until", new DateTime(2020, 2, 1)));
        world.Service.Create(new RecordMarkRow { TableName = "contact", RowId = Contact.Id.ToString(), RecordClass = "contact_master", Reason = Plant("off_recordmark.off_reason") }.Entity);
    }

    /// <summary>A row; a column without a value gets a needle.</summary>
    EntityReference Row(string table, params (string Column, object? Value)[] values) =>
        new(table, world.Add(table, [.. values.Select(cell => (cell.Column, cell.Value ?? Plant(table + "." + cell.Column)))]));

    IEnumerable<(string Column, object? Value)> Texts(string table, params string[] columns) => columns.Select(column => (column, (object?)Plant(table + "." + column)));

    string Plant(string place)
    {
        var needle = new Needle(place, $"qz{needles.Count:000}x{place.Length}");
        needles.Add(needle);
        return place.EndsWith("addressused", StringComparison.Ordinal) || place.Contains("emailaddress", StringComparison.Ordinal) ? needle.Text + "@example.org" : needle.Text;
    }
}

/// <summary>A value that is looked for.</summary>
/// <param name="Place">Where it was planted, as table.column.</param>
/// <param name="Text">What is looked for.</param>
internal sealed record Needle(string Place, string Text)
{
    public string Table => Place[..Place.IndexOf('.', StringComparison.Ordinal)];

    public string Column => Place[(Place.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
