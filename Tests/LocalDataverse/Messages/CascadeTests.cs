using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class CascadeTests
{
    [Theory, Trait("fidelity", "F263")]
    [InlineData("Cascade", true, true, true)]
    [InlineData("Active", true, false, true)]
    [InlineData("UserOwned", true, true, false)]
    [InlineData("NoCascade", false, false, false)]
    public void A_new_owner_gets_the_rows_below_that_the_relationship_says(string cascade, bool plain, bool inactive, bool othersRow)
    {
        using var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Ticket") { Columns = { TestTable.Lookup("tst_AccountId") } } },
            Relationships = { TestTable.OneToMany("tst_account_ticket", "tst_Ticket", "tst_AccountId", "Account", onAssign: cascade) },
        }.ToZip());
        var (other, heir) = (environment.AddUser(new NewUser("Other") { IsAdministrator = true }), environment.AddUser(new NewUser("Heir") { IsAdministrator = true }));
        var account = environment.CreateAccount();
        var (ofOwner, asleep, ofOther) = (Ticket(), Ticket(), Ticket(other));
        environment.Administrator.Update(new Entity("tst_ticket", asleep) { ["statecode"] = new OptionSetValue(1) });

        environment.Administrator.Update(new Entity("account", account) { ["ownerid"] = new EntityReference("systemuser", heir) });

        Assert.Equal((plain, inactive, othersRow), (IsHeirs(ofOwner), IsHeirs(asleep), IsHeirs(ofOther)));

        Guid Ticket(Guid? owner = null) => environment.Administrator.Create(new Entity("tst_ticket")
        {
            ["tst_accountid"] = new EntityReference("account", account),
            ["ownerid"] = new EntityReference("systemuser", owner ?? environment.AdministratorId),
        });
        bool IsHeirs(Guid ticket) =>
            environment.Administrator.Retrieve("tst_ticket", ticket, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id == heir;
    }
}
