using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Erasure;
using Offboarding.Tests.Schedule;

namespace Offboarding.Tests.ErasureJobs;

/// <summary>Jobs that are due, over the packed solution with its rules and its erasure map; an administrator plans, a data protection officer approves. It is 15 January 2027.</summary>
public sealed class ErasureJobWorld : IDisposable
{
    /// <summary>More steps than any job of these tests has.</summary>
    const int MostSteps = 200;

    readonly ErasureWorld world;

    public ErasureJobWorld()
        : this(options: null)
    {
    }

    internal ErasureJobWorld(EnvironmentOptions? options)
    {
        world = new ErasureWorld(options);
        world.Solution.InstallDefaults(withErasureMap: true);
        Officer = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Dora Datenschutz") { Language = 1031, IsAdministrator = true }));
        world.Local.Requests.Clear();
    }

    internal ErasureWorld Rows => world;

    internal LocalEnvironment Local => world.Local;

    internal IOrganizationService Planner => world.Service;

    internal IOrganizationService Officer { get; }

    /// <summary>An account that left in 2020, with contacts and a task and a note for each: all of it is due.</summary>
    /// <param name="contacts">How many.</param>
    /// <param name="withOrder">Whether there is an order of 2026, too, which is kept until the end of 2032.</param>
    /// <param name="also">Adds rows before the schedule is made.</param>
    /// <param name="left">Day of its deactivation.</param>
    internal DueJob Due(int contacts = 2, bool withOrder = false, Action<EntityReference>? also = null, string left = "2020-06-30")
    {
        var account = world.Account("Needle GmbH", ("off_jurisdictions", "DE"));
        world.Solution.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id)) { State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive, DeactivatedOn = LocalDate.Parse(left) }.Entity);
        var people = Enumerable.Range(0, contacts).Select(i => world.Contact(account, "Needle" + i, ("firstname", "Ada"), ("emailaddress1", $"needle{i}@example.org"))).ToList();
        var tasks = people.ConvertAll(person => world.Add("task", ("subject", "Call Needle"), ("regardingobjectid", person)));
        foreach (var person in people) world.Add("annotation", ("subject", "Needle's birthday"), ("objectid", person));
        if (withOrder) world.Add("salesorder", ("name", "Needle order"), ("customerid", account), ("submitdate", new DateTime(2026, 5, 4, 0, 0, 0, DateTimeKind.Utc)));
        also?.Invoke(account);
        var job = world.Solution.CreatePastTheProduct(new ErasureJobRow { AccountId = account, OpenKey = account.Id.ToString("D"), StatusReason = ErasureJobStatusReason.Scheduled }.Entity);
        world.Solution.RunSchedules();
        return new DueJob(job, account, people, tasks);
    }

    internal OrganizationResponse Plan(DueJob job) => Planner.Execute(new OrganizationRequest("off_PlanErasure") { ["Target"] = new EntityReference(ErasureJobRow.Table, job.Id) });

    internal OrganizationResponse Approve(OrganizationResponse plan, IOrganizationService? by = null, string? hash = null, int? count = null) => (by ?? Officer).Execute(new OrganizationRequest("off_ApproveErasure")
    {
        ["Target"] = new EntityReference(ErasurePlanRow.Table, (Guid)plan["PlanId"]), ["Hash"] = hash ?? plan["Hash"], ["Count"] = count ?? plan["Count"],
    });

    /// <summary>A job with an approved plan.</summary>
    internal DueJob Approved(int contacts = 2, bool withOrder = false)
    {
        var job = Due(contacts, withOrder);
        Approve(Plan(job));
        return job;
    }

    internal OrganizationResponse Step(string? token = null, string? fault = null)
    {
        var request = new OrganizationRequest("off_RunRetention");
        if (token is not null) request["Token"] = token;
        if (fault is not null) request["Fault"] = fault;
        return Planner.Execute(request);
    }

    /// <summary>Calls until nothing more is to do, as a scheduler does; after a fault it calls again with the token and the text.</summary>
    /// <returns>Number of calls, those that failed among them.</returns>
    internal int Run(string? token = null)
    {
        string? fault = null;
        for (var calls = 1; calls < MostSteps; calls++)
        {
            OrganizationResponse answer;
            try
            {
                answer = Step(token, fault);
            }
            catch (FaultException<OrganizationServiceFault> problem) when (fault is null)
            {
                fault = problem.Detail.Message;
                continue;
            }

            fault = null;
            if (!(bool)answer["More"]) return calls;
            token = TokenOf(answer);
        }

        throw new InvalidOperationException("The run does not end.");
    }

    internal static string? TokenOf(OrganizationResponse answer) => answer.Results.TryGetValue("Token", out var token) ? (string?)token : null;

    internal ErasureJobRow Job(DueJob job) => new(Planner.Retrieve(ErasureJobRow.Table, job.Id, new ColumnSet(
        "statecode", "statuscode", "off_step", "off_detail", "off_certificate", "off_openkey", "off_leaseuntil", "off_failurecount", "off_completedon")));

    /// <summary>A job with what its search found.</summary>
    internal ErasureJobRow Proven(DueJob job) => new(Planner.Retrieve(ErasureJobRow.Table, job.Id, new ColumnSet(
        "statecode", "statuscode", "off_detail", "off_certificate", "off_proof", "off_provenon", "off_failurecount")));

    internal ErasurePlanRow PlanOf(OrganizationResponse plan) => new(Planner.Retrieve(ErasurePlanRow.Table, (Guid)plan["PlanId"], new ColumnSet("off_approval", "off_reason", "off_approvedbyid", "off_plannedbyid", "off_hash")));

    /// <summary>What the evidence of a job counts, by table and method.</summary>
    internal IReadOnlyDictionary<string, int> Evidence(DueJob job) => Entries(job).GroupBy(entry => entry.TableName + " " + entry.Method).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Count!.Value));

    internal IReadOnlyList<ErasureRecordRow> Entries(DueJob job)
    {
        var query = new QueryExpression(ErasureRecordRow.Table) { ColumnSet = new ColumnSet("off_tablename", "off_method", "off_count", "off_line", "off_approvedbyid", "off_planhash") };
        query.Criteria.AddCondition("off_job", ConditionOperator.Equal, job.Id.ToString("D"));
        return [.. Planner.RetrieveMultiple(query).Entities.Select(row => new ErasureRecordRow(row))];
    }

    internal bool IsEvidenceValid()
    {
        var answer = Planner.Execute(new OrganizationRequest("off_VerifyEvidence"));
        return (bool)answer["Valid"] && !(bool)answer["More"];
    }

    internal bool Exists(string table, Guid id)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(table == "task" ? "activityid" : table + "id") };
        query.Criteria.AddCondition(table == "task" ? "activityid" : table + "id", ConditionOperator.Equal, id);
        return Planner.RetrieveMultiple(query).Entities.Count > 0;
    }

    internal IReadOnlyList<Guid> LinesOf(DueJob job)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table) { ColumnSet = new ColumnSet("off_name") };
        query.Criteria.AddCondition("off_jobid", ConditionOperator.Equal, job.Id);
        return [.. Planner.RetrieveMultiple(query).Entities.Select(row => row.Id)];
    }

    /// <summary>Holds an account from long ago on.</summary>
    internal Guid Hold(EntityReference account) => world.Solution.CreatePastTheProduct(new LegalHoldRow
    {
        AccountId = account, Kind = LegalHoldKind.Litigation, Purpose = "Claims", Reason = "Suit", Matter = "4 O 12/26", From = new LocalDate(2026, 1, 1),
    }.Entity);

    internal string LastName(EntityReference contact) => Planner.Retrieve("contact", contact.Id, new ColumnSet("lastname")).GetAttributeValue<string>("lastname");

    public void Dispose() => world.Dispose();
}

/// <summary>A job with what belongs to it.</summary>
internal sealed record DueJob(Guid Id, EntityReference Account, IReadOnlyList<EntityReference> Contacts, IReadOnlyList<Guid> Tasks);
