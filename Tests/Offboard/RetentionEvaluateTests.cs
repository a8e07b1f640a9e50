using System;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard.Import;

namespace Offboarding.Tests.Offboard;

/// <summary><c>offboard retention evaluate</c>: cases in, the same rows with their actual results out.</summary>
public sealed class RetentionEvaluateTests : IDisposable
{
    const string Facts = "case_id,jurisdictions,sectors,law_date,today,record_class,start_events,flags,fiscal_year_end,proceedings_open,dependency_end,other_active_accounts,consent_standing,holds,erasure_request,restriction_request,reactivated_on,erased_on";
    const string Offer = "H1,DE,,2026-03-01,2026-03-01,quote_lost,offer_expired=2025-08-31,,,,,,,,,,,";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, InlineData("retention-cases.csv"), InlineData("dsr-deadline-cases.csv")]
    public void R42_every_worked_case_comes_out_as_expected_through_the_packed_solution(string name)
    {
        var cases = SharedFacts.Path("domain/" + name);

        var run = Terminal.Run("retention", "evaluate", "--cases", cases, "--out", Out);

        var expected = CsvTable.Read(cases);
        var actual = CsvTable.Read(Out);
        var columns = actual.Header.Where(header => header.StartsWith("exp_", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected.Header, actual.Header.Where(header => !header.StartsWith("actual_", StringComparison.Ordinal)));
        Assert.Equal(expected.Rows.Count, actual.Rows.Count);
        var differences =
            from row in actual.Rows
            from column in columns
            let index = actual.IndexOf(column)
            where row.At(index) != row.At(index + 1) || actual.Header[index + 1] != "actual_" + column["exp_".Length..]
            select $"{row.At(0)} {column}: '{row.At(index)}' expected, '{row.At(index + 1)}' came out";
        Assert.Equal([], differences);
        Assert.Equal($"{expected.Rows.Count} cases: {expected.Rows.Count * columns.Count} of {expected.Rows.Count * columns.Count} expected values agree.\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void A_case_that_comes_out_otherwise_is_named_and_gives_exit_code_2()
    {
        var run = Evaluate($"{Facts},exp_status,exp_retention_end\n{Offer},due,2026-02-27\n");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("H1: retention_end is \"2026-02-28\", expected \"2026-02-27\".\n1 cases: 1 of 2 expected values agree.\n", run.Output);
        Assert.Equal($"{Facts},exp_status,actual_status,exp_retention_end,actual_retention_end\n{Offer},due,due,2026-02-27,2026-02-28\n", File.ReadAllText(Out));
    }

    [Fact]
    public void A_file_without_expected_results_gets_all_results_as_its_last_columns()
    {
        var run = Evaluate($"{Facts}\n{Offer}\n");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("1 cases: no expected values to compare with.\n", run.Output);
        Assert.Equal(
            $"{Facts},actual_status,actual_action,actual_operative_rule,actual_retention_end,actual_earliest_erasure,actual_restrict_from,actual_losing_rules,actual_missing,actual_alerts\n"
            + $"{Offer},due,anonymize_row,POL-OFFER,2026-02-28,2026-03-01,,,,\n",
            File.ReadAllText(Out));
    }

    [Fact]
    public void A_blank_too_many_is_a_defect_of_the_case_and_not_put_right_in_silence()
    {
        Evaluate($"{Facts}\n{Offer.Replace("2026-03-01,quote", "2026-03-01 ,quote", StringComparison.Ordinal)}\n");

        Assert.Contains(",invalid:BAD_DATE,none,", File.ReadAllText(Out), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadline_that_cannot_be_computed_is_named_with_file_line_column_value_and_remedy()
    {
        var run = Evaluate("case_id,received_on,extended,identity_asked_on,identity_confirmed_on,holidays\nD1,2026-03-05,no,,,2026-04-06\nD2,2026-02-30,no,,,\n");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("cases.csv line 3: received_on \"2026-02-30\" cannot be read", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("actual_internal_target,actual_legal_deadline\nD1,2026-03-05,no,,,2026-04-06,2026-04-05,2026-04-07\nD2,2026-02-30,no,,,,,\n", File.ReadAllText(Out), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_comes_as_json()
    {
        Write($"{Facts},exp_status\n{Offer},scheduled\n");

        var run = Terminal.Run("retention", "evaluate", "--cases", Path.Combine(folder.FullName, "cases.csv"), "--out", Out, "--json");

        var summary = JObject.Parse(run.Output);
        Assert.Equal(0, (int)summary["agree"]!);
        Assert.Equal("due", (string)summary["differences"]!.Single()["Actual"]!);
    }

    [Theory]
    [InlineData("case_id,today\nH1,2026-03-01\n", "Error: cases.csv holds neither retention cases nor requests of data subjects")]
    [InlineData("case_id,record_class\nH1,voucher\n", "Error: cases.csv has no column jurisdictions; it has case_id, record_class.")]
    [InlineData("record_class\nvoucher\n", "Error: cases.csv has no column case_id; it has record_class.")]
    [InlineData("case_id,received_on,extended,identity_asked_on,identity_confirmed_on\nD1,2026-03-05,no,,\n", "Error: cases.csv has no column holidays;")]
    [InlineData(Facts + "\n" + Offer + "\n" + Offer + "\n", "Error: cases.csv has the case H1 2 times, first on line 2.")]
    [InlineData(Facts + ",exp_mood\n" + Offer + ",good\n", "Error: cases.csv expects exp_mood, which is no result of the product.")]
    public void A_file_that_holds_no_cases_is_refused_with_what_to_do(string text, string problem)
    {
        var run = Evaluate(text);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(problem, run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Out));
    }

    Terminal Evaluate(string text)
    {
        Write(text);
        return Terminal.Run("retention", "evaluate", "--cases", Path.Combine(folder.FullName, "cases.csv"), "--out", Out);
    }

    string Out => Path.Combine(folder.FullName, "actual.csv");

    void Write(string text) => File.WriteAllText(Path.Combine(folder.FullName, "cases.csv"), text);
}
