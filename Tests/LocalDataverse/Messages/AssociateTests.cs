using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class AssociateTests
{
    [Fact, Trait("fidelity", "F258")]
    public void Two_rows_are_tied_once()
    {
        using var environment = WithTags();
        var (account, tag) = (environment.CreateAccount(), environment.Administrator.Create(new Entity("tst_tag")));
        Tie(environment.Administrator, account, tag);

        var fault = Observation.FaultOf(() => Tie(environment.Administrator, account, tag));

        Assert.StartsWith("Cannot insert duplicate key.", fault.Message, StringComparison.Ordinal);
    }

    [Theory, Trait("fidelity", "F259")]
    [InlineData(TableRights.Append, TableRights.AppendTo, true)]
    [InlineData(TableRights.AppendTo, TableRights.AppendTo, false)]
    [InlineData(TableRights.Append, TableRights.Append, false)]
    public void Who_ties_rows_needs_append_on_one_and_append_to_on_the_other(TableRights onAccounts, TableRights onTags, bool may)
    {
        using var environment = WithTags();
        var (account, tag) = (environment.CreateAccount(), environment.Administrator.Create(new Entity("tst_tag")));
        var rep = environment.ServiceFor(environment.AddUser(new NewUser("Rep")
        {
            Privileges = [new TablePrivilege("account", TableRights.Read | onAccounts), new TablePrivilege("tst_tag", TableRights.Read | onTags)],
        }));

        if (may) Tie(rep, account, tag);
        else Assert.Equal(-2147220960, Observation.FaultOf(() => Tie(rep, account, tag)).ErrorCode);

        Assert.Equal(may ? 1 : 0, environment.Count("tst_account_tag"));
    }

    [Theory, Trait("fidelity", "F259")]
    [InlineData(false, "associated")]
    [InlineData(true, "updated,associated")]
    public void Tying_a_row_to_its_parent_sets_the_lookup_and_raises_update_only_where_the_environment_says_so(bool raises, string said)
    {
        using var environment = Observation.EnvironmentWith(
            new EnvironmentOptions { AssociateRaisesUpdate = raises },
            new TestStep("Say", "Associate", null, 40) { Configuration = "associated" },
            new TestStep("Say", "Update", "contact", 40) { Configuration = "updated" });
        var account = environment.CreateAccount();
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada" });

        environment.Administrator.Associate(
            "account", account, new Relationship("contact_customer_accounts"), [new EntityReference("contact", contact)]);

        Assert.Equal(said, string.Join(',', environment.Said()));
        Assert.Equal(account, environment.Administrator.Retrieve("contact", contact, new ColumnSet("parentcustomerid")).GetAttributeValue<EntityReference>("parentcustomerid").Id);
    }

    static void Tie(IOrganizationService service, Guid account, Guid tag) =>
        service.Associate("account", account, new Relationship("tst_account_tag"), [new EntityReference("tst_tag", tag)]);

    static LocalEnvironment WithTags()
    {
        var environment = LocalEnvironment.Create();
        environment.ImportSolution(new TestSolution
        {
            Tables = { new TestTable("tst_Tag") },
            Relationships = { TestTable.ManyToMany("tst_account_tag", "Account", "tst_Tag") },
        }.ToZip());
        return environment;
    }
}
