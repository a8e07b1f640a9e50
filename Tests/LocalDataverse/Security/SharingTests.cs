using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Messages;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Security;

public sealed class SharingTests : IDisposable
{
    const AccessRights Read = AccessRights.ReadAccess;
    const AccessRights ReadWrite = AccessRights.ReadAccess | AccessRights.WriteAccess;

    readonly LocalEnvironment environment = LocalEnvironment.Create();
    readonly Guid rep;

    public SharingTests() => rep = Rep("Rep", TableRights.All);

    public void Dispose() => environment.Dispose();

    [Fact, Trait("fidelity", "F287")]
    public void A_shared_row_can_be_read_found_and_written_as_far_as_it_is_shared()
    {
        var account = environment.CreateAccount("shared");
        environment.CreateAccount("not shared");

        Grant(account, rep, Read);
        var found = Service(rep).RetrieveMultiple(new QueryExpression("account") { ColumnSet = new ColumnSet("name") }).Entities;
        var read = Service(rep).Retrieve("account", account, new ColumnSet("name"));
        var write = Observation.FaultOf(() => Service(rep).Update(new Entity("account", account) { ["name"] = "mine" }));
        Grant(account, rep, AccessRights.WriteAccess);
        Service(rep).Update(new Entity("account", account) { ["name"] = "changed" });

        Assert.Equal("shared", Assert.Single(found)["name"]);
        Assert.Equal("shared", read["name"]);
        Assert.Equal(-2147187962, write.ErrorCode);
        Assert.Equal("changed", Service(rep).Retrieve("account", account, new ColumnSet("name"))["name"]);
    }

    [Fact, Trait("fidelity", "F287")]
    public void A_shared_right_is_of_no_use_without_the_privilege_in_a_role()
    {
        var account = environment.CreateAccount();
        var reader = Rep("Reader", TableRights.Read);

        Grant(account, reader, ReadWrite);
        var write = Observation.FaultOf(() => Service(reader).Update(new Entity("account", account) { ["name"] = "mine" }));

        Assert.Equal(-2147220960, write.ErrorCode);
        Assert.Contains("prvWriteAccount", write.Message, StringComparison.Ordinal);
        Assert.Equal(Read, AccessOf(account, reader));
    }

    [Fact, Trait("fidelity", "F287")]
    public void Modify_replaces_what_is_shared_and_revoke_ends_it()
    {
        var account = environment.CreateAccount();
        Grant(account, rep, ReadWrite);

        environment.Administrator.Execute(new ModifyAccessRequest { Target = Account(account), PrincipalAccess = Access(rep, Read) });
        var modified = AccessOf(account, rep);
        Revoke(account, rep);

        Assert.Equal(Read, modified);
        Assert.Equal(AccessRights.None, AccessOf(account, rep));
        Assert.Equal(-2147187962, Observation.FaultOf(() => Service(rep).Retrieve("account", account, new ColumnSet("name"))).ErrorCode);
        Assert.Equal(0, environment.Count("principalobjectaccess"));
    }

    [Fact, Trait("fidelity", "F285")]
    public void The_owner_and_the_members_of_an_owning_team_need_the_privilege_at_any_depth_only()
    {
        var colleague = Rep("Colleague", TableRights.All);
        var team = Team(rep);
        var own = Service(rep).Create(new Entity("account") { ["name"] = "own" });
        var ofTeam = environment.Administrator.Create(new Entity("account") { ["name"] = "of the team", ["ownerid"] = new EntityReference("team", team) });

        Assert.Equal(AllOfARow, AccessOf(own, rep));
        Assert.Equal(AllOfARow, AccessOf(ofTeam, rep));
        Assert.Equal(AccessRights.None, AccessOf(own, colleague));
        Assert.Equal(AccessRights.None, AccessOf(ofTeam, colleague));
    }

    [Fact, Trait("fidelity", "F287")]
    public void What_is_shared_with_a_team_is_shared_with_its_members()
    {
        var account = environment.CreateAccount();
        var team = Team(rep);

        environment.Administrator.Execute(new GrantAccessRequest
        {
            Target = Account(account),
            PrincipalAccess = new PrincipalAccess { Principal = new EntityReference("team", team), AccessMask = ReadWrite },
        });

        Assert.Equal(ReadWrite, AccessOf(account, rep));
        environment.Administrator.Disassociate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", rep)]);
        Assert.Equal(AccessRights.None, AccessOf(account, rep));
    }

