using System;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Messages;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Security;

public sealed class ColumnSecurityTests : IDisposable
{
    const int Allowed = 4;

    readonly LocalEnvironment environment = LocalEnvironment.Create();
    readonly Guid user;
    readonly Guid row;

    public ColumnSecurityTests()
    {
        var table = new TestTable("tst_Thing") { Columns = { TestTable.Text("tst_Secret", 100, new XElement("IsSecured", 1)) } };
        environment.ImportSolution(new TestSolution { Tables = { table } }.ToZip());
        user = environment.AddUser(new NewUser("Rep") { Privileges = [new TablePrivilege("tst_thing", TableRights.All)] });
        row = environment.Administrator.Create(new Entity("tst_thing") { ["tst_name"] = "open", ["tst_secret"] = "hidden" });
    }

    IOrganizationService Rep => environment.ServiceFor(user);

    public void Dispose() => environment.Dispose();

    [Fact, Trait("fidelity", "F292")]
    public void An_update_that_names_a_secured_column_saves_nothing()
    {
        Give(user, Profile("canread"));

        var fault = Observation.FaultOf(() => Rep.Update(new Entity("tst_thing", row) { ["tst_name"] = "changed", ["tst_secret"] = "changed" }));

        Assert.Equal(-2147158777, fault.ErrorCode);
        Assert.Equal(("open", "hidden"), Values(environment.Administrator));
    }

    [Fact, Trait("fidelity", "F293")]
    public void A_secured_column_has_no_value_until_a_profile_opens_it()
    {
        var closed = Values(Rep);
        var profile = Profile("canread");
        Give(user, profile);
        var open = Values(Rep);

        environment.Administrator.Disassociate("systemuser", user, new Relationship("systemuserprofiles_association"), [profile]);

        Assert.Equal(("open", null), closed);
        Assert.Equal(("open", "hidden"), open);
        Assert.Equal(("open", null), Values(Rep));
    }

    [Fact, Trait("fidelity", "F293")]
    public void A_query_by_a_secured_column_needs_the_same_permission()
    {
        var query = new QueryByAttribute("tst_thing") { ColumnSet = new ColumnSet("tst_name") };
        query.AddAttributeValue("tst_secret", "hidden");
        var fault = Observation.FaultOf(() => Rep.RetrieveMultiple(query));

        Give(user, Profile("canread"));

        Assert.Equal(-2147158778, fault.ErrorCode);
        Assert.Single(Rep.RetrieveMultiple(query).Entities);
    }

    [Fact, Trait("fidelity", "F294")]
    public void A_new_row_with_a_secured_column_needs_permission_to_create()
    {
        var fault = Observation.FaultOf(() => Rep.Create(new Entity("tst_thing") { ["tst_secret"] = "mine" }));
        var count = environment.Count("tst_thing");

        Give(user, Profile("cancreate"));
        Rep.Create(new Entity("tst_thing") { ["tst_secret"] = "mine" });

        Assert.Equal((-2147158782, 1), (fault.ErrorCode, count));
        Assert.Equal(2, environment.Count("tst_thing"));
    }

    [Fact, Trait("fidelity", "F292")]
    public void The_profile_of_a_team_counts_for_its_members_and_goes_with_the_profile()
    {
        var team = environment.Administrator.Create(new Entity("team")
        {
            ["name"] = "South",
            ["businessunitid"] = environment.Root(),
            ["administratorid"] = new EntityReference("systemuser", environment.AdministratorId),
        });
        var profile = Profile("canupdate");
        environment.Administrator.Associate("team", team, new Relationship("teamprofiles_association"), [profile]);
        environment.Administrator.Associate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", user)]);

        Rep.Update(new Entity("tst_thing", row) { ["tst_secret"] = "changed" });
        environment.Administrator.Delete("fieldsecurityprofile", profile.Id);
        var fault = Observation.FaultOf(() => Rep.Update(new Entity("tst_thing", row) { ["tst_secret"] = "again" }));

        Assert.Equal(("open", "changed"), Values(environment.Administrator));
        Assert.Equal(-2147158777, fault.ErrorCode);
        Assert.Equal(0, environment.Count("fieldpermission"));
    }

    [Fact, Trait("fidelity", "F295")]
    public void The_administrators_profile_opens_every_secured_column()
    {
        Assert.Equal(("open", "hidden"), Values(environment.Administrator));

        Give(user, new EntityReference("fieldsecurityprofile", new Guid("572329c1-a042-4e22-be47-367c6374ea45")));
        Rep.Update(new Entity("tst_thing", row) { ["tst_secret"] = "changed" });

        Assert.Equal(("open", "changed"), Values(Rep));
    }

    EntityReference Profile(string right)
    {
        var profile = new EntityReference("fieldsecurityprofile", environment.Administrator.Create(new Entity("fieldsecurityprofile") { ["name"] = right }));
        environment.Administrator.Create(new Entity("fieldpermission")
        {
            ["fieldsecurityprofileid"] = profile,
            ["entityname"] = "tst_thing",
            ["attributelogicalname"] = "tst_secret",
            [right] = new OptionSetValue(Allowed),
        });
        return profile;
    }

    void Give(Guid to, EntityReference profile) =>
        environment.Administrator.Associate("systemuser", to, new Relationship("systemuserprofiles_association"), [profile]);

    (string? Name, string? Secret) Values(IOrganizationService service)
    {
        var read = service.Retrieve("tst_thing", row, new ColumnSet("tst_name", "tst_secret"));
        return (read.GetAttributeValue<string>("tst_name"), read.GetAttributeValue<string>("tst_secret"));
    }
}
