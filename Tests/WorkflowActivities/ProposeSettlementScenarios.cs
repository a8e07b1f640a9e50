using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Propose settlement" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class ProposeSettlementScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.ProposeSettlement";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void What_is_prepaid_beyond_the_end_is_proposed_once_as_by_the_operation()
    {
        var account = shared.World.AddAccount("Contoso GmbH");
        shared.World.AddContract(account, change: contract =>
        {
            contract.MonthlyFee = 500m;
            contract.PrepaidAmount = 12_000m;
            contract.PrepaidFrom = new LocalDate(2027, 1, 1);
            contract.PrepaidTo = new LocalDate(2028, 12, 31);
        });
        var offboardingCase = steps.Announced(account);

        var outputs = steps.Run(Activity, [], offboardingCase);

        var asked = shared.World.Administrator.Execute(new OrganizationRequest("off_ProposeSettlement") { ["Target"] = offboardingCase });
        Assert.Equal((asked["Total"], 1), (outputs["Total"], outputs["Items"]));
        Assert.True(((Money)outputs["Total"]!).Value < 0, "A prepayment beyond the end is in the customer's favour.");
        Assert.StartsWith("Proposed: 1 new", (string)outputs["Report"]!, StringComparison.Ordinal);
    }
}
