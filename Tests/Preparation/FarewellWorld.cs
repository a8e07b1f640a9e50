using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.Preparation;

/// <summary>A customer with a history, and the case by which the relationship ends: contract, invoices, orders, opportunities, service cases, activities, a contact to talk to.</summary>
internal sealed class FarewellWorld : IDisposable
{
    internal const string Explanation = "The service has cost us more than it earned for three years.";
    internal const string Situation = "They depend on our hotline until their own team is trained.";
    internal const string Notes = "We told them the reason.\nThey ask for help with the hand-over.";

    internal FarewellWorld(EnvironmentOptions? options = null, string? playbook = null, string reason = "not-profitable")
    {
        World = new SolutionEnvironment(options);
        Cases = new CaseWorld(World);
        Account = World.AddAccount("Müller & Söhne GmbH");
        Contact = World.Administrator.Create(new Entity("contact")
        {
            ["firstname"] = "Petra", ["lastname"] = "Müller", ["emailaddress1"] = "petra@mueller.example", ["gendercode"] = new OptionSetValue(2), ["parentcustomerid"] = new EntityReference(AccountRow.Table, Account),
        });
        World.Administrator.Update(new Entity(AccountRow.Table, Account) { ["primarycontactid"] = new EntityReference("contact", Contact) });
        World.AddContract(Account);
        var start = CaseWorld.StartRequest(Account, playbook: playbook);
        start["ReasonCode"] = reason;
        start["Explanation"] = Explanation;
        Case = (Guid)Rep.Execute(start)["CaseId"];
        Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, Case)) { Situation = Situation }.Entity);
    }

    /// <summary>The shipped templates of the summary, where no letter template is installed.</summary>
    internal FarewellWorld WithSummaryTemplates()
    {
        if (All(LetterTemplateRow.Table).Count > 0) return this;

        foreach (var row in Tests.Solution.CsvRows.OfRepository("Solution", "Data", "letter-templates.csv").Where(static row => row["kind"] == "summary"))
        {
            World.Administrator.Create(new LetterTemplateRow
            {
                Name = row["name"], Kind = LetterKindCodes.FromCode(row["kind"]) is { } kind ? (LetterTemplateKind)(int)kind : null, Language = LetterTemplateLanguageCodes.FromCode(row["language"]),
                Address = LetterTemplateAddressCodes.FromCode(row["address"]), Formality = LetterTemplateFormalityCodes.FromCode(row["formality"]), Subject = row["subject"], Body = row["body"],
                Version = 1, Origin = LetterTemplateOrigin.Shipped, TemplateKey = row["template_key"],
            }.Entity);
        }

        return this;
    }

    internal SolutionEnvironment World { get; }

    internal CaseWorld Cases { get; }

    internal IOrganizationService Rep => Cases.Rep;

    internal Guid Account { get; }

    internal Guid Contact { get; }

    internal Guid Case { get; }

    public void Dispose() => World.Dispose();

    /// <summary>Two invoices, an open order, a fulfilled one, an opportunity that was won, a complaint, a satisfied answer, a call and a letter.</summary>
    internal FarewellWorld WithHistory()
    {
        Invoice("R-1", 700m, 2026);
        Invoice("R-2", 300.5m, 2026);
        Order("A-17", 1200m, state: 3, status: 100001);
        Order("A-18", 800m);
        var won = World.Administrator.Create(new Entity("opportunity") { ["name"] = "Second line", ["customerid"] = Customer, ["transactioncurrencyid"] = Euro });
        World.Administrator.Update(new Entity("opportunity", won) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(3), ["actualclosedate"] = new DateTime(2025, 5, 5), ["actualvalue"] = new Money(5000m) });
        World.Administrator.Create(new Entity("incident") { ["title"] = "It leaks", ["customerid"] = Customer, ["casetypecode"] = new OptionSetValue(2), ["customersatisfactioncode"] = new OptionSetValue(2), ["overriddencreatedon"] = new DateTime(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc) });
        var thanked = World.Administrator.Create(new Entity("incident") { ["title"] = "Thank you", ["customerid"] = Customer, ["casetypecode"] = new OptionSetValue(1), ["customersatisfactioncode"] = new OptionSetValue(5), ["overriddencreatedon"] = new DateTime(2026, 12, 2, 9, 0, 0, DateTimeKind.Utc) });
        World.UpdatePastTheProduct(new Entity("incident", thanked) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(5) });
        Completed("phonecall", "About the new building", status: 2);
        Completed("task", "Ours alone", status: 5);
        return this;
    }

    internal EntityReference Customer => new(AccountRow.Table, Account);

    internal EntityReference Euro => World.Administrator.RetrieveMultiple(new QueryByAttribute("transactioncurrency") { Attributes = { "isocurrencycode" }, Values = { "EUR" } }).Entities.Single().ToEntityReference();

    internal Guid Invoice(string number, decimal total, int year) => World.Administrator.Create(new Entity("invoice")
    {
        ["name"] = "Invoice " + number, ["invoicenumber"] = number, ["customerid"] = Customer, ["totalamount"] = new Money(total), ["transactioncurrencyid"] = Euro, ["duedate"] = new DateTime(2027, 3, 1).AddDays(number.Length + number[^1]),
        ["overriddencreatedon"] = new DateTime(year, 6, 1, 0, 0, 0, DateTimeKind.Utc),
    });

    internal Guid Order(string number, decimal total, int state = 0, int status = 1)
    {
        var id = World.Administrator.Create(new Entity("salesorder") { ["name"] = "Order " + number, ["ordernumber"] = number, ["customerid"] = Customer, ["totalamount"] = new Money(total), ["transactioncurrencyid"] = Euro });
        if (state != 0) World.Administrator.Update(new Entity("salesorder", id) { ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(status), ["datefulfilled"] = new DateTime(2026, 9, 9) });
        return id;
    }

    internal Guid Completed(string table, string subject, int status, EntityReference? regarding = null)
    {
        var id = World.Administrator.Create(new Entity(table) { ["subject"] = subject, ["regardingobjectid"] = regarding ?? Customer, ["actualend"] = new DateTime(2027, 1, 12, 9, 0, 0, DateTimeKind.Utc) });
        World.Administrator.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(status) });
        return id;
    }

    internal OrganizationResponse Do(string message, params (string Name, object Value)[] parameters) => Rep.Execute(CaseWorld.On(Case, message, parameters));

    internal string Refused(string message, params (string Name, object Value)[] parameters) => Cases.RefusalOf(Rep, CaseWorld.On(Case, message, parameters));

    internal void Change(Action<OffboardingCaseRow> change)
    {
        var row = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, Case));
        change(row);
        Rep.Update(row.Entity);
    }

    internal PlanItemRow Item(string code) => Cases.Items(Case).Single(item => item.TemplateCode == code);

    internal Entity Activity(PlanItemRow item) => World.Administrator.Retrieve(TableOf(item), Guid.Parse(item.ActivityRowId!), new ColumnSet("subject", "description", "statecode", "scheduledend"));

    /// <summary>Completes the activity of an item; a letter that was drafted is released before.</summary>
    internal void Finish(PlanItemRow item, IOrganizationService? service = null)
    {
        foreach (var letter in All(LetterRow.Table, LetterRow.Columns.ActivityRowId).Where(row => new LetterRow(row).ActivityRowId == item.ActivityRowId))
        {
            var released = Rep.Execute(new OrganizationRequest("off_ReleaseLetter") { ["Target"] = letter.ToEntityReference() });
            Assert.True((bool)released["Released"], (string)released["Report"]);
        }

        (service ?? World.Administrator).Update(new Entity(TableOf(item), Guid.Parse(item.ActivityRowId!))
        {
            ["statecode"] = new OptionSetValue(1),
            ["statuscode"] = new OptionSetValue(item.Activity switch { PlanItemActivity.Task => 5, PlanItemActivity.Appointment => 3, PlanItemActivity.Letter => 4, _ => 2 }),
        });
    }

    internal IReadOnlyList<Entity> All(string table, params string[] columns) => World.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) }).Entities;

    internal CaseDocumentRow Document(CaseDocumentKind kind = CaseDocumentKind.Pack) => new(All(
        CaseDocumentRow.Table, CaseDocumentRow.Columns.Kind, CaseDocumentRow.Columns.Content, CaseDocumentRow.Columns.ContentHash, CaseDocumentRow.Columns.Facts, CaseDocumentRow.Columns.FactsHash,
        CaseDocumentRow.Columns.Stale, CaseDocumentRow.Columns.StaleReason, CaseDocumentRow.Columns.ConfirmedOn, CaseDocumentRow.Columns.ConfirmedById, CaseDocumentRow.Columns.WaiverReason, CaseDocumentRow.Columns.Language, CaseDocumentRow.Columns.DocumentKey)
        .Single(row => row.GetAttributeValue<OptionSetValue>(CaseDocumentRow.Columns.Kind).Value == (int)kind));

    internal IReadOnlyDictionary<ClosingPointKind, ClosingPointRow> Points => All(
            ClosingPointRow.Table, ClosingPointRow.Columns.Kind, ClosingPointRow.Columns.Mandatory, ClosingPointRow.Columns.PointState, ClosingPointRow.Columns.DoneOn, ClosingPointRow.Columns.WaiverReason, ClosingPointRow.Columns.WaivedById)
        .Select(static row => new ClosingPointRow(row)).ToDictionary(static row => row.Kind!.Value);

    internal static IReadOnlyList<JToken> Facts(string json) => [.. JObject.Parse(json)["facts"]!];

    /// <summary>A text in which each id is told by the order in which it appears: ids differ from run to run.</summary>
    internal static string WithoutIds(string text)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        return Regex.Replace(
            text, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            match => known.TryGetValue(match.Value, out var name) ? name : known[match.Value] = "id-" + (known.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
    }

    static string TableOf(PlanItemRow item) => item.Activity switch
    {
        PlanItemActivity.Task => "task",
        PlanItemActivity.Phonecall => "phonecall",
        PlanItemActivity.Appointment => "appointment",
        PlanItemActivity.Letter => "letter",
        _ => "email",
    };
}
