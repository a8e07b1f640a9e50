using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class PartyTests
{
    [Fact]
    public void The_addressees_of_a_letter_are_kept_and_replaced_list_by_list()
    {
        using var environment = LocalEnvironment.Create();
        var service = environment.Administrator;
        var account = new EntityReference("account", environment.CreateAccount("Contoso"));
        var contact = new EntityReference("contact", service.Create(new Entity("contact") { ["firstname"] = "Ada", ["lastname"] = "Lovelace" }));
        var letter = service.Create(new Entity("letter") { ["subject"] = "Notice", ["to"] = Party(account), ["from"] = Party(new EntityReference("systemuser", environment.AdministratorId)) });

        service.Update(new Entity("letter", letter) { ["to"] = Party(account, contact) });

        var read = service.Retrieve("letter", letter, new ColumnSet("to", "from"));
        Assert.Equal(
            ["Contoso", "Ada Lovelace"],
            read.GetAttributeValue<EntityCollection>("to").Entities.Select(party => party.GetAttributeValue<EntityReference>("partyid").Name));
        Assert.Single(read.GetAttributeValue<EntityCollection>("from").Entities);

        service.Delete("letter", letter);

        Assert.Equal((0, 0), (environment.Count("activityparty"), environment.Count("activitypointer")));
    }

    [Fact]
    public void A_member_that_is_nobody_is_refused()
    {
        using var environment = LocalEnvironment.Create();

        var nobody = Observation.FaultOf(() => environment.Administrator.Create(new Entity("letter") { ["to"] = new EntityCollection([new Entity("activityparty")]) }));
        var gone = Observation.FaultOf(() => environment.Administrator.Create(new Entity("letter") { ["to"] = Party(new EntityReference("account", Guid.NewGuid())) }));

        Assert.Contains("neither partyid nor addressused", nobody.Message, StringComparison.Ordinal);
        Assert.Equal(-2147220969, gone.ErrorCode);
        Assert.Equal(0, environment.Count("letter"));
    }

    static EntityCollection Party(params EntityReference[] members) => new([.. members.Select(member => new Entity("activityparty") { ["partyid"] = member })]);
}
