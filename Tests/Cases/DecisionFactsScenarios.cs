using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>What the system knows about an account stands beside the decision, each fact with its source rows.</summary>
public sealed class DecisionFactsScenarios : IDisposable
{
    readonly SolutionEnvironment world = new();
    readonly CaseWorld cases;
    readonly Guid account;

    public DecisionFactsScenarios()
    {
        cases = new CaseWorld(world);
        account = world.AddAccount("Contoso GmbH");
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public void R16_revenue_is_known_by_year_with_its_invoices()
    {
        var old = Invoice(2023, 9000m);
        var (big, small) = (Invoice(2026, 700m), Invoice(2026, 300m));
        Invoice(2026, 5000m, state: 3);

        var facts = FactsOf(Start());

        var revenue = facts.Where(fact => (string?)fact["fact"] == "revenue").ToList();
        Assert.Equal(["2026: 1000.00 EUR of 2"], revenue.Select(fact => $"{fact["year"]}: {fact["value"]} {fact["currency"]} of {fact["count"]}"));
        Assert.Equal([big.ToString("D"), small.ToString("D")], revenue[0]["rows"]!.Select(row => (string?)row["id"]));
        Assert.Equal(("invoice", "700.00"), ((string?)revenue[0]["rows"]![0]!["table"], (string?)revenue[0]["rows"]![0]!["value"]));
        Assert.DoesNotContain(old.ToString("D"), revenue.ToString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void R16_amounts_of_different_currencies_are_not_added()
    {
        var francs = world.Administrator.Create(new Entity("transactioncurrency")
        {
            ["isocurrencycode"] = "CHF", ["currencyname"] = "Franken", ["currencysymbol"] = "Fr.", ["exchangerate"] = 0.95m, ["currencyprecision"] = 2,
        });
        Opportunity(100m);
        Opportunity(250m, francs);
        Opportunity(50m, francs);

        var open = FactsOf(Start()).Where(fact => (string?)fact["fact"] == "open_opportunities").Select(fact => $"{fact["currency"]} {fact["value"]}");

        Assert.Equal(["CHF 300.00", "EUR 100.00"], open);
    }

    [Fact]
    public void R16_complaints_and_effort_are_known_with_their_rows()
    {
        var problem = Incident("It leaks", caseType: 2);
        var escalated = Incident("Where is it?", caseType: 1, isEscalated: true);
        Incident("How does it work?", caseType: 1);
        var call = world.Administrator.Create(new Entity("phonecall") { ["subject"] = "Talk", ["regardingobjectid"] = Account, ["actualdurationminutes"] = 45 });
        world.Administrator.Update(new Entity("phonecall", call) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        world.Administrator.Create(new Entity("task") { ["subject"] = "Still open", ["regardingobjectid"] = Account, ["actualdurationminutes"] = 600 });

        var facts = FactsOf(Start());

        Assert.Equal(("2", "3", "45"), (Fact(facts, "complaints"), Fact(facts, "service_cases"), Fact(facts, "effort_minutes")));
        Assert.Equal(
            new[] { problem, escalated }.Select(id => id.ToString("D")).Order(StringComparer.Ordinal),
            facts.Single(fact => (string?)fact["fact"] == "complaints")["rows"]!.Select(row => (string)row["id"]!).Order(StringComparer.Ordinal));
        Assert.Equal(("phonecall", call.ToString("D")), Source(facts.Single(fact => (string?)fact["fact"] == "effort_minutes")));
    }

    [Fact]
    public void R16_the_yearly_value_by_the_contracts_stays_beside_them()
    {
        world.AddContract(account, change: contract => contract.MonthlyFee = 1500m);
        Invoice(2026, 700m);

        var facts = FactsOf(Start());

        Assert.Equal(["yearly_fees", "revenue"], facts.Select(fact => (string?)fact["fact"]));
        Assert.Equal("18000.00", (string?)facts[0]["value"]);
    }

    [Fact]
    public void R16_a_fact_lists_ten_rows_and_counts_all()
    {
        for (var i = 1; i <= 15; i++) Invoice(2026, i);

        var revenue = Assert.Single(FactsOf(Start()), fact => (string?)fact["fact"] == "revenue");

        Assert.Equal((15, "120.00", 10), ((int)revenue["count"]!, (string?)revenue["value"], revenue["rows"]!.Count()));
    }

    [Fact]
    public void Without_Sales_and_Customer_Service_the_other_facts_are_known_all_the_same()
    {
        using var bare = new SolutionEnvironment(new EnvironmentOptions { AbsentTables = ["salesorder", "invoice", "opportunity", "incident"] });
        var own = new CaseWorld(bare);
        var customer = bare.AddAccount("Contoso GmbH");
        var task = bare.Administrator.Create(new Entity("task") { ["subject"] = "Done", ["regardingobjectid"] = new EntityReference(AccountRow.Table, customer), ["actualdurationminutes"] = 30 });
        bare.Administrator.Update(new Entity("task", task) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(5) });
        var id = own.Start(customer);

        bare.Local.RunAsyncJobs();

        Assert.Contains("\"effort_minutes\"", own.Case(id).DecisionFacts, StringComparison.Ordinal);
        Assert.Empty(Failed(bare));
    }

    [Fact]
    public void The_facts_take_at_most_six_requests_after_the_case_was_started()
    {
        Invoice(2026, 700m);
        Opportunity(100m);
        Incident("It leaks", caseType: 2);
        var id = Start();
        world.Local.Requests.Clear();

        FactsOf(id);

        Assert.InRange(world.Local.Requests.ByPlugins.Count, 1, 6);
    }

    EntityReference Account => new(AccountRow.Table, account);

    EntityReference Euro => world.Administrator.RetrieveMultiple(new QueryByAttribute("transactioncurrency") { Attributes = { "isocurrencycode" }, Values = { "EUR" } }).Entities.Single().ToEntityReference();

    Guid Start() => cases.Start(account);

    IReadOnlyList<JToken> FactsOf(Guid id)
    {
        world.Local.RunAsyncJobs();
        Assert.Empty(Failed(world));
        return [.. JObject.Parse(cases.Case(id).DecisionFacts!)["facts"]!.Where(fact => (string?)fact["fact"] != "yearly_fees" || fact["value"] is not null)];
    }

    static IEnumerable<string?> Failed(SolutionEnvironment world) => world.Administrator.RetrieveMultiple(new QueryExpression("asyncoperation") { ColumnSet = new ColumnSet("message", "statuscode") })
        .Entities.Where(job => job.GetAttributeValue<OptionSetValue>("statuscode").Value == 31).Select(job => job.GetAttributeValue<string?>("message"));

    static string? Fact(IEnumerable<JToken> facts, string name) => (string?)facts.Single(fact => (string?)fact["fact"] == name)["value"];

    static (string? Table, string? Id) Source(JToken fact) => ((string?)fact["rows"]![0]!["table"], (string?)fact["rows"]![0]!["id"]);

    Guid Invoice(int year, decimal total, int state = 0)
    {
        var id = world.Administrator.Create(new Entity("invoice")
        {
            ["name"] = "Invoice", ["invoicenumber"] = "INV-" + Guid.NewGuid().ToString("N"), ["customerid"] = Account, ["totalamount"] = new Money(total), ["transactioncurrencyid"] = Euro,
            ["overriddencreatedon"] = new DateTime(year, 6, 1, 0, 0, 0, DateTimeKind.Utc),
        });
        if (state != 0) world.Administrator.Update(new Entity("invoice", id) { ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(100003) });
        return id;
    }

    void Opportunity(decimal value, Guid? currency = null)
    {
        var row = new Entity("opportunity") { ["name"] = "More", ["customerid"] = Account, ["estimatedvalue"] = new Money(value) };
        if (currency is { } id) row["transactioncurrencyid"] = new EntityReference("transactioncurrency", id);
        world.Administrator.Create(row);
    }

    Guid Incident(string title, int caseType, bool isEscalated = false) => world.Administrator.Create(new Entity("incident")
    {
        ["title"] = title, ["customerid"] = Account, ["casetypecode"] = new OptionSetValue(caseType), ["isescalated"] = isEscalated,
    });
}
