using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Create transition tasks" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class CreateTransitionTasksScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.CreateTransitionTasks";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void The_case_of_the_workflow_is_planned_once_and_a_second_run_adds_nothing()
    {
        var offboardingCase = steps.Unplanned(steps.ObligedAccount());

        var first = steps.Run(Activity, new() { ["PlaybookCode"] = "service" }, offboardingCase);
        var second = steps.Run(Activity, [], offboardingCase);

        var items = new CaseWorld(shared.World).Items(offboardingCase.Id).Count;
        Assert.Equal((items, items), (first["Created"], first["Items"]));
        Assert.Equal((0, items), (second["Created"], second["Items"]));
        Assert.NotEmpty((string)first["Report"]!);
    }

    [Fact]
    public void A_repeat_with_the_same_request_id_gets_the_first_answer()
    {
        var offboardingCase = steps.Unplanned(steps.ObligedAccount());

        var first = steps.Run(Activity, new() { ["PlaybookCode"] = "service", ["RequestId"] = "w-1" }, offboardingCase);
        var again = steps.Run(Activity, new() { ["PlaybookCode"] = "service", ["RequestId"] = "w-1" }, offboardingCase);

        Assert.Equal((first["Created"], first["Report"]), (again["Created"], again["Report"]));
    }

    [Fact]
    public void On_a_row_of_another_table_the_step_asks_for_its_case()
    {
        var account = new EntityReference(AccountRow.Table, steps.ObligedAccount());

        var refused = SolutionEnvironment.RefusalOf(() => steps.Run(Activity, [], account));

        Assert.Contains("The step 'Create transition tasks' was given no Case", refused, StringComparison.Ordinal);
    }
}
