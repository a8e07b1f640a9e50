using System;
using System.Collections.Generic;
using System.ServiceModel;
using LocalDataverse.Audit;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Pipeline;

/// <summary>The transaction of one request and of all that its plugins send in it.</summary>
/// <remarks>
/// A fault inside it dooms it, even when a plugin catches the fault and goes on:
/// https://learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/do-not-use-try-catch
/// </remarks>
internal sealed class TransactionScope(Organization organization) : IDisposable
{
    readonly HashSet<string> touched = new(StringComparer.Ordinal);
    readonly List<SystemJob> jobs = [];
    readonly List<AuditedChange> changes = [];

    /// <summary>Tells the changes of one transaction from those of another.</summary>
    internal Guid Id { get; } = organization.Ids.Next();

    internal Transaction Transaction { get; } = organization.Store.Begin();

    /// <summary>The fault that doomed the transaction, or null.</summary>
    internal FaultException<OrganizationServiceFault>? Doom { get; private set; }

    internal void DoomBy(FaultException<OrganizationServiceFault> fault) => Doom ??= fault;

    internal void Touch(string table) => touched.Add(table);

    internal bool Touches(string table) => touched.Contains(table);

    internal void Queue(SystemJob job) => jobs.Add(job);

    internal void Note(AuditedChange change) => changes.Add(change);

    /// <param name="catalog">The catalog that comes in force with it; null: it stays.</param>
    internal void Commit(MetadataCatalog? catalog = null)
    {
        if (Doom is { } fault)
        {
            throw Fault.Of(FaultCode.TransactionAborted, $"Transaction Aborted. A plug-in caught this fault and went on: {fault.Message}");
        }

        // In a file the history is committed with what it tells of: the process may end between two commits.
        var audited = Transaction.IsKept ? [] : changes;
        if (Transaction.IsKept) organization.Audit.Write(changes, Transaction);

        Transaction.Commit(catalog);
        organization.Steps.Committed(touched);
        organization.Security.Committed(touched);
        organization.Jobs.Enqueue(jobs);
        organization.Audit.Committed(audited);
    }

    public void Dispose() => Transaction.Dispose();
}
