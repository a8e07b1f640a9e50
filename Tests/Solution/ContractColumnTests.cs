using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Solution;

/// <summary>The contract table holds every fact on which notice and term depend.</summary>
public class ContractColumnTests
{
    static readonly IReadOnlyDictionary<string, XElement> Columns = SolutionSource.OwnColumns
        .Where(c => c.Table == "off_Contract").ToDictionary(c => c.Column.Element("LogicalName")!.Value, c => c.Column);

    public static TheoryData<string, string, string> Facts
    {
        get
        {
            var facts = new TheoryData<string, string, string>();
            foreach (var row in CsvRows.OfRepository("Tests", "Solution", "contract-facts.csv")) facts.Add(row["fact"], row["type"], row["codes"]);
            return facts;
        }
    }

    [Theory, MemberData(nameof(Facts))]
    public void Every_fact_has_its_column_of_the_agreed_type(string fact, string type, string codes)
    {
        var column = Columns["off_" + fact.Replace("_", "", StringComparison.Ordinal)];
        var types = type switch
        {
            "text" => new[] { "nvarchar", "ntext" },
            "date" => ["datetime"],
            "choice" => ["picklist"],
            "yes/no" => ["bit"],
            "whole number" => ["int"],
            _ => [type],
        };

        Assert.Contains(column.Element("Type")!.Value, types);
        if (type == "date") Assert.Equal(("date", "2"), (column.Element("Format")!.Value, column.Element("Behavior")!.Value));
        if (type == "choice") Assert.Equal(codes, string.Join(';', column.Descendants("option").Select(o => (string)o.Attribute("ExternalValue")!)));
        if (type == "money") Assert.Equal(column.Element("LogicalName")!.Value, Columns[column.Element("LogicalName")!.Value + "_base"].Element("CalculationOf")!.Value);
    }

    [Fact]
    public void The_list_of_facts_is_that_of_the_worked_cases_and_the_holiday_calendar()
    {
        var flags = new[] { "suspended", "suspension_extends", "still_performed", "button_missing", "online", "switch", "open_services", "no_supply_duty", "cause_confirmed" };
        var header = File.ReadLines(SharedFacts.Path("domain/contract-cases.csv")).First().Split(',');
        var facts = header.SkipWhile(column => column != "law").TakeWhile(column => !column.StartsWith("expected_", StringComparison.Ordinal))
            .Except(["today", "group_id", "flags"]).Concat(flags).Append("holiday_calendar").Order(StringComparer.Ordinal);

        Assert.Equal(facts, Facts.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_give_facts_under_the_same_names()
    {
        var facts = Facts.Select(row => row.Data.Item1).Order(StringComparer.Ordinal);

        Assert.Equal(facts, ContractRow.FactColumns.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Status_codes_are_those_of_the_worked_cases()
    {
        var codes = Columns["off_verdictstatus"].Descendants("option").Select(option => (string)option.Attribute("ExternalValue")!).ToHashSet(StringComparer.Ordinal);
        var used = CsvRows.Read(SharedFacts.Path("domain/contract-cases.csv")).Select(row => row["expected_status"]).Distinct(StringComparer.Ordinal);

        Assert.Superset(used.ToHashSet(StringComparer.Ordinal), codes);
    }
}
