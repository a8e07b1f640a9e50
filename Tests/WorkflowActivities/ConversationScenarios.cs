using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The steps "Prepare conversation" and "Close report" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class ConversationScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    readonly StepsOnCases steps = new(shared.World);

    [Fact]
    public void R24_the_pack_is_made_as_by_the_operation()
    {
        var offboardingCase = steps.Announced(shared.World.AddAccount("Contoso GmbH"));

        var outputs = steps.Run("Offboarding.WorkflowActivities.PrepareConversation", new() { ["Language"] = "de" }, offboardingCase);

        var asked = shared.World.Administrator.Execute(new OrganizationRequest("off_PrepareConversation") { ["Target"] = offboardingCase, ["Language"] = "de" });
        Assert.Equal((Guid)asked["DocumentId"], ((EntityReference)outputs["Pack"]!).Id);
        Assert.StartsWith("The conversation pack of case ", (string)outputs["Report"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void R30_the_reports_are_made_as_by_the_operation()
    {
        var offboardingCase = steps.Announced(shared.World.AddAccount("Fabrikam AG"));

        var all = steps.Run("Offboarding.WorkflowActivities.CloseReport", [], offboardingCase);
        var one = steps.Run("Offboarding.WorkflowActivities.CloseReport", new() { ["Edition"] = "customer", ["Language"] = "en" }, offboardingCase);

        Assert.Equal((4, 1), (all["Documents"], one["Documents"]));
    }
}
