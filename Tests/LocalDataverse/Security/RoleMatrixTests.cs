using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Messages;

namespace Offboarding.Tests.LocalDataverse.Security;

/// <summary>What the roles of the solution allow, role by role, table by table, operation by operation, on own rows and on those of others.</summary>
public sealed class RoleMatrixTests(RoleMatrixTests.World world) : IClassFixture<RoleMatrixTests.World>
{
    const string Rep = "Offboarding Rep";
    const string Administrator = "Offboarding Administrator";
    const string Neither = "";

    static readonly string[] Roles = [Rep, "Offboarding Manager", "Offboarding Data Protection Officer", "Offboarding Job", Administrator];

    /// <summary>
    /// role-matrix.csv. Letters: Create, Read, Write, Delete, aPpend, append To, Assign (G), Share. Rows of a table without owners are nobody's own:
    /// they stand under "elsewhere".
    /// </summary>
    static readonly string[][] Matrix = [.. File.ReadLines(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "LocalDataverse", "Security", "role-matrix.csv")).Skip(1).Select(line => line.Split(','))];

    public static TheoryData<string, string, string, string, string> Rows => [.. Matrix.Select(row => (row[0], row[1], row[2], row[3], row[4]))];

    public static TheoryData<string> Tables => [.. Matrix.Select(row => row[0]).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void Every_table_of_the_solution_stands_in_the_matrix_with_every_role()
    {
        var expected = world.Tables.SelectMany(table => Roles.Select(role => $"{table}/{role}")).Order(StringComparer.Ordinal);

        Assert.Equal(expected, Matrix.Select(row => $"{row[0]}/{row[1]}").Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("off_casedecision"), InlineData("off_erasurerecord"), InlineData("off_erasurerun"), InlineData("off_erasureplan")]
    public void Nobody_but_a_system_administrator_deletes_evidence(string table) =>
        Assert.All(Matrix.Where(row => row[0] == table), row => Assert.DoesNotContain("D", row[2] + row[3] + row[4], StringComparison.Ordinal));

    [Fact]
    public void The_data_protection_officer_reads_every_row_of_every_table_but_the_keys() =>
        Assert.All(Matrix.Where(row => row[1] == "Offboarding Data Protection Officer" && row[0] != "off_subjectkey"), row => Assert.Contains("R", row[4], StringComparison.Ordinal));

    [Fact]
    public void Nobody_but_the_job_reads_the_keys_of_subjects() =>
        Assert.Equal(["Offboarding Job"], Matrix.Where(row => row[0] == "off_subjectkey" && row[4].Length > 0).Select(row => row[1]));

    [Fact]
    public void Assigning_needs_no_right_to_write_but_updating_the_owner_does()
    {
        var user = world.User(Administrator);
        var decision = world.New("off_casedecision", world.Stranger);
        var owner = new EntityReference("systemuser", world.Colleague);

        var update = Refusal(() => world.Service(user).Update(new Entity("off_casedecision", decision.Id) { ["ownerid"] = owner }));
        world.Service(user).Execute(new AssignRequest { Target = decision, Assignee = owner });

        Assert.Equal(-2147220960, update);
        Assert.Equal(world.Colleague, world.Administrator.Retrieve("off_casedecision", decision.Id, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id);
    }

    [Fact, Trait("fidelity", "F293"), Trait("fidelity", "F292")]
    public void Personal_notes_of_a_case_are_for_those_in_the_profile_of_the_solution()
    {
        var outside = world.User(Rep);
        var inside = world.User(Rep, "Offboarding Personal Notes");
        var row = world.Row("off_offboardingcase", outside);
        row["off_situation"] = "Insolvent";
        var id = world.Administrator.Create(row);

        var hidden = world.Service(outside).Retrieve("off_offboardingcase", id, new ColumnSet("off_situation"));
        var refused = Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Service(outside).Update(new Entity("off_offboardingcase", id) { ["off_situation"] = "x" }));
        world.Administrator.Execute(new AssignRequest { Target = new EntityReference("off_offboardingcase", id), Assignee = new EntityReference("systemuser", inside) });
        world.Service(inside).Update(new Entity("off_offboardingcase", id) { ["off_situation"] = "Insolvent since May" });

        Assert.False(hidden.Contains("off_situation"));
        Assert.Equal(-2147158777, refused.Detail.ErrorCode);
        Assert.Equal("Insolvent since May", world.Service(inside).Retrieve("off_offboardingcase", id, new ColumnSet("off_situation"))["off_situation"]);
    }

    [Theory, MemberData(nameof(Rows)), Trait("fidelity", "F281"), Trait("fidelity", "F284"), Trait("fidelity", "F285")]
    public void A_role_allows_what_the_matrix_says_and_nothing_else(string table, string role, string own, string sameUnit, string elsewhere)
    {
        var user = world.User(role);

        var allowed = world.HasOwner(table)
            ? (Allowed(table, user, user), Allowed(table, user, world.Colleague).Replace("C", "", StringComparison.Ordinal), Allowed(table, user, world.Stranger))
            : ("", "", Allowed(table, user, null));

        Assert.Equal((own, sameUnit, elsewhere), allowed);
    }

    [Theory, MemberData(nameof(Tables)), Trait("fidelity", "F281")]
    public void A_user_without_a_role_of_the_solution_may_do_nothing_with_its_tables(string table)
    {
        var user = world.User(Neither);

        Assert.Equal("", Allowed(table, user, world.HasOwner(table) ? user : null));
    }

    [Fact, Trait("fidelity", "F282")]
    public void A_privilege_that_no_role_names_is_denied_to_all_but_administrators()
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Service(world.User(Rep)).Create(new Entity("off_casedecision"))).Detail;

        Assert.Equal(-2147220960, fault.ErrorCode);
        Assert.Contains("prvCreateoff_CaseDecision", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_works_from_its_association_until_it_is_taken_away()
    {
        var user = world.User(Neither);
        var service = world.Service(user);
        var role = new EntityReference("role", world.RoleId(Rep));
        var relationship = new Relationship("systemuserroles_association");

        world.Administrator.Associate("systemuser", user, relationship, [role]);
        var with = service.RetrieveMultiple(new QueryExpression("off_reason"));
        world.Administrator.Disassociate("systemuser", user, relationship, [role]);

        Assert.Equal("off_reason", with.EntityName);
        Assert.Equal(-2147220960, Refusal(() => service.RetrieveMultiple(new QueryExpression("off_reason"))));
    }

    [Fact]
    public void The_role_of_a_team_counts_for_its_members()
    {
        var user = world.User(Neither);
        var team = world.Administrator.Create(new Entity("team")
        {
            ["name"] = "Sales",
            ["businessunitid"] = world.Unit,
            ["administratorid"] = new EntityReference("systemuser", user),
        });
        world.Administrator.Associate("team", team, new Relationship("teamroles_association"), [new EntityReference("role", world.RoleId(Rep))]);
        var before = Refusal(() => world.Service(user).RetrieveMultiple(new QueryExpression("off_contract")));

        world.Administrator.Associate("team", team, new Relationship("teammembership_association"), [new EntityReference("systemuser", user)]);

        Assert.Equal(-2147220960, before);
        Assert.Equal("off_contract", world.Service(user).RetrieveMultiple(new QueryExpression("off_contract")).EntityName);
    }

    [Fact]
    public void A_user_is_not_added_with_a_role_that_is_not_there() =>
        Assert.Contains("There is no role 'Nobody'", Assert.Throws<ArgumentException>(() => world.User("Nobody")).Message, StringComparison.Ordinal);

    /// <summary>Tries every operation on a row of an owner, each on a row of its own.</summary>
    string Allowed(string table, Guid user, Guid? owner)
    {
        var service = world.Service(user);
        var colleague = new EntityReference("systemuser", world.Colleague);
        var tries = new (string Letter, Action<EntityReference> Try)[]
        {
            ("C", _ => service.Create(world.Row(table, owner))),
            ("R", row => service.Retrieve(table, row.Id, new ColumnSet(world.NameOf(table)))),
            ("W", row => service.Update(new Entity(table, row.Id) { [world.NameOf(table)] = "changed" })),
            ("D", row => service.Delete(table, row.Id)),
            ("P", row => DemandRight(row, user, AccessRights.AppendAccess)),
            ("T", row => DemandRight(row, user, AccessRights.AppendToAccess)),
            ("G", row => service.Execute(new AssignRequest { Target = row, Assignee = colleague })),
            ("S", row => service.Execute(new GrantAccessRequest
            {
                Target = row,
                PrincipalAccess = new PrincipalAccess { Principal = colleague, AccessMask = AccessRights.ReadAccess },
            })),
        };
        var letters = tries.Where(one => owner is not null || one.Letter is not ("G" or "S"));
        return string.Concat(letters.Where(one => Refusal(() => one.Try(world.New(table, owner))) is null).Select(one => one.Letter));
    }

    /// <summary>Ties need a second row; the right itself is asked for instead.</summary>
    void DemandRight(EntityReference row, Guid user, AccessRights right)
    {
        var rights = ((RetrievePrincipalAccessResponse)world.Administrator.Execute(new RetrievePrincipalAccessRequest
        {
            Target = row,
            Principal = new EntityReference("systemuser", user),
        })).AccessRights;
        if (!rights.HasFlag(right)) throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = -2147187962 });
    }

    /// <summary>The code with which security refuses; null: it does not. Any other fault fails the test.</summary>
    static int? Refusal(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (FaultException<OrganizationServiceFault> refused) when (refused.Detail.ErrorCode is -2147220960 or -2147187962)
        {
            return refused.Detail.ErrorCode;
        }
    }

    /// <summary>The solution with its steps switched off, so that nothing but security refuses.</summary>
    public sealed class World : IDisposable
    {
        readonly LocalEnvironment environment = LocalEnvironment.Create(new EnvironmentOptions { ActivateSteps = false });

        public World()
        {
            environment.ImportSolution(Artifacts.ManagedZip);
            Unit = new EntityReference("businessunit", environment.Administrator.Create(new Entity("businessunit") { ["name"] = "South", ["parentbusinessunitid"] = environment.Root() }));
            Colleague = User(RoleMatrixTests.Administrator);
            Stranger = environment.AddUser(new NewUser("Stranger") { Roles = [RoleMatrixTests.Administrator] });
        }

        public IOrganizationService Administrator => environment.Administrator;

        public EntityReference Unit { get; }

        public Guid Colleague { get; }

        public Guid Stranger { get; }

        public IEnumerable<string> Tables => environment.Organization.Store.Catalog.TableNames
            .Where(name => name.StartsWith("off_", StringComparison.Ordinal) && !environment.Organization.Store.Catalog.Table(name).Facts.IsIntersect)
            .Order(StringComparer.Ordinal);

        public Guid User(string role, params string[] profiles) => environment.AddUser(new NewUser(role.Length == 0 ? "No role" : role)
        {
            BusinessUnitId = Unit.Id,
            Roles = role.Length == 0 ? [] : [role],
            ColumnProfiles = profiles,
        });

        public IOrganizationService Service(Guid user) => environment.ServiceFor(user);

        public bool HasOwner(string table) => environment.Organization.Store.Catalog.Table(table).TryColumn("ownerid") is not null;

        public string NameOf(string table) => environment.Organization.Store.Catalog.Table(table).PrimaryName!.Name;

        public Entity Row(string table, Guid? owner)
        {
            var row = new Entity(table) { [NameOf(table)] = "row" };
            if (owner is { } id) row["ownerid"] = new EntityReference("systemuser", id);
            return row;
        }

        public EntityReference New(string table, Guid? owner) => new(table, Administrator.Create(Row(table, owner)));

        public Guid RoleId(string name)
        {
            var query = new QueryByAttribute("role") { ColumnSet = new ColumnSet("name") };
            query.AddAttributeValue("name", name);
            return Administrator.RetrieveMultiple(query).Entities.Single().Id;
        }

        public void Dispose() => environment.Dispose();
    }
}