    [Fact, Trait("fidelity", "F287")]
    public void Nobody_shares_without_the_right_to_share_nor_a_right_that_he_lacks()
    {
        var colleague = Rep("Colleague", TableRights.All);
        var account = environment.CreateAccount();
        Grant(account, rep, ReadWrite);
        var unshareable = Observation.FaultOf(() => Service(rep).Execute(Granting(account, colleague, Read)));
        Grant(account, rep, AccessRights.ShareAccess);

        Service(rep).Execute(Granting(account, colleague, Read));
        var more = Observation.FaultOf(() => Service(rep).Execute(Granting(account, colleague, AccessRights.DeleteAccess)));

        Assert.Contains("ShareAccess", unshareable.Message, StringComparison.Ordinal);
        Assert.Contains("DeleteAccess", more.Message, StringComparison.Ordinal);
        Assert.Equal(Read, AccessOf(account, colleague));
    }

    [Fact, Trait("fidelity", "F265")]
    public void A_new_child_inherits_the_shares_of_its_parent_until_they_are_revoked()
    {
        var account = environment.CreateAccount();
        var before = Contact(account);
        Grant(account, rep, ReadWrite);
        var after = Contact(account);

        var shared = (Of(before), Of(after));
        Revoke(account, rep);

        Assert.Equal((ReadWrite, ReadWrite), shared);
        Assert.Equal((AccessRights.None, AccessRights.None), (Of(before), Of(after)));
        Assert.Equal(0, environment.Count("principalobjectaccess"));

        AccessRights Of(Guid contact) => AccessOf(contact, rep, "contact");
    }

    [Fact, Trait("fidelity", "F265")]
    public void A_share_of_its_own_outlives_the_inherited_one_and_a_child_that_moves_leaves_that_behind()
    {
        var account = environment.CreateAccount();
        var other = environment.CreateAccount();
        Grant(account, rep, ReadWrite);
        var kept = Contact(account);
        var moved = Contact(account);
        environment.Administrator.Execute(new GrantAccessRequest { Target = new EntityReference("contact", kept), PrincipalAccess = Access(rep, Read) });

        environment.Administrator.Update(new Entity("contact", moved) { ["parentcustomerid"] = Account(other) });
        Assert.Equal(AccessRights.None, AccessOf(moved, rep, "contact"));
        Revoke(account, rep);

        Assert.Equal(Read, AccessOf(kept, rep, "contact"));
        Assert.Equal(AccessRights.None, AccessOf(account, rep));
    }

    [Fact, Trait("fidelity", "F288")]
    public void Who_gives_a_row_away_loses_it()
    {
        var colleague = Rep("Colleague", TableRights.All);
        var account = Service(rep).Create(new Entity("account") { ["name"] = "mine" });

        Assign(account, colleague);

        Assert.Equal(AccessRights.None, AccessOf(account, rep));
        Assert.Equal(AllOfARow, AccessOf(account, colleague));
    }

    [Fact, Trait("fidelity", "F288")]
    public void The_old_owner_keeps_a_share_where_the_organization_wants_it()
    {
        var organization = ((WhoAmIResponse)environment.Administrator.Execute(new WhoAmIRequest())).OrganizationId;
        environment.Administrator.Update(new Entity("organization", organization) { ["sharetopreviousowneronassign"] = true });
        var colleague = Rep("Colleague", TableRights.All);
        var account = Service(rep).Create(new Entity("account") { ["name"] = "mine" });

        Assign(account, colleague);

        Assert.Equal(AllOfARow, AccessOf(account, rep));
        var shares = (RetrieveSharedPrincipalsAndAccessResponse)environment.Administrator.Execute(new RetrieveSharedPrincipalsAndAccessRequest { Target = Account(account) });
        Assert.Equal(rep, Assert.Single(shares.PrincipalAccesses).Principal.Id);
    }

