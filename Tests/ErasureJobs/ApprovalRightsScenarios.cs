using System;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>Who may do what: planning is for the job, approving for the data protection officer, and a lease for whoever took it.</summary>
public sealed class ApprovalRightsScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    [Fact]
    public void The_role_of_the_data_protection_officer_may_approve()
    {
        var officer = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Dora") { Roles = ["Offboarding Data Protection Officer"] }));
        var plan = world.Plan(world.Due());

        Assert.True((bool)world.Approve(plan, by: officer)["Approved"]);
    }

    [Theory, InlineData("Offboarding Job"), InlineData("Offboarding Rep"), InlineData("Offboarding Manager"), InlineData("Offboarding Restricted Data")]
    public void No_other_role_but_the_administrators_may(string role)
    {
        var user = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Other " + role) { Roles = [role] }));
        var plan = world.Plan(world.Due());

        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Approve(plan, by: user));

        Assert.Contains("prvShareoff_ErasureJob", fault.Detail.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ErasurePlanApproval.Waiting, world.PlanOf(plan).Approval);
    }

    [Fact]
    public void The_role_of_the_job_runs_the_whole_night()
    {
        var job = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Nacht") { Roles = ["Offboarding Job"] }));
        var due = world.Due();
        string? token = null;
        var steps = 0;
        while (true)
        {
            var answer = world.Rows.Solution.Step(token, caller: job);
            if (!(bool)answer["More"]) break;
            token = (string)answer["Token"];
            Assert.InRange(++steps, 1, 100);
        }

        Assert.Equal(ErasureJobStatusReason.WaitingForApproval, world.Job(due).StatusReason);
    }

    [Fact]
    public void A_token_of_another_run_erases_nothing()
    {
        var job = world.Approved();
        var token = ErasureJobWorld.TokenOf(world.Step())!;
        world.Local.Clock.Advance(TimeSpan.FromMinutes(10));
        world.Step();

        var answer = world.Step(token);

        Assert.Contains("is worked on by another run.", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(0, answer["Processed"]);
        Assert.Equal("Needle0", world.LastName(job.Contacts[0]));
    }

    [Theory, InlineData("nonsense"), InlineData("0;0"), InlineData("A;10;0;"), InlineData("E:")]
    public void A_token_that_no_run_gave_is_refused_with_what_it_was(string token)
    {
        var message = SolutionEnvironment.RefusalOf(() => world.Step(token));

        Assert.Contains(token, message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5003]", message, StringComparison.Ordinal);
    }
}
