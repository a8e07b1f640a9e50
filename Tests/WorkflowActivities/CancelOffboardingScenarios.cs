using System;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Cancel offboarding" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class CancelOffboardingScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.CancelOffboarding";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void The_case_of_the_workflow_is_cancelled()
    {
        var offboardingCase = steps.Announced(steps.ObligedAccount());

        var outputs = steps.Run(Activity, new() { ["Reason"] = "They pay again." }, offboardingCase);

        Assert.NotEmpty((string)outputs["Report"]!);
        Assert.Equal((OffboardingCaseState.Inactive, OffboardingCaseStatusReason.Cancelled), (steps.Case(offboardingCase.Id).State!.Value, steps.Case(offboardingCase.Id).StatusReason!.Value));
    }

    [Fact]
    public void Without_a_reason_the_step_does_not_run()
    {
        var offboardingCase = steps.Announced(steps.ObligedAccount());

        Assert.Contains("needs a value for Reason", SolutionEnvironment.RefusalOf(() => steps.Run(Activity, [], offboardingCase)), StringComparison.Ordinal);
    }
}
