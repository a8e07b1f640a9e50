using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using LocalDataverse.Metadata;
using LocalDataverse.Persistence;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Pipeline;

/// <summary>Jobs of BulkDelete, each with its row of asyncoperation. What a job could not delete stays, and the job goes on.</summary>
/// <remarks>
/// https://learn.microsoft.com/power-apps/developer/data-platform/delete-data-bulk. There is no table bulkdeletefailure here: the job's row holds the
/// number of failures and the first messages.
/// </remarks>
internal sealed class BulkDeletes(Organization organization)
{
    const int BulkDelete = 13;
    const int MostMessages = 10;

    readonly Lock gate = new();
    readonly Queue<Job> ready = new();

    /// <summary>Begins with the jobs that wait in another organization.</summary>
    internal BulkDeletes(Organization organization, BulkDeletes origin)
        : this(organization)
    {
        lock (origin.gate) ready = new Queue<Job>(origin.ready);
    }

    /// <summary>The job with its row in the caller's transaction: if that is undone, the row is missing and the job does nothing.</summary>
    internal Guid Create(Call call, string name, IReadOnlyList<QueryExpression> queries)
    {
        var id = organization.Ids.Next();
        var user = new Reference("systemuser", call.Caller.UserId);
        var table = call.Catalog.Table("asyncoperation");
        call.Transaction.Insert(table, id, new Dictionary<Column, object?>
        {
            [table.Column("name")] = name,
            [table.Column("operationtype")] = BulkDelete,
            [table.State!] = JobStates.Ready,
            [table.Status!] = JobStates.WaitingForResources,
            [table.Column("messagename")] = "BulkDelete",
            [table.Column("correlationid")] = call.CorrelationId,
            [table.Column("ownerid")] = user,
            [table.Column("owninguser")] = user,
            [table.Column("owningbusinessunit")] = new Reference("businessunit", call.Principal.BusinessUnitId),
            [table.Column("createdby")] = user,
            [table.Column("createdon")] = call.StartedOn,
            [table.Column("modifiedby")] = user,
            [table.Column("modifiedon")] = call.StartedOn,
        });
        if (call.Transaction.IsKept) call.Transaction.Attach(table, id, SavedJob.Of(call.Caller, queries));
        lock (gate) ready.Enqueue(new Job(id, call.Caller, call.StartedOn, queries));
        return id;
    }

    /// <summary>A job that was kept. One that ran when the process ended begins again: what it deleted is gone, the rest follows.</summary>
    internal void Restore(Row row, Caller caller, IReadOnlyList<QueryExpression> queries)
    {
        var job = new Job(row.Id, caller, (DateTime)row[row.Table.Column("createdon")]!, queries);
        if ((int?)row[row.Table.State!] == JobStates.Locked) Write(job, JobStates.Ready, JobStates.WaitingForResources, onlyIfReady: false, message: null);
        lock (gate) ready.Enqueue(job);
    }

    /// <summary>Runs the jobs that are ready.</summary>
    /// <returns>How many ran.</returns>
    internal int RunAll()
    {
        var count = 0;
        while (Next() is { } job)
        {
            if (!Write(job, JobStates.Locked, JobStates.InProgress, onlyIfReady: true, message: null)) continue;

            Run(job);
            count++;
        }

        return count;
    }

    void Run(Job job)
    {
        var service = new OrganizationService(organization, job.Caller, sender: null);
        var failures = new List<string>();
        foreach (var query in job.Queries)
        {
            foreach (var row in Found(service, IdsOf(query)).Where(row => row.GetAttributeValue<DateTime>("createdon") <= job.QueuedOn))
            {
                try
                {
                    service.Delete(row.LogicalName, row.Id);
                }
                catch (FaultException<OrganizationServiceFault> fault)
                {
                    failures.Add(fault.Detail.Message);
                }
            }
        }

        var text = failures.Count == 0 ? null : $"{failures.Count} rows were not deleted.\n{string.Join('\n', failures.Take(MostMessages))}";
        Write(job, JobStates.Completed, failures.Count == 0 ? JobStates.Succeeded : JobStates.Failed, onlyIfReady: false, text);
    }

    /// <summary>The caller's query with another list of columns; the caller's own stays as it is.</summary>
    static QueryExpression IdsOf(QueryExpression query)
    {
        var ids = new QueryExpression(query.EntityName) { ColumnSet = new ColumnSet("createdon"), Criteria = query.Criteria, Distinct = query.Distinct };
        ids.LinkEntities.AddRange(query.LinkEntities);
        return ids;
    }

    static List<Entity> Found(OrganizationService service, QueryExpression query)
    {
        query.PageInfo = new PagingInfo { Count = 5000, PageNumber = 1 };
        var rows = new List<Entity>();
        while (true)
        {
            var page = ((RetrieveMultipleResponse)service.Execute(new RetrieveMultipleRequest { Query = query })).EntityCollection;
            rows.AddRange(page.Entities);
            if (!page.MoreRecords) return rows;

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }

    Job? Next()
    {
        lock (gate) return ready.TryDequeue(out var job) ? job : null;
    }

    bool Write(Job job, int state, int status, bool onlyIfReady, string? message)
    {
        using var transaction = organization.Store.Begin();
        var table = transaction.Catalog.Table("asyncoperation");
        if (transaction.Find(table, job.Id) is not { } row || (onlyIfReady && (int?)row[table.State!] != JobStates.Ready)) return false;

        transaction.Update(table, job.Id, new Dictionary<Column, object?>
        {
            [table.State!] = state,
            [table.Status!] = status,
            [table.Column("modifiedon")] = organization.Clock.UtcNow,
            [table.Column(onlyIfReady ? "startedon" : "completedon")] = organization.Clock.UtcNow,
            [table.Column("message")] = message,
        });
        if (state == JobStates.Completed) transaction.Attach(table, job.Id, bytes: null);
        transaction.Commit();
        return true;
    }

    sealed record Job(Guid Id, Caller Caller, DateTime QueuedOn, IReadOnlyList<QueryExpression> Queries);
}
