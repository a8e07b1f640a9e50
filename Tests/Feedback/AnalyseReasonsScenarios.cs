using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Feedback;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;
using Offboarding.Tests.Transition;

namespace Offboarding.Tests.Feedback;

/// <summary>off_AnalyseReasons through the packed zip: figures without persons.</summary>
public sealed class AnalyseReasonsScenarios
{
    [Fact]
    public void R07_reasons_are_told_by_year_and_no_figure_rests_on_fewer_than_k_cases()
    {
        using var world = new SolutionEnvironment();
        Facts(world, 2025, ("capacity", 9), ("customer-wish", 6), ("insolvency", 2), ("other", 1));
        Facts(world, 2024, ("capacity", 4));
        Facts(world, 2026, ("capacity", 20));
        OrganizationResponse answer = null!;

        var requests = world.RequestsOf(() => answer = Analyse(world));

        Assert.Equal(["2025  18", "2025 capacity 9", "2025 other-groups 9"], Told(answer));
        Assert.Equal(["2024", "2026"], JObject.Parse((string)answer["Json"])["withheld"]!.Select(year => (string)year["period"]!));
        Assert.Contains("at least 5 cases", (string)answer["Report"], StringComparison.Ordinal);
        Assert.InRange(requests, 1, AnalyseReasons.MostRequests);
    }

    [Fact]
    public void R07_groups_are_crossed_without_cells_that_follow_from_the_sums()
    {
        using var world = new SolutionEnvironment();
        Facts(world, 2025, "business", ("capacity", 9), ("customer-wish", 3));
        Facts(world, 2025, "consumer", ("capacity", 7), ("customer-wish", 8));

        var answer = Analyse(world, ("By", "reason"), ("Across", "customer_type"));

        var crossed = ((EntityCollection)answer["Rows"]).Entities.Where(row => row.Contains("across")).ToList();
        Assert.All(crossed, row => Assert.True((int)row["cases"] >= 5));
        Assert.DoesNotContain(crossed, row => (int)row["cases"] is 8 or 9);      // 3 would follow from them and the sums
    }

    [Fact]
    public void R07_a_breakdown_that_does_not_exist_or_cannot_be_crossed_is_refused()
    {
        using var world = new SolutionEnvironment();

        Assert.Contains("[OFF-9004]", SolutionEnvironment.RefusalOf(() => Analyse(world, ("By", "owner"))), StringComparison.Ordinal);
        Assert.Contains("[OFF-4520]", SolutionEnvironment.RefusalOf(() => Analyse(world, ("By", "theme"), ("Across", "reason"))), StringComparison.Ordinal);
    }

    [Fact]
    public void R07_an_ended_case_is_folded_when_it_is_completed_and_again_when_feedback_comes()
    {
        using var world = new SolutionEnvironment();
        var account = world.Customer();
        world.AddContract(account.Id);
        var id = world.Case(account, value: 60000);
        world.Administrator.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { Evidence = "unchanged" }.Entity);
        world.Complete(id, "2027-01-14");
        world.OnCase("off_RecordFeedback", id, ("Answers", """[{"question":"overall","value":6},{"question":"earlier","text":"The price.","theme":"price"}]"""));

        var fact = new ReasonFactRow(Assert.Single(All(world)));

        Assert.Equal(("capacity", 2027, 1, "50k-100k", "1-3y", "business", "own_notice", 6m, "price"),
            (fact.ReasonCode, fact.EndYear, fact.EndMonth, fact.ValueBand, fact.TenureBand, fact.CustomerType, fact.EndedBy, fact.Score, fact.Themes));
        Assert.DoesNotContain(fact.Entity.Attributes, value => value.Value is EntityReference reference && reference.LogicalName is "account" or "contact" or OffboardingCaseRow.Table);
        Assert.DoesNotContain(id.ToString("N")[..12], string.Join(' ', fact.Entity.Attributes.Values), StringComparison.OrdinalIgnoreCase);
    }

    static IReadOnlyList<Entity> All(SolutionEnvironment world) => world.Administrator.RetrieveMultiple(new QueryExpression(ReasonFactRow.Table)
    {
        ColumnSet = new ColumnSet("off_reasoncode", "off_endyear", "off_endmonth", "off_valueband", "off_tenureband", "off_customertype", "off_endedby", "off_score", "off_themes", "off_factkey", "off_name", "createdby"),
    }).Entities;

    static void Facts(SolutionEnvironment world, int year, params (string Reason, int Count)[] groups) => Facts(world, year, "business", groups);

    static void Facts(SolutionEnvironment world, int year, string type, params (string Reason, int Count)[] groups)
    {
        foreach (var (reason, count) in groups)
            for (var i = 0; i < count; i++)
                world.Administrator.Create(new ReasonFactRow { Name = reason, ReasonCode = reason, EndYear = year, EndMonth = 1 + (i % 12), CustomerType = type, FactKey = Guid.NewGuid().ToString("N") }.Entity);
    }

    internal static OrganizationResponse Analyse(SolutionEnvironment world, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest("off_AnalyseReasons");
        foreach (var (name, value) in parameters) request[name] = value;
        return world.Administrator.Execute(request);
    }

    static IEnumerable<string> Told(OrganizationResponse answer) =>
        ((EntityCollection)answer["Rows"]).Entities.Select(row => $"{row["period"]} {row.GetAttributeValue<string>("group")} {row["cases"]}");
}

