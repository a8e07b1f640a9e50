using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Pipeline;

public class ImpersonationTests
{
    [Fact, Trait("fidelity", "F094"), Trait("fidelity", "F095")]
    public void A_step_without_user_acts_as_the_caller_and_one_with_user_as_that_user()
    {
        using var environment = LocalEnvironment.Create();
        var robot = environment.AddUser(new NewUser("Robot Robotson") { IsAdministrator = true });
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All), new TablePrivilege("task", TableRights.All)] });
        environment.ImportSolution(TestSolution.Of(
            new TestStep("CreateRow", "Create", "account", 20) { Configuration = "task;subject=own" },
            new TestStep("CreateRow", "Create", "account", 20) { Configuration = "task;subject=robot", RunAs = "Robot Robotson" }));

        environment.ServiceFor(rep).Create(new Entity("account"));

        Assert.Equal((rep, robot), (CreatorOf("own"), CreatorOf("robot")));

        Guid CreatorOf(string subject) => environment.Administrator.RetrieveMultiple(new QueryByAttribute("task") { Attributes = { "subject" }, Values = { subject }, ColumnSet = new ColumnSet("createdby") })
            .Entities.Single().GetAttributeValue<EntityReference>("createdby").Id;
    }

    [Fact, Trait("fidelity", "F096"), Trait("fidelity", "F097")]
    public void A_service_for_nobody_is_the_platforms_and_one_for_the_empty_id_the_contexts()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All)] });
        environment.ImportSolution(TestSolution.Of(new TestStep("ActAs", "Create", "account", 20)));

        environment.ServiceFor(rep).Create(new Entity("account"));

        var said = Assert.Single(environment.Said()).Split('\n').ToDictionary(
            line => line.Split('=')[0], line => Guid.Parse(line.Split('=')[1]), StringComparer.Ordinal);
        Assert.Equal(rep, said["empty"]);
        Assert.Equal(rep, said["user"]);
        Assert.Equal(rep, said["initiating"]);
        Assert.Equal("SYSTEM", environment.Administrator.Retrieve("systemuser", said["null"], new ColumnSet("fullname"))["fullname"]);
    }

    [Fact, Trait("fidelity", "F096")]
    public void The_platforms_service_asks_no_role()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("task", TableRights.Create)] });
        environment.ImportSolution(TestSolution.Of(new TestStep("CountAccounts", "Create", "task", 20) { Configuration = "system" }));
        environment.CreateAccount();

        environment.ServiceFor(rep).Create(new Entity("task") { ["subject"] = "x" });

        Assert.Equal(["accounts=1"], environment.Said());
    }

    [Fact, Trait("fidelity", "F099")]
    public void Who_calls_on_behalf_of_another_needs_the_privilege_and_acts_with_the_others_rights()
    {
        using var environment = LocalEnvironment.Create();
        var rep = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("account", TableRights.All, AccessDepth.Basic)] });

        var id = environment.ServiceFor(environment.AdministratorId, onBehalfOf: rep).Create(new Entity("account"));
        var fault = Observation.FaultOf(() => environment.ServiceFor(rep, onBehalfOf: environment.AdministratorId).Create(new Entity("account")));

        var row = environment.Administrator.Retrieve("account", id, new ColumnSet("createdby", "createdonbehalfby"));
        Assert.Equal(
            (rep, environment.AdministratorId),
            (row.GetAttributeValue<EntityReference>("createdby").Id, row.GetAttributeValue<EntityReference>("createdonbehalfby").Id));
        Assert.Equal(-2147220960, fault.ErrorCode);
        Assert.Contains("prvActOnBehalfOfAnotherUser", fault.Message, System.StringComparison.Ordinal);
        Assert.Equal(1, environment.Count("account"));
    }

    [Fact, Trait("fidelity", "F097")]
    public void A_service_for_another_user_has_that_users_privileges()
    {
        using var environment = LocalEnvironment.Create();
        var reader = environment.AddUser(new NewUser("Reader") { Privileges = [new TablePrivilege("account", TableRights.Read, AccessDepth.Basic)] });
        environment.ImportSolution(TestSolution.Of(new TestStep("CountAccounts", "Create", "task", 20) { Configuration = reader.ToString() }));
        environment.CreateAccount();

        environment.Administrator.Create(new Entity("task") { ["subject"] = "x" });

        Assert.Equal(["accounts=0"], environment.Said());
    }
}
