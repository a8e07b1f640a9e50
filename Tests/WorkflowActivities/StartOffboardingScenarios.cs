using System;
using System.Collections.Generic;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Start offboarding" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class StartOffboardingScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.StartOffboarding";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void A_case_is_opened_for_the_account_of_the_workflow()
    {
        var account = steps.ObligedAccount();

        var outputs = steps.Run(Activity, new() { ["Way"] = "own_notice", ["Explanation"] = "Costs more than it brings." }, new EntityReference("account", account));

        Assert.Equal((true, "blocked", "2027-12-31"), (outputs["Created"], outputs["Verdict"], outputs["PlannedEnd"]));
        Assert.NotEmpty((string)outputs["Report"]!);
        var row = steps.Case(((EntityReference)outputs["Case"]!).Id);
        Assert.Equal((account, OffboardingCaseWay.OwnNotice, "Costs more than it brings."), (row.AccountId!.Id, row.Way!.Value, row.Explanation));
    }

    [Fact]
    public void A_second_run_finds_the_open_case()
    {
        var account = new EntityReference("account", steps.ObligedAccount());
        var first = steps.Run(Activity, new() { ["Way"] = "own_notice" }, account);

        var second = steps.Run(Activity, new() { ["Way"] = "own_notice" }, account);

        Assert.Equal((false, ((EntityReference)first["Case"]!).Id), (second["Created"], ((EntityReference)second["Case"]!).Id));
    }

    [Fact]
    public void A_wanted_end_from_a_date_only_column_is_that_day()
    {
        var account = new EntityReference("account", steps.ObligedAccount());

        var outputs = steps.Run(Activity, new() { ["Way"] = "own_notice", ["WantedEnd"] = new DateTime(2028, 12, 31) }, account);

        Assert.Equal(new LocalDate(2028, 12, 31), steps.Case(((EntityReference)outputs["Case"]!).Id).WantedEnd);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_way_that_there_is_not_is_refused_with_the_operations_message(bool isRealTime)
    {
        var step = new WorkflowStep { Row = new EntityReference("account", steps.ObligedAccount()), IsRealTime = isRealTime };

        var refused = SolutionEnvironment.RefusalOf(() => shared.World.Local.RunActivity(Activity, new Dictionary<string, object?> { ["Way"] = "by_fax" }, step));

        Assert.EndsWith("[OFF-9004]", refused, StringComparison.Ordinal);
    }
}