/// <summary>The same figures before and after the subjects are really erased by the retention run.</summary>
public sealed class FiguresSurviveErasureScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    [Fact]
    public void R07_the_figures_are_the_same_before_and_after_the_subjects_are_erased()
    {
        var solution = world.Rows.Solution;
        var jobs = new List<DueJob>();
        for (var i = 0; i < 6; i++)
        {
            var reason = i < 5 ? "capacity" : "customer-wish";
            jobs.Add(world.Due(contacts: 1, also: account =>
            {
                var id = solution.Case(account, completed: "2020-06-30", reason: reason, value: 1000);
                solution.OnCase("off_RecordFeedback", id, ("Answers", """[{"question":"overall","value":7},{"question":"different","text":"Needle said so.","theme":"quality"}]"""));
            }));
        }

        // Found late: these cases count to the year in which they were folded, which is closed a year later.
        world.Local.Clock.MoveTo(new DateTime(2028, 4, 2, 8, 0, 0, DateTimeKind.Utc));
        var before = Figures(solution);
        foreach (var job in jobs)
        {
            world.Approve(world.Plan(job));
            world.Run();
        }

        Assert.All(jobs, job => Assert.Matches("^ANON-", world.LastName(job.Contacts[0])));
        Assert.Matches("\"period\":\"2027\",\"cases\":[67]", before);
        Assert.Equal(before, Figures(solution));
    }

    [Fact]
    public void R07_R35_what_was_not_folded_is_folded_and_check_ins_end_before_the_first_row_is_erased()
    {
        var solution = world.Rows.Solution;
        Guid checkIn = default;
        var before = Count(solution);
        var job = world.Due(contacts: 1, also: account =>
        {
            var id = solution.Case(account, completed: "2020-06-30");
            checkIn = solution.Administrator.Create(new CheckInRow
            {
                Name = "Late", CaseId = new EntityReference(OffboardingCaseRow.Table, id), AccountId = account, CheckInState = CheckInCheckInState.Planned, CheckInKey = Guid.NewGuid().ToString("N"),
            }.Entity);
        });
        Assert.Equal(before, Count(solution));
        world.Approve(world.Plan(job));

        world.Run();

        Assert.Equal(before + 1, Count(solution));
        Assert.Equal(CheckInCheckInState.Stopped, new CheckInRow(solution.Administrator.Retrieve(CheckInRow.Table, checkIn, new ColumnSet("off_checkinstate"))).CheckInState);
    }

    [Fact]
    public void R07_feedback_of_a_person_who_is_erased_before_the_case_ends_is_still_folded_when_it_ends()
    {
        var solution = world.Rows.Solution;
        Guid id = default;
        var job = world.Due(contacts: 1, also: account =>
        {
            id = solution.Case(account);
            solution.OnCase("off_RecordFeedback", id, ("Answers", """[{"question":"overall","value":7},{"question":"different","text":"Needle said so.","theme":"quality"}]"""));
        });
        var feedback = Assert.Single(solution.Rows(FeedbackRow.Table, "off_caseid", id, "off_contactid"));
        var before = All(solution).Select(static fact => fact.Id).ToHashSet();

        world.Approve(world.Plan(job));
        world.Run();
        var today = LocalDate.FromDateTime(world.Local.Clock.UtcNow);
        solution.Complete(id, today.ToString());
        solution.Administrator.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { CompletedOn = today }.Entity);
        solution.Local.RunAsyncJobs();

        Assert.Matches("^ANON-", world.LastName(job.Contacts[0]));
        var answers = solution.Rows(FeedbackAnswerRow.Table, "off_feedbackid", feedback.Id, "off_answertext");
        Assert.DoesNotContain(answers, static row => row.GetAttributeValue<string>("off_answertext")?.Contains("Needle", StringComparison.Ordinal) == true);
        var fact = new ReasonFactRow(Assert.Single(All(solution), fact => !before.Contains(fact.Id)));
        Assert.Equal((7m, "quality"), (fact.Score, fact.Themes));
    }

    static IReadOnlyList<Entity> All(SolutionEnvironment solution) => solution.Administrator.RetrieveMultiple(new QueryExpression(ReasonFactRow.Table) { ColumnSet = new ColumnSet("off_score", "off_themes") }).Entities;

    static int Count(SolutionEnvironment solution) => solution.Administrator.RetrieveMultiple(new QueryExpression(ReasonFactRow.Table) { ColumnSet = new ColumnSet("off_factkey") }).Entities.Count;

    static string Figures(SolutionEnvironment solution) => string.Join('\n', new[] { "reason", "theme", "value_band", "tenure_band" }.Select(by => (string)AnalyseReasonsScenarios.Analyse(solution, ("By", by))["Json"]));
}
