using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Preview offboarding" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class PreviewOffboardingScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.PreviewOffboarding";

    SolutionEnvironment World => shared.World;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_account_of_the_workflow_is_judged_as_by_the_operation(bool isRealTime)
    {
        var account = World.AddAccount("Contoso GmbH");
        World.AddContract(account);
        var asked = World.Administrator.Execute(new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString() } });
        var verdict = ((EntityCollection)asked["Accounts"]).Entities.Single();
        var step = new WorkflowStep { Row = new EntityReference("account", account), IsRealTime = isRealTime };

        var outputs = World.Local.RunActivity(Activity, new Dictionary<string, object?>(), step);

        Assert.Equal(("blocked", verdict["message"]), (outputs["Verdict"], outputs["Message"]));
        Assert.Equal("2028-01-01", outputs["PossibleFrom"]);
    }

    [Fact]
    public void A_rep_without_access_to_the_account_gets_the_refusal_of_the_operation()
    {
        var stranger = World.Local.AddUser(new NewUser("Stranger"));
        var inputs = new Dictionary<string, object?> { ["Account"] = new EntityReference("account", World.AddAccount("Contoso GmbH")) };

        var refused = SolutionEnvironment.RefusalOf(() => World.Local.RunActivity(Activity, inputs, new WorkflowStep { UserId = stranger }));

        Assert.NotEmpty(refused);
        Assert.DoesNotContain("Contoso", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_that_is_no_date_is_refused_with_the_operations_message()
    {
        var inputs = new Dictionary<string, object?> { ["Account"] = new EntityReference("account", World.AddAccount("Contoso GmbH")), ["Day"] = "31.03.2027" };

        Assert.EndsWith("[OFF-9002]", SolutionEnvironment.RefusalOf(() => World.Local.RunActivity(Activity, inputs)), StringComparison.Ordinal);
    }
}
