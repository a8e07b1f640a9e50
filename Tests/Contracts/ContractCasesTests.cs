using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboarding.Plugins.Contracts;
using Offboarding.Tests.Contracts.Oracle;

namespace Offboarding.Tests.Contracts;

/// <summary>
/// The reviewed table <c>contract-cases.csv</c>: facts and the outputs that were worked out from the source named in the row. Cases with the
/// same account are judged as one account. Outputs not named are compared with the slow reading of the rules.
/// </summary>
public class ContractCasesTests
{
    static readonly string TableFile = Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Contracts", "contract-cases.csv");

    static readonly List<Dictionary<string, string>> RuleRows = ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", "notice-rules.csv"));

    static readonly List<Case> Cases = ContractTable.ReadFile(TableFile).ConvertAll(row => new Case(row));

    public static TheoryData<string> Ids => [.. Cases.Select(row => row.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void R08_the_case_is_judged_as_its_source_demands(string id)
    {
        var row = Cases.Single(other => other.Id == id);

        foreach (var (output, expected) in row.Expected)
        {
            var actual = output switch
            {
                "account_status" => row.Verdict.StatusCode,
                "account_deactivation" => row.Verdict.EarliestDeactivation?.ToString() ?? "",
                _ => row.Evaluation.Output(output),
            };
            Assert.True(expected == actual, $"{row.Id}, {row.Description}: {output} should be '{expected}' ({row.Source}), got '{actual}'.");
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_slow_reading_agrees_on_every_output(string id)
    {
        var row = Cases.Single(other => other.Id == id);
        if (row.Id == "U29" || row.Facts.GetValueOrDefault("max_end") == "9999-12-31") return;      // the framework's dates end where the calendar ends

        var expected = OracleContract.Evaluate(row.Facts, RuleRows);

        Assert.All(ContractOutput.All, output => Assert.Equal(expected.GetValueOrDefault(output, ""), row.Evaluation.Output(output)));
    }

    // What a calendar lacks needs holiday rules: HolidayCalendarTests.
    static readonly string[] MissingHolidays = [MissingFact.HolidayCalendar, MissingFact.HolidayYear];

    [Fact]
    public void The_table_reaches_every_code_status_and_alert()
    {
        var text = string.Join('|', Cases.SelectMany(row => row.Expected.Values).Concat(Cases.Select(row => row.Evaluation.Output(ContractOutput.Alerts))));
        var statuses = Cases.Select(row => row.Evaluation.Status).ToHashSet();

        Assert.All(MissingFact.All.Except(MissingHolidays), code => Assert.Contains(code, text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<ContractStatus>(), status => Assert.Contains(status, statuses));
        Assert.All(
            Enum.GetValues<ContractAlerts>().Where(alert => alert != ContractAlerts.None),
            alert => Assert.Contains(Cases, row => row.Evaluation.Alerts.HasFlag(alert)));
    }

    sealed class Case
    {
        readonly string account;
        readonly Lazy<ContractEvaluation> evaluation;

        internal Case(Dictionary<string, string> row)
        {
            Id = row["case_id"];
            account = row["account"];
            Description = row["description"];
            Source = row["source"];
            Facts = Pairs(row["facts"]);
            Facts["today"] = row["today"];
            Expected = Pairs(row["expected"]);
            evaluation = new(() => ContractSample.Evaluate(Facts, row["today"]));
        }

        internal string Id { get; }

        internal string Description { get; }

        internal string Source { get; }

        internal Dictionary<string, string> Facts { get; }

        internal Dictionary<string, string> Expected { get; }

        internal ContractEvaluation Evaluation => evaluation.Value;

        internal AccountVerdict Verdict => AccountRule.Judge([.. Cases.Where(other => other.account == account).Select(other => other.Evaluation)]);

        static Dictionary<string, string> Pairs(string text) =>
            text.Split(" / ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(pair => pair.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
