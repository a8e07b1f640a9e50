using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard.Import;

namespace Offboarding.Tests.Offboard;

public sealed class EvaluateTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void R08_every_worked_case_comes_out_as_expected_through_the_packed_solution()
    {
        var cases = SharedFacts.Path("domain/contract-cases.csv");

        var run = Terminal.Run("evaluate", "--cases", cases, "--out", Out);

        var expected = CsvTable.Read(cases);
        var actual = CsvTable.Read(Out);
        var columns = actual.Header.Where(header => header.StartsWith("expected_", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected.Rows.Count, actual.Rows.Count);
        Assert.Equal(expected.Header, actual.Header.Where(header => !header.StartsWith("actual_", StringComparison.Ordinal)));
        var differences =
            from row in actual.Rows
            from column in columns
            let index = actual.IndexOf(column)
            where row.At(index) != row.At(index + 1) || actual.Header[index + 1] != "actual_" + column["expected_".Length..]
            select $"{row.At(actual.IndexOf("case_id"))} {column}: '{row.At(index)}' expected, '{row.At(index + 1)}' came out";
        Assert.Equal([], differences);
        Assert.Equal($"{expected.Rows.Count} cases: {expected.Rows.Count * columns.Count} of {expected.Rows.Count * columns.Count} expected values agree.\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void A_case_that_comes_out_otherwise_is_named_and_gives_exit_code_2()
    {
        Write("cases.csv", "case_id,today,party,customer_type,contract_kind,start,initial_term,notice,anchor,expected_status,expected_earliest_end\nH1,2026-01-31,supplier,business,service,2020-01-01,none,1M,any_day,running,2026-03-01\n");

        var run = Terminal.RunIn(folder.FullName, "evaluate", "--cases", "cases.csv", "--out", "actual.csv");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("H1: earliest_end is \"2026-02-28\", expected \"2026-03-01\".\n1 cases: 1 of 2 expected values agree.\n", run.Output);
    }

    [Theory]
    [InlineData("", "running", "", "2027-05-31")]
    [InlineData("DE-BY", "running", "", "2027-06-01")]      // Corpus Christi is Thursday, 27 May
    [InlineData("DE-XX", "unknown_data", "HOLIDAY_CALENDAR", "")]
    public void A_file_may_name_the_holiday_calendar(string calendar, string status, string missing, string end)
    {
        Write("cases.csv", "case_id,today,party,customer_type,contract_kind,start,initial_term,notice,anchor,holiday_calendar,expected_status,expected_missing,expected_earliest_end\n"
            + $"H1,2027-05-24,supplier,business,service,2020-01-01,none,6WT,any_day,{calendar},{status},{missing},{end}\n");

        var run = Terminal.RunIn(folder.FullName, "evaluate", "--cases", "cases.csv", "--out", "actual.csv");

        Assert.Equal("1 cases: 3 of 3 expected values agree.\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("monthly_fee", "1199,50", "BAD_VALUE:monthly_fee")]
    [InlineData("monthly_fee", "1199.50", "")]
    [InlineData("monthly_fee", ".5", "BAD_VALUE:monthly_fee")]
    [InlineData("shift_193", "ja", "BAD_VALUE:shift_193")]
    [InlineData("shift_193", "Yes", "BAD_VALUE:shift_193")]
    [InlineData("shift_193", "yes", "")]
    [InlineData("post_end_days", "+5", "BAD_VALUE:post_end_days")]
    [InlineData("post_end_days", "5", "")]
    [InlineData("flags", "online; switch", "BAD_VALUE:flags")]
    [InlineData("flags", "online;switch", "")]
    [InlineData("holidays", "2027-05-27; 2027-05-28", "BAD_VALUE:holidays")]
    [InlineData("start", " 2020-01-01", "BAD_VALUE:start")]
    public void A_worked_case_is_read_as_strictly_as_the_rules_read_text(string fact, string text, string missing)
    {
        var facts = new Dictionary<string, string> { ["start"] = "2020-01-01", [fact] = text };
        Write("cases.csv", $"case_id,today,party,customer_type,contract_kind,initial_term,notice,anchor,{string.Join(',', facts.Keys)},expected_missing\n"
            + $"H1,2026-01-31,supplier,business,service,none,1M,any_day,{string.Join(',', facts.Values.Select(value => $"\"{value}\""))},{missing}\n");

        var run = Terminal.RunIn(folder.FullName, "evaluate", "--cases", "cases.csv", "--out", "actual.csv");

        Assert.Equal("1 cases: 1 of 1 expected values agree.\n", run.Output);
    }

    [Fact]
    public void Verdicts_of_the_samples_for_programs_read_as_approved()
    {
        var run = Terminal.Run("evaluate", "--format", "csv");

        Assert.Equal(0, run.ExitCode);
        ApprovedTexts.Match(run.Output);
    }

    [Fact]
    public void The_same_verdicts_come_as_json()
    {
        var json = JObject.Parse(Terminal.Run("evaluate", "--json").Output);

        Assert.Equal("2026-03-16", (string?)json["today"]);
        var first = json["accounts"]!.First!;
        Assert.Equal(("K-1001", "blocked", "2027-01-01"), ((string?)first["number"], (string?)first["verdict"], (string?)first["deactivation"]));
        Assert.Equal("2026-09-30", (string?)first["contracts"]!.First!["results"]!["latest_notice_date"]);
    }

    [Fact]
    public void A_table_goes_into_a_file_as_it_goes_onto_the_screen()
    {
        Terminal.Run("evaluate", "--out", Out);

        Assert.Equal(Terminal.Run("evaluate").Output, File.ReadAllText(Out));
    }

    [Fact]
    public void Without_a_day_own_customers_are_judged_on_the_date_of_the_computer()
    {
        Write("accounts.csv", "number,name\nK-1,Nord GmbH\n");
        Write("contracts.csv", "number,account\n");

        var json = JObject.Parse(Terminal.Run("evaluate", "--data", folder.FullName, "--json").Output);

        Assert.Equal("2026-03-16", (string?)json["today"]);
    }

    [Fact]
    public void When_the_rows_cannot_be_read_the_file_of_an_earlier_run_stays_as_it_was()
    {
        Write("accounts.csv", "number,name\nK-1,Nord GmbH\n");
        Write("contracts.csv", "number,account,start,max_end\nV-1,K-1,2024-01-01,31.12.2026\n");
        File.WriteAllText(Out, "earlier");

        var run = Terminal.Run("evaluate", "--data", folder.FullName, "--out", Out);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("contracts.csv mixes two date formats", run.Errors, StringComparison.Ordinal);
        Assert.Equal("earlier", File.ReadAllText(Out));
    }

    [Fact]
    public void A_cancelled_run_says_so_and_leaves_the_file_of_an_earlier_run_as_it_was()
    {
        File.WriteAllText(Out, "earlier");

        var run = Terminal.RunCancelled("evaluate", "--out", Out);

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("Cancelled. Nothing was written.", run.Errors, StringComparison.Ordinal);
        Assert.Equal("earlier", File.ReadAllText(Out));
    }

    [Fact]
    public void Subsidiaries_count_when_asked()
    {
        Write("accounts.csv", "number,name,parent\nK-1,Holding,\nK-2,Tochter,K-1\n");
        Write("contracts.csv", "number,account,party,customer_type,contract_kind,start,initial_term,notice,anchor\nV-1,K-2,supplier,business,service,2024-01-01,none,1M,month_end\n");

        Assert.Equal("clear", VerdictOfTheFirst("--today", "2026-03-16"));
        Assert.Equal("blocked", VerdictOfTheFirst("--today", "2026-03-16", "--subsidiaries"));
    }

    string VerdictOfTheFirst(params string[] arguments) =>
        (string)JObject.Parse(Terminal.Run(["evaluate", "--json", "--data", folder.FullName, .. arguments]).Output)["accounts"]!.First!["verdict"]!;

    string Out => Path.Combine(folder.FullName, "out.csv");

    void Write(string file, string text) => File.WriteAllText(Path.Combine(folder.FullName, file), text);
}
