using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>Relationships that are not there, and cascades that have nothing to do.</summary>
public sealed class TieTests : IDisposable
{
    readonly LocalEnvironment environment = LocalEnvironment.Create();

    [Fact, Trait("fidelity", "F260")]
    public void A_relationship_that_nobody_knows_is_refused_by_name()
    {
        var account = environment.CreateAccount();

        var fault = Observation.FaultOf(() => environment.Administrator.Associate("account", account, new Relationship("new_nothing"), [new EntityReference("contact", Guid.NewGuid())]));

        Assert.Equal(-2147198708, fault.ErrorCode);
        Assert.Contains("new_nothing", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F264")]
    public void Assigning_a_row_to_its_owner_leaves_the_owners_of_the_rows_below_as_they_are()
    {
        var account = environment.CreateAccount();
        var other = environment.AddUser(new NewUser("Other") { IsAdministrator = true });
        var contact = environment.Administrator.Create(new Entity("contact")
        {
            ["lastname"] = "Mann",
            ["parentcustomerid"] = new EntityReference("account", account),
            ["ownerid"] = new EntityReference("systemuser", other),
        });

        environment.Administrator.Execute(new AssignRequest { Target = new EntityReference("account", account), Assignee = new EntityReference("systemuser", environment.AdministratorId) });

        Assert.Equal(other, environment.Administrator.Retrieve("contact", contact, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id);
    }

    public void Dispose() => environment.Dispose();
}