    [Fact, Trait("fidelity", "F289")]
    public void A_row_is_not_assigned_to_somebody_who_cannot_read_its_table()
    {
        var blind = environment.AddUser(new NewUser("Blind"));
        var team = Team();
        var account = environment.CreateAccount();

        var toUser = Observation.FaultOf(() => Assign(account, blind));
        var toTeam = Observation.FaultOf(() => environment.Administrator.Update(new Entity("account", account) { ["ownerid"] = new EntityReference("team", team) }));

        Assert.All([toUser, toTeam], fault => Assert.Equal(-2147220839, fault.ErrorCode));
        Assert.Contains("prvReadAccount", toUser.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_names_a_user_or_team_and_rights_that_can_be_shared_and_a_row_with_an_owner()
    {
        var account = environment.CreateAccount();
        var notAPrincipal = Granting(account, rep, Read);
        notAPrincipal.PrincipalAccess.Principal = new EntityReference("account", account);
        var organization = ((WhoAmIResponse)environment.Administrator.Execute(new WhoAmIRequest())).OrganizationId;

        Assert.Equal(-2147220980, FaultOf(notAPrincipal));
        Assert.Equal(-2147220989, FaultOf(Granting(account, rep, AccessRights.None)));
        Assert.Equal(-2147220989, FaultOf(Granting(account, rep, AccessRights.CreateAccess)));
        Assert.Equal(-2147220969, FaultOf(Granting(account, Guid.NewGuid(), Read)));
        Assert.Equal(-2147219456, FaultOf(new GrantAccessRequest { Target = new EntityReference("organization", organization), PrincipalAccess = Access(rep, Read) }));
        Assert.Equal(0, environment.Count("principalobjectaccess"));

        int FaultOf(OrganizationRequest request) => Observation.FaultOf(() => environment.Administrator.Execute(request)).ErrorCode;
    }

    [Fact]
    public void A_row_that_is_deleted_leaves_no_share_behind_and_shares_are_not_written_by_hand()
    {
        var account = environment.CreateAccount();
        Grant(account, rep, Read);
        var share = environment.Administrator.RetrieveMultiple(new QueryExpression("principalobjectaccess")).Entities.Single();

        var faults = new[]
        {
            Observation.FaultOf(() => environment.Administrator.Create(new Entity("principalobjectaccess"))),
            Observation.FaultOf(() => environment.Administrator.Update(new Entity("principalobjectaccess", share.Id) { ["accessrightsmask"] = 0 })),
            Observation.FaultOf(() => environment.Administrator.Delete("principalobjectaccess", share.Id)),
        };
        environment.Administrator.Delete("account", account);

        Assert.All(faults, fault => Assert.Equal(-2147219456, fault.ErrorCode));
        Assert.Equal(0, environment.Count("principalobjectaccess"));
    }

    const AccessRights AllOfARow = AccessRights.ReadAccess | AccessRights.WriteAccess | AccessRights.AppendAccess | AccessRights.AppendToAccess
        | AccessRights.DeleteAccess | AccessRights.ShareAccess | AccessRights.AssignAccess;

    Guid Rep(string name, TableRights rights) => environment.AddUser(new NewUser(name)
    {
        Privileges = [new TablePrivilege("account", rights, AccessDepth.Basic), new TablePrivilege("contact", rights, AccessDepth.Basic)],
    });

    Guid Team(params Guid[] members)
    {
        var team = environment.Administrator.Create(new Entity("team")
        {
            ["name"] = "South",
            ["businessunitid"] = environment.Root(),
            ["administratorid"] = new EntityReference("systemuser", environment.AdministratorId),
        });
        foreach (var member in members)
        {
            environment.Administrator.Associate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", member)]);
        }

        return team;
    }

    Guid Contact(Guid account) => environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = Account(account) });

    IOrganizationService Service(Guid user) => environment.ServiceFor(user);

    void Grant(Guid account, Guid user, AccessRights rights) => environment.Administrator.Execute(Granting(account, user, rights));

    void Revoke(Guid account, Guid user) =>
        environment.Administrator.Execute(new RevokeAccessRequest { Target = Account(account), Revokee = new EntityReference("systemuser", user) });

    void Assign(Guid account, Guid user) =>
        environment.Administrator.Execute(new AssignRequest { Target = Account(account), Assignee = new EntityReference("systemuser", user) });

    AccessRights AccessOf(Guid row, Guid user, string table = "account") => ((RetrievePrincipalAccessResponse)environment.Administrator.Execute(
        new RetrievePrincipalAccessRequest { Target = new EntityReference(table, row), Principal = new EntityReference("systemuser", user) })).AccessRights;

    static GrantAccessRequest Granting(Guid account, Guid user, AccessRights rights) => new() { Target = Account(account), PrincipalAccess = Access(user, rights) };

    static PrincipalAccess Access(Guid user, AccessRights rights) => new() { Principal = new EntityReference("systemuser", user), AccessMask = rights };

    static EntityReference Account(Guid id) => new("account", id);
}
