using System;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Complete offboarding" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class CompleteOffboardingScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.CompleteOffboarding";

    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void An_account_that_nothing_obliges_is_deactivated()
    {
        var account = shared.World.AddAccount("Contoso GmbH");

        var outputs = steps.Run(Activity, [], steps.Announced(account));

        Assert.True((bool)outputs["Completed"]!);
        Assert.Contains("Contoso GmbH", (string)outputs["Report"]!, StringComparison.Ordinal);
        Assert.Equal(AccountState.Inactive, shared.World.Account(account).State);
    }

    [Fact]
    public void The_gate_refuses_a_step_as_it_refuses_a_rep_and_nothing_changes()
    {
        var account = steps.ObligedAccount();
        var offboardingCase = steps.Announced(account);

        var refused = SolutionEnvironment.RefusalOf(() => steps.Run(Activity, [], offboardingCase));

        Assert.EndsWith("[OFF-1101]", refused, StringComparison.Ordinal);
        Assert.Equal(AccountState.Active, shared.World.Account(account).State);
        Assert.Equal(OffboardingCaseStatusReason.Announce, steps.Case(offboardingCase.Id).StatusReason);
    }
}
