using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Erasure;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Proof;

/// <summary>A value of a person, and where a copy of it stands.</summary>
/// <param name="Kind">Kind of place: what is hidden together.</param>
/// <param name="Place">Where the copy stands, as table.column.</param>
/// <param name="Source">Column of the contact that holds the value.</param>
public sealed record PlantedCopy(string Kind, string Place, string Source)
{
    /// <summary>Table of the copy.</summary>
    public string Table => Place[..Place.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Column of the copy.</summary>
    public string Column => Place[(Place.IndexOf('.', StringComparison.Ordinal) + 1)..];
}

/// <summary>A contact with a value in every column that says who somebody is, and copies of these values wherever one can stand.</summary>
internal sealed class NeedleTable
{
    /// <summary>All copies. The text around them differs, so that only a search for the value itself finds them.</summary>
    public static readonly IReadOnlyList<PlantedCopy> Copies =
    [
        new("contact", "contact.nickname", "nickname"),
        new("contact", "contact.emailaddress3", "emailaddress3"),
        new("contact", "contact.governmentid", "governmentid"),
        new("account", "account.emailaddress2", "emailaddress1"),
        new("account", "account.description", "fullname"),
        new("account", "account.fax", "fax"),
        new("lead", "lead.lastname", "fullname"),
        new("lead", "lead.emailaddress1", "emailaddress1"),
        new("lead", "lead.description", "mobilephone"),
        new("customeraddress", "customeraddress.line1", "address1_line1"),
        new("customeraddress", "customeraddress.primarycontactname", "fullname"),
        new("note", "annotation.notetext", "emailaddress1"),
        new("note", "annotation.subject", "lastname"),
        new("file name", "annotation.filename", "lastname"),
        new("file", "annotation.documentbody", "emailaddress2"),
        new("task", "task.subject", "lastname"),
        new("task", "task.description", "mobilephone"),
        new("phone call", "phonecall.subject", "firstname"),
        new("phone call", "phonecall.phonenumber", "mobilephone"),
        new("phone call", "phonecall.description", "home2"),
        new("e-mail", "email.subject", "fullname"),
        new("e-mail", "email.description", "emailaddress2"),
        new("party", "activityparty.addressused", "emailaddress1"),
        new("letter", "letter.address", "address1_line1"),
        new("letter", "letter.description", "fullname"),
        new("fax", "fax.faxnumber", "fax"),
        new("fax", "fax.subject", "lastname"),
        new("appointment", "appointment.location", "address1_line1"),
        new("appointment", "appointment.subject", "assistantname"),
        new("opportunity", "opportunity.name", "lastname"),
        new("opportunity", "opportunity.description", "managername"),
        new("opportunity", "opportunity.emailaddress", "emailaddress1"),
        new("quote", "quote.name", "lastname"),
        new("quote", "quote.description", "telephone1"),
        new("case", "incident.title", "lastname"),
        new("case", "incident.description", "employeeid"),
        new("connection", "connection.description", "spousesname"),
        new("feedback", "feedback.title", "firstname"),
        new("feedback", "feedback.comments", "emailaddress1"),
        new("offboarding case", "off_offboardingcase.off_explanation", "fullname"),
        new("offboarding case", "off_offboardingcase.off_situation", "emailaddress1"),
        new("finding", "off_finding.off_detail", "emailaddress2"),
        new("contract", "off_contract.off_name", "fullname"),
    ];

    /// <summary>The values by column of the contact. Each occurs nowhere else.</summary>
    public static readonly IReadOnlyDictionary<string, string> Values = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["firstname"] = "Zephyrine", ["lastname"] = "Quintzal", ["nickname"] = "Zephyzal", ["fullname"] = "Zephyrine Quintzal",
        ["emailaddress1"] = "z.quintzal@nadel.example", ["emailaddress2"] = "privat@quintzal.example", ["emailaddress3"] = "zeph@dritte.example",
        ["telephone1"] = "+49 30 5550 1701", ["mobilephone"] = "+49 171 5550 1702", ["home2"] = "030 5550 1703", ["fax"] = "+49 30 5550 1704",
        ["governmentid"] = "T220001293", ["employeeid"] = "E-4711-0815", ["assistantname"] = "Ottokar Vize", ["managername"] = "Ludmilla Obenauf", ["spousesname"] = "Balthasar Quintzal",
        ["address1_line1"] = "Nadelgasse 17 b",
    };

    static readonly LocalDate Long = new(2015, 3, 1);

