using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboard;
using Offboard.Cases;
using Offboard.Import;

namespace Offboarding.Tests.Offboard;

public sealed class CaseComparisonTests : IDisposable
{
    static readonly IReadOnlyList<FactColumn> Columns = [new("start", "off_start", FactKind.Date, FactColumn.NoCodes)];

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Each_expected_column_gets_its_actual_one_right_of_it_and_the_rest_is_carried_through()
    {
        var cases = Read("case_id,today,expected_status,note,expected_earliest_end\nH1,2026-03-16,running,\"a, b\",2026-03-31\n");

        var comparison = new CaseComparison(cases, [new Dictionary<string, string> { ["status"] = "running", ["earliest_end"] = "2026-04-30" }]);

        Assert.Equal(
            "case_id,today,expected_status,actual_status,note,expected_earliest_end,actual_earliest_end\n" +
            "H1,2026-03-16,running,running,\"a, b\",2026-03-31,2026-04-30\n",
            comparison.ToCsv());
        Assert.Equal(2, comparison.Compared);
        Assert.Equal(new CaseDifference("H1", "earliest_end", "2026-03-31", "2026-04-30"), Assert.Single(comparison.Differences));
    }

    [Fact]
    public void A_value_that_no_column_can_hold_is_kept_as_text()
    {
        var cases = Read("case_id,today,start,flags,expected_status\nH1,2025-02-30,2025-02-29,resting,unknown_data\n");

        var worked = Assert.Single(cases.Cases);
        Assert.Null(worked.Day);
        Assert.Empty(worked.Values);
        Assert.Equal(["start=2025-02-29", "flags=resting", "today=2025-02-30"], worked.Unreadable);
    }

    [Theory]
    [InlineData("case_id,today\nH1,2026-03-16\n", "cases.csv has no column that begins with expected_.")]
    [InlineData("today,expected_status\n2026-03-16,running\n", "cases.csv has no column case_id; it has today, expected_status.")]
    [InlineData("case_id,today,expected_status\nH1,2026-03-16,running\nH1,2026-03-17,running\n", "cases.csv has the case H1 2 times, first on line 2.")]
    public void A_file_that_holds_no_cases_or_one_twice_is_refused(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<CommandFailure>(() => Read(text)).Problem);

    [Fact]
    public void An_expected_column_that_is_no_result_is_refused_by_name()
    {
        var cases = Read("case_id,today,expected_mood\nH1,2026-03-16,good\n");

        var refusal = Assert.Throws<CommandFailure>(() => new CaseComparison(cases, [new Dictionary<string, string>()]).Differences.Count());

        Assert.Equal("cases.csv expects expected_mood, which is no result of the product.", refusal.Problem);
    }

    CaseFile Read(string text)
    {
        var path = Path.Combine(folder.FullName, "cases.csv");
        File.WriteAllText(path, text);
        return CaseFile.Read(path, Columns);
    }
}
