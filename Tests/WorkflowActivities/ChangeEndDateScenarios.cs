using System;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Change end date" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class ChangeEndDateScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.ChangeEndDate";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void The_planned_end_moves_to_the_day_of_a_date_only_column()
    {
        var offboardingCase = steps.Announced(steps.ObligedAccount());

        var outputs = steps.Run(Activity, new() { ["NewEnd"] = new DateTime(2028, 12, 31), ["Reason"] = "The project takes longer." }, offboardingCase);

        Assert.Equal("2028-12-31", outputs["PlannedEnd"]);
        Assert.IsType<int>(outputs["Moved"]);
        Assert.Equal(new LocalDate(2028, 12, 31), steps.Case(offboardingCase.Id).PlannedEnd);
    }
}
