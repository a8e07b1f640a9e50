using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Correspondence;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The steps "Draft letter" and "Release letter" (R44), run from the assembly in the packed zip.</summary>
[Trait("requirement", "R44")]
public class LetterStepsScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Draft = "Offboarding.WorkflowActivities.DraftLetter";
    const string Release = "Offboarding.WorkflowActivities.ReleaseLetter";

    readonly StepsOnCases steps = new(shared.World);
    readonly LetterWorld letters = new(shared.World);

    [Fact]
    public void A_letter_is_drafted_once_and_released()
    {
        var customer = letters.Customer();
        var offboardingCase = new EntityReference(OffboardingCaseRow.Table, customer.Case);

        var first = steps.Run(Draft, new() { ["Kind"] = "thanks", ["Channel"] = "letter", ["Contact"] = new EntityReference("contact", customer.Contact) }, offboardingCase);
        var again = steps.Run(Draft, new() { ["Kind"] = "thanks" }, offboardingCase);
        var letter = (EntityReference)first["Letter"]!;
        var released = steps.Run(Release, [], letter);

        Assert.Equal((true, false), (first["Created"], again["Created"]));
        Assert.Equal(letter.Id, ((EntityReference)again["Letter"]!).Id);
        Assert.Equal((true, 0), (released["Released"], released["Findings"]));
        Assert.Equal(LetterLetterState.Released, letters.Letter(letter.Id).LetterState);
    }

    [Fact]
    public void On_a_row_of_another_table_the_step_asks_for_its_letter()
    {
        var account = new EntityReference(AccountRow.Table, steps.ObligedAccount());

        Assert.Contains("The step 'Release letter' was given no Letter", SolutionEnvironment.RefusalOf(() => steps.Run(Release, [], account)), StringComparison.Ordinal);
    }
}
