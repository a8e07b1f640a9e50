using System;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Record notice" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class RecordNoticeScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.RecordNotice";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void The_notice_of_the_case_of_the_workflow_is_recorded()
    {
        var offboardingCase = steps.Announced(steps.ObligedAccount());

        var outputs = steps.Run(Activity, new() { ["ReceivedOn"] = new DateTime(2027, 1, 14), ["Form"] = "letter" }, offboardingCase);

        Assert.Equal(("blocked", "2027-12-31", "2028-01-01"), (outputs["Verdict"], outputs["PlannedEnd"], outputs["PossibleFrom"]));
        Assert.NotEmpty((string)outputs["Report"]!);
        var row = steps.Case(offboardingCase.Id);
        Assert.Equal((new LocalDate(2027, 1, 14), OffboardingCaseNoticeForm.Letter), (row.NoticeReceivedOn!.Value, row.NoticeForm!.Value));
    }

    [Fact]
    public void A_notice_that_arrives_tomorrow_is_refused_and_nothing_is_recorded()
    {
        var offboardingCase = steps.Announced(steps.ObligedAccount());

        var refused = SolutionEnvironment.RefusalOf(() => steps.Run(Activity, new() { ["ReceivedOn"] = new DateTime(2027, 1, 16), ["Form"] = "letter" }, offboardingCase));

        Assert.Matches("\\[OFF-13..\\]$", refused);
        Assert.Null(steps.Case(offboardingCase.Id).NoticeReceivedOn);
    }
}
