using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Propose settlement" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class ProposeSettlementScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.ProposeSettlement";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void The_step_answers_as_the_operation_does()
    {
        var offboardingCase = steps.Announced(steps.ObligedAccount());
        var asked = shared.World.Administrator.Execute(new OrganizationRequest("off_ProposeSettlement") { ["Target"] = offboardingCase });

        var outputs = steps.Run(Activity, [], offboardingCase);

        Assert.Equal((asked["Total"], ((EntityCollection)asked["Items"]).Entities.Count, asked["Report"]), (outputs["Total"], outputs["Items"], outputs["Report"]));
    }
}
