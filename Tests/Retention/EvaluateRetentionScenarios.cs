using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Retention;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Retention;

/// <summary><c>off_EvaluateRetention</c> through the packed zip: the rules are the rows of the environment.</summary>
public sealed class EvaluateRetentionScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    IOrganizationService Administrator => shared.World.Administrator;

    [Fact]
    public void R42_every_record_of_the_table_is_scheduled_by_the_rules_on_file()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv"));

        var results = Evaluate("retention", cases).ToList();

        Assert.Equal(cases.Select(row => row["case_id"]), results.Select(result => (string)result["case_id"]));
        AssertNone(RetentionTable.Differences(cases, row => output => (string)results[cases.IndexOf(row)][output]));
    }

    [Fact]
    public void R42_every_request_of_the_table_gets_its_two_dates()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/dsr-deadline-cases.csv"));

        var results = Evaluate("deadline", cases).ToList();

        AssertNone(RetentionTable.Differences(cases, row => output => (string)results[cases.IndexOf(row)][output]));
    }

    [Fact]
    public void Json_in_gives_the_same_as_rows_in()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv")).Take(40).ToList();
        var rows = Evaluate("retention", cases).ToList();

        var json = JObject.Parse((string)Administrator.Execute(Request("retention", ("Json", JsonConvert.SerializeObject(cases))))["Json"]);

        var results = json["results"]!.ToList();
        Assert.Equal(cases.Count, results.Count);
        for (var i = 0; i < cases.Count; i++)
            Assert.All(RetentionResult.OutputNames, output => Assert.Equal((string)rows[i][output], (string?)results[i][output] ?? ""));
    }

    [Fact]
    public void An_answer_takes_one_read_of_the_rules_and_no_write()
    {
        var cases = ContractTable.ReadFile(SharedFacts.Path("domain/retention-cases.csv"));
        shared.World.Local.Requests.Clear();

        Evaluate("retention", cases).ToList();

        Assert.Equal(["RetrieveMultiple off_retentionrule", "RetrieveMultiple usersettings"], shared.World.Local.Requests.ByPlugins.Select(request => request.Message + " " + request.Table).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        Assert.EndsWith("[OFF-3020]", Refusal(Request("retention")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3020]", Refusal(Request("retention", ("Json", "[]"), ("Cases", new EntityCollection()))), StringComparison.Ordinal);
        Assert.All(["{", "{}", "[1]", "[{\"a\":[]}]", "x"], json => Assert.EndsWith("[OFF-3021]", Refusal(Request("retention", ("Json", json))), StringComparison.Ordinal));
        Assert.EndsWith("[OFF-9004]", Refusal(Request("holiday", ("Json", "[]"))), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3022]", Refusal(Request("retention", ("Json", "[" + string.Join(',', Enumerable.Repeat("{}", 1001)) + "]"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_reads_the_rules_through_it_who_may_not_read_them() =>
        SolutionEnvironment.RefusalOf(() => shared.World.EnglishRep.Execute(Request("retention", ("Json", "[]"))));

    [Fact]
    public void A_deadline_that_cannot_be_computed_names_the_column()
    {
        var result = Assert.Single(Evaluate("deadline", [new() { ["received_on"] = "2026-02-30" }]));

        Assert.Equal("received_on", result["defect"]);
        Assert.Equal("", result["legal_deadline"]);
    }

    [Fact]
    public void The_version_of_the_row_that_decided_is_named()
    {
        var result = Assert.Single(Evaluate("retention", [Voucher()]));

        Assert.Equal("DE-AO-147-BELEG-8", result["operative_rule"]);
        Assert.Equal("1", result["operative_version"]);
    }

    static Dictionary<string, string> Voucher() => new()
    {
        ["jurisdictions"] = "DE", ["law_date"] = "2027-01-15", ["today"] = "2027-01-15", ["record_class"] = "voucher", ["start_events"] = "document_date=2020-05-05",
    };

    IEnumerable<Entity> Evaluate(string kind, List<Dictionary<string, string>> cases)
    {
        var rows = new EntityCollection([.. cases.Select(row =>
        {
            var entity = new Entity();
            foreach (var (column, text) in row.Where(cell => cell.Value.Length > 0)) entity[column] = text;
            return entity;
        })]);
        return ((EntityCollection)Administrator.Execute(Request(kind, ("Cases", rows)))["Results"]).Entities;
    }

    static OrganizationRequest Request(string kind, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest("off_EvaluateRetention") { ["Kind"] = kind };
        foreach (var (name, value) in parameters) request[name] = value;
        return request;
    }

    string Refusal(OrganizationRequest request) => SolutionEnvironment.RefusalOf(() => Administrator.Execute(request));

    static void AssertNone(List<string> differences) => Assert.True(differences.Count == 0, $"{differences.Count} differences:\n" + string.Join('\n', differences));
}