    readonly ErasureWorld world;

    public NeedleTable(ErasureWorld world, EntityReference account)
    {
        this.world = world;
        var lead = Row("lead");
        world.Service.Update(new Entity("account", account.Id) { [Name("account.emailaddress2")] = Copy("account.emailaddress2"), [Name("account.description")] = Copy("account.description"), [Name("account.fax")] = Copy("account.fax") });
        Contact = world.Contact(account, Values["lastname"], [.. Values.Where(value => value.Key is not ("lastname" or "fullname")).Select(value => (value.Key, (object?)value.Value)), ("originatingleadid", lead)]);
        Row("customeraddress", ("parentid", Contact));
        PlantNotes();
        foreach (var table in new[] { "task", "phonecall", "letter", "fax", "appointment" }) Row(table, ("regardingobjectid", Contact));
        world.Add("task", ("subject", "Follow up"), ("regardingobjectid", lead), ("actualend", new DateTime(2015, 3, 1)));
        Row("email", ("regardingobjectid", Contact), ("to", ErasureWorld.Parties((Contact, Values["emailaddress1"]), (null, Values["emailaddress1"]))));
        foreach (var table in new[] { "opportunity", "quote" }) Marked(Row(table, ("customerid", account)), "offer_decided");
        Marked(Row("incident", ("customerid", Contact)), "case_closed");
        Row("connection", ("record1id", Contact), ("record2id", account));
        Row("feedback", ("regardingobjectid", Contact), ("createdbycontact", Contact));
        Row("off_offboardingcase", ("off_accountid", account), ("off_maincontactid", Contact), ("off_name", "A"), ("off_openkey", Guid.NewGuid().ToString()));
        Row("off_finding", ("off_accountid", account), ("off_name", "F"), ("off_findingkey", Guid.NewGuid().ToString()));
        Marked(new EntityReference(ContractRow.Table, EndedContract(account)), "contract_end");
    }

    public EntityReference Contact { get; }

    /// <summary>The kinds of places.</summary>
    public static IEnumerable<string> Kinds => Copies.Select(copy => copy.Kind).Distinct(StringComparer.Ordinal);

    /// <summary>A job of which all of this was erased.</summary>
    public static DueJob Erased(ErasureJobWorld world)
    {
        var job = world.Due(contacts: 0, also: account => _ = new NeedleTable(world.Rows, account));
        world.Approve(world.Plan(job));
        world.Run();
        return job;
    }

    void PlantNotes()
    {
        world.Add(
            "annotation", ("objectid", Contact), ("notetext", Copy("annotation.notetext")), ("subject", Copy("annotation.subject")), ("filename", "Lebenslauf_" + Values["lastname"] + ".txt"), ("mimetype", "text/plain"), ("isdocument", true),
            ("documentbody", Convert.ToBase64String(Encoding.UTF8.GetBytes("Private address: " + Values["emailaddress2"] + "."))));
    }

    Guid EndedContract(EntityReference account)
    {
        var contract = SolutionEnvironment.Contract(account.Id, Copy("off_contract.off_name"), row =>
        {
            row.ConcludedOn = row.Start = new LocalDate(2010, 1, 1);
            row.Termination = ContractTermination.Mutual;
            row.NoticeReceived = Long;
            row.AgreedEnd = Long;
        });
        return world.Solution.CreatePastTheProduct(contract.Entity);
    }

    /// <summary>What a row's columns do not say, a person says: the day from which its period runs.</summary>
    EntityReference Marked(EntityReference row, string @event)
    {
        world.Service.Create(new RecordMarkRow { TableName = row.LogicalName, RowId = row.Id.ToString(), Events = @event + "=" + Long, Reason = "Recorded on paper" }.Entity);
        return row;
    }

    /// <summary>A row with all copies of its table.</summary>
    EntityReference Row(string table, params (string Column, object? Value)[] values) =>
        new(table, world.Add(table, [.. values, .. Copies.Where(copy => copy.Table == table).Select(copy => (copy.Column, (object?)Copy(copy.Place)))]));

    static string Copy(string place)
    {
        var value = Values[Copies.Single(copy => copy.Place == place).Source];
        return place.Contains("emailaddress", StringComparison.Ordinal) || place.Contains("phonenumber", StringComparison.Ordinal) || place.EndsWith("fax", StringComparison.Ordinal) || place.EndsWith("faxnumber", StringComparison.Ordinal) ? value : "About (" + value + "), see file.";
    }

    static string Name(string place) => place[(place.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
