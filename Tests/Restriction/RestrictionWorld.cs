using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Restriction;

/// <summary>Accounts that left, whose rows belong to several people, and the team to which they go. It is 15 January 2027.</summary>
public sealed class RestrictionWorld : IDisposable
{
    readonly ErasureJobWorld jobs;
    readonly Guid rep;
    readonly Guid colleague;
    readonly Guid keeper;

    public RestrictionWorld()
    {
        jobs = new ErasureJobWorld();
        rep = Local.AddUser(Person("Rita Rep"));
        colleague = Local.AddUser(Person("Kolja Kollege"));
        keeper = Local.AddUser(new NewUser("Gerda Geheim") { Language = 1031, Privileges = Person("").Privileges });
        Rep = Local.ServiceFor(rep);
        Keeper = Local.ServiceFor(keeper);
    }

    internal ErasureJobWorld Jobs => jobs;

    internal LocalEnvironment Local => jobs.Local;

    internal SolutionEnvironment Solution => jobs.Rows.Solution;

    internal IOrganizationService Admin => jobs.Planner;

    /// <summary>Owns the accounts; reads and writes in her own business unit.</summary>
    internal IOrganizationService Rep { get; }

    /// <summary>A member of the team for restricted data, once there is one.</summary>
    internal IOrganizationService Keeper { get; }

    internal EntityReference RepReference => new("systemuser", rep);

    internal EntityReference ColleagueReference => new("systemuser", colleague);

    /// <summary>Runs off_PrepareRestriction to its end, and puts the keeper into the team.</summary>
    internal IReadOnlyList<string> Prepare()
    {
        var reports = new List<string>();
        while (true)
        {
            var answer = Admin.Execute(new OrganizationRequest("off_PrepareRestriction"));
            reports.Add((string)answer["Report"]);
            if (!(bool)answer["More"]) break;
            Assert.InRange(reports.Count, 1, 10);
        }

        Admin.Associate("team", Team().Id, new Relationship("teammembership_association"), [new EntityReference("systemuser", keeper)]);
        return reports;
    }

    internal EntityReference Team()
    {
        var query = new QueryExpression("team") { ColumnSet = new ColumnSet("name", "businessunitid") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, "Offboarding Restricted Data");
        return Admin.RetrieveMultiple(query).Entities.Single().ToEntityReference();
    }

    /// <summary>An account of the rep that left on a day, with contacts of the colleague, and a task, a note and a contract.</summary>
    internal LeftAccount Left(string on = "2026-01-10", int contacts = 2)
    {
        var account = jobs.Rows.Account("Restricted GmbH", ("off_jurisdictions", "DE"), ("ownerid", RepReference));
        Solution.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive, DeactivatedOn = LocalDate.Parse(on) }.Entity);
        var people = Enumerable.Range(0, contacts).Select(i => jobs.Rows.Contact(account, "Mustermann" + i, ("ownerid", ColleagueReference))).ToList();
        var rows = new List<EntityReference>();
        foreach (var person in people)
        {
            rows.Add(new EntityReference("task", jobs.Rows.Add("task", ("subject", "Call"), ("regardingobjectid", person), ("ownerid", RepReference))));
            rows.Add(new EntityReference("annotation", jobs.Rows.Add("annotation", ("subject", "Birthday"), ("objectid", person), ("ownerid", ColleagueReference))));
        }

        return new LeftAccount(account, people, rows);
    }

    internal Night.Result Night() => Solution.Run();

    internal Guid OwnerOf(EntityReference row) => Admin.Retrieve(row.LogicalName, row.Id, new ColumnSet("ownerid")).GetAttributeValue<EntityReference>("ownerid").Id;

    internal ErasureJobRow JobOf(LeftAccount left)
    {
        var query = new QueryExpression(ErasureJobRow.Table)
        {
            ColumnSet = new ColumnSet("statuscode", "statecode", "off_restrictedon", "off_formerowners", "off_restrictfrom", "off_name"),
        };
        query.Criteria.AddCondition("off_accountid", ConditionOperator.Equal, left.Account.Id);
        query.AddOrder("createdon", OrderType.Descending);
        return new ErasureJobRow(Admin.RetrieveMultiple(query).Entities[0]);
    }

    internal int Parts()
    {
        var query = new QueryExpression(RestrictionPartRow.Table) { ColumnSet = new ColumnSet("off_name") };
        return Admin.RetrieveMultiple(query).Entities.Count;
    }

    /// <summary>Whether somebody finds a row.</summary>
    internal static bool Sees(IOrganizationService service, EntityReference row)
    {
        var key = row.LogicalName == "task" ? "activityid" : row.LogicalName + "id";
        var query = new QueryExpression(row.LogicalName) { ColumnSet = new ColumnSet(key) };
        query.Criteria.AddCondition(key, ConditionOperator.Equal, row.Id);
        return service.RetrieveMultiple(query).Entities.Count > 0;
    }

    static NewUser Person(string name) => new(name)
    {
        Privileges =
        [
            .. new[] { "account", "contact", "task", "annotation" }.Select(table => new TablePrivilege(table, TableRights.All, AccessDepth.Local)),
            new TablePrivilege("systemuser", TableRights.Read),
        ],
    };

    public void Dispose() => jobs.Dispose();
}

/// <summary>An account that left with what belongs to it.</summary>
internal sealed record LeftAccount(EntityReference Account, IReadOnlyList<EntityReference> Contacts, IReadOnlyList<EntityReference> Rows)
{
    internal IEnumerable<EntityReference> All => [Account, .. Contacts, .. Rows];
}
