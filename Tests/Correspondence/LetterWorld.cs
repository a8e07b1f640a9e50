using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.Correspondence;

/// <summary>Customers with a past, an announced case and somebody to write to.</summary>
internal sealed class LetterWorld(SolutionEnvironment world)
{
    internal const string Explanation = "We close the data centre in Halle by the end of next year, because it can no longer be run safely.";

    readonly CaseWorld cases = new(world);

    internal SolutionEnvironment World => world;

    internal CaseWorld Cases => cases;

    internal IOrganizationService Rep => world.EnglishRep;

    /// <summary>A customer since 2025 with an order, a solved request, a meeting, a contact, and an announced case with reason and explanation.</summary>
    internal LetterCase Customer(string name = "Contoso GmbH", Action<ContactRow>? contact = null, Action<ContractRow>? contract = null, string way = "own_notice", int orders = 1, string? order = null)
    {
        var account = world.AddAccount(name);
        var contractId = world.AddContract(account, change: contract);
        for (var number = 0; number < orders; number++)
            world.Administrator.Create(new Entity("salesorder") { ["name"] = order ?? "Move " + account.ToString("N")[..8], ["ordernumber"] = "ORD-" + account + "-" + number, ["customerid"] = new EntityReference(AccountRow.Table, account) });
        Meeting(account);
        var person = Contact(account, contact);
        var offboarding = cases.Announced(account, way);
        Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, offboarding))
        {
            ReasonId = Reason("service-discontinued"), Explanation = Explanation, MainContactId = new EntityReference("contact", person),
        }.Entity);
        return new LetterCase(account, contractId, person, offboarding);
    }

    internal Guid Contact(Guid account, Action<ContactRow>? change = null)
    {
        var contact = new ContactRow { Language = ContactLanguage.En, Address = ContactAddress.Sie, Formality = ContactFormality.Formal };
        contact.Entity["firstname"] = "Anna";
        contact.Entity["lastname"] = "Miller";
        contact.Entity["salutation"] = "Ms";
        contact.Entity["emailaddress1"] = "anna.miller@contoso.example";
        contact.Entity["address1_line1"] = "Main Street 1";
        contact.Entity["address1_city"] = "Halle";
        contact.Entity["parentcustomerid"] = new EntityReference(AccountRow.Table, account);
        change?.Invoke(contact);
        return world.Administrator.Create(contact.Entity);
    }

    internal void Meeting(Guid account)
    {
        var id = world.Administrator.Create(new Entity("appointment")
        {
            ["subject"] = "Internal remark on the annual review", ["regardingobjectid"] = new EntityReference(AccountRow.Table, account),
            ["scheduledstart"] = new DateTime(2026, 11, 12, 9, 0, 0, DateTimeKind.Utc), ["scheduledend"] = new DateTime(2026, 11, 12, 10, 0, 0, DateTimeKind.Utc),
        });
        world.Administrator.Update(new Entity("appointment", id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(3) });
    }

    internal EntityReference Reason(string code)
    {
        var query = new QueryByAttribute(ReasonRow.Table) { ColumnSet = new ColumnSet(ReasonRow.Columns.Name) };
        query.AddAttributeValue(ReasonRow.Columns.Code, code);
        return new EntityReference(ReasonRow.Table, world.Administrator.RetrieveMultiple(query).Entities.Single().Id);
    }

    internal static OrganizationRequest DraftRequest(LetterCase customer, string kind, params (string Name, object Value)[] parameters) =>
        CaseWorld.On(customer.Case, "off_DraftLetter", [("Kind", kind), .. parameters]);

    internal LetterCase Drafted(LetterCase customer, string kind, params (string Name, object Value)[] parameters)
    {
        var answer = Rep.Execute(DraftRequest(customer, kind, parameters));
        return customer with { Letter = (Guid)answer["LetterId"], Activity = new EntityReference((string)answer["ActivityTable"], (Guid)answer["ActivityId"]) };
    }

    internal static OrganizationRequest ReleaseRequest(Guid letter, string? waiver = null)
    {
        var request = new OrganizationRequest("off_ReleaseLetter") { ["Target"] = new EntityReference(LetterRow.Table, letter) };
        if (waiver is not null) request["FactsWaiver"] = waiver;
        return request;
    }

    internal LetterRow Letter(Guid id) => new(world.Administrator.Retrieve(LetterRow.Table, id, new ColumnSet(
        LetterRow.Columns.Name, LetterRow.Columns.Kind, LetterRow.Columns.Language, LetterRow.Columns.Address, LetterRow.Columns.Formality, LetterRow.Columns.LetterState, LetterRow.Columns.Facts,
        LetterRow.Columns.Findings, LetterRow.Columns.TextHash, LetterRow.Columns.ReleasedOn, LetterRow.Columns.ReleasedById, LetterRow.Columns.FactsWaiver, LetterRow.Columns.ContactId,
        LetterRow.Columns.StatedReasonId, LetterRow.Columns.TemplateVersion, LetterRow.Columns.ActivityRowId)));

    internal Entity Activity(EntityReference activity) => world.Administrator.Retrieve(
        activity.LogicalName, activity.Id, new ColumnSet("subject", "description", "to", "from", "regardingobjectid", "statecode", "statuscode", "directioncode"));

    internal static void Complete(IOrganizationService service, EntityReference activity) => service.Update(new Entity(activity.LogicalName, activity.Id)
    {
        ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(activity.LogicalName == "email" ? 3 : 4),
    });

    internal Guid Consent(Guid contact, string purpose, Action<ConsentRow>? change = null)
    {
        var consent = new ConsentRow
        {
            Name = purpose, Purpose = purpose, Basis = ConsentBasis.Consent, Channel = ConsentChannel.Any, ContactId = new EntityReference("contact", contact), GivenOn = new LocalDate(2026, 12, 1),
            Evidence = "E-mail of 1 December, filed under K-17.",
        };
        change?.Invoke(consent);
        return world.Administrator.Create(consent.Entity);
    }
}

/// <summary>Ids of a customer with its case, and of a letter that was drafted.</summary>
internal sealed record LetterCase(Guid Account, Guid Contract, Guid Contact, Guid Case)
{
    internal Guid Letter { get; init; }

    internal EntityReference Activity { get; init; } = new("letter");
}
