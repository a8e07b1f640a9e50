using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Solution;

/// <summary>The shipped notice rules hold what was reviewed, fit their table and travel in the assembly.</summary>
public class NoticeRuleDataTests
{
    static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Shipped = CsvRows.OfRepository("Solution", "Data", "notice-rules.csv");

    [Fact]
    public void Shipped_rules_are_the_reviewed_ones_in_their_order()
    {
        var reviewed = CsvRows.Read(SharedFacts.Path("domain/notice-rules.csv"));
        var columns = reviewed[0].Keys.Where(column => column != "note").ToList();

        Assert.Equal(
            reviewed.Select(row => string.Join('§', columns.Select(column => row[column]))),
            Shipped.OrderBy(row => int.Parse(row["sequence"])).Select(row => string.Join('§', columns.Select(column => row[column]))));
    }

    [Fact]
    public void Every_rule_has_a_first_version_and_notes_in_both_languages() =>
        Assert.All(Shipped, row => Assert.True(row["version"] == "1" && row["note_en"].Length > 0 && row["note_de"].Length > 0 && row["note_en"] != row["note_de"], row["rule_id"]));

    [Theory]
    [InlineData("notice-rules.csv")]
    [InlineData("holiday-rules.csv")]
    public void Columns_of_the_data_are_columns_of_the_table(string file)
    {
        var facts = (file == "notice-rules.csv" ? NoticeRuleRow.FactColumns : HolidayRuleRow.FactColumns).Keys.ToHashSet(StringComparer.Ordinal);
        var columns = CsvRows.OfRepository("Solution", "Data", file)[0].Keys;

        Assert.Equal(facts.Except(["origin"]).Order(StringComparer.Ordinal), columns.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_of_the_data_fits_its_column_and_comes_back()
    {
        var notice = from row in Shipped
                     let stored = new NoticeRuleRow()
                     from column in row
                     let expected = column.Key == "first_included" && column.Value == "no" ? string.Empty : column.Value
                     where !stored.TrySetFact(column.Key, column.Value) || stored.Fact(column.Key) != expected
                     select $"{row["rule_id"]}: {column.Key} {column.Value}";
        var holidays = from row in CsvRows.OfRepository("Solution", "Data", "holiday-rules.csv")
                       let stored = new HolidayRuleRow()
                       from column in row
                       where !stored.TrySetFact(column.Key, column.Value) || stored.Fact(column.Key) != column.Value
                       select $"{row["rule_id"]}: {column.Key} {column.Value}";

        Assert.Empty(notice.Concat(holidays));
    }

    [Theory]
    [InlineData("notice-rules.csv")]
    [InlineData("holiday-rules.csv")]
    public void The_plugin_assembly_carries_the_data(string file)
    {
        using var carried = typeof(NoticeRuleRow).Assembly.GetManifestResourceStream($"Offboarding.Plugins.Data.{file}");
        Assert.NotNull(carried);
        using var reader = new StreamReader(carried);

        Assert.Equal(File.ReadAllText(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", file)), reader.ReadToEnd());
    }
}
