using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Sandbox;
using LocalDataverse.Security;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>One request while it is executed: who, when, how deep, in which transaction.</summary>
internal sealed class Call
{
    internal Call(Organization organization, Caller caller, RequestChain chain, int depth, PluginContext? parent, TransactionScope? scope)
    {
        Organization = organization;
        Caller = caller;
        Chain = chain;
        Depth = depth;
        Parent = parent;
        Scope = scope;
        StartedOn = organization.Clock.UtcNow;
    }

    internal Organization Organization { get; }

    internal Caller Caller { get; }

    internal RequestChain Chain { get; }

    internal OperationTimer Timer => Chain.Timer;

    internal Guid CorrelationId => Chain.CorrelationId;

    internal PluginSandbox Sandbox => Chain.Sandbox;

    /// <summary>1 for a client's request, one more for each plugin in between.</summary>
    internal int Depth { get; }

    /// <summary>Context of the plugin that sent the request, or null.</summary>
    internal PluginContext? Parent { get; }

    internal TransactionScope? Scope { get; private set; }

    internal Guid? RequestId { get; init; }

    /// <summary>UTC.</summary>
    internal DateTime StartedOn { get; }

    /// <summary>The user for whom another one acts in this request; null: nobody acts for another.</summary>
    internal Reference? Delegate => Caller.InitiatingUserId == Caller.UserId ? null : new Reference("systemuser", Caller.InitiatingUserId);

    internal bool ByPlugin => Depth > 1;

    /// <summary>The message by way of which this operation came about; null: it was asked for itself.</summary>
    internal string? Within { get; private init; }

    /// <summary>Whether it is one of the requests of a batch.</summary>
    internal bool InBatch { get; init; }

    /// <summary>Which steps the request asked to leave out.</summary>
    internal StepBypass Bypass { get; set; } = StepBypass.None;

    /// <summary>The message that is running, so that what it does by way of other messages can name it as their parent; null: it raises no event.</summary>
    internal MessageEvent? Operation { get; set; }

    /// <exception cref="InvalidOperationException">The request has not begun its transaction: a defect of a handler.</exception>
    internal Transaction Transaction => Scope?.Transaction ?? throw new InvalidOperationException("This part of the pipeline runs outside the transaction.");

    internal MetadataCatalog Catalog => Scope?.Transaction.Catalog ?? Organization.Store.Catalog;

    internal Principal Principal => field ??= Organization.Security.Find(Caller, Scope?.Transaction);

    internal AccessControl Access => field ??= new AccessControl(this);

    /// <summary>Runs in the transaction that is there, or in one of its own, which is committed at the end and forgotten when <paramref name="work"/> throws.</summary>
    internal T InTransaction<T>(Func<T> work)
    {
        if (Scope is not null) return work();

        using var scope = new TransactionScope(Organization);
        Scope = scope;
        try
        {
            var result = work();
            scope.Commit();
            return result;
        }
        finally
        {
            Scope = null;
        }
    }

    /// <summary>Another operation of the same user in the same transaction: what a message does by way of another message.</summary>
    internal Call Inner() => Inner(Organization.Options.RaisedOperationsKnowTheirParent ? Operation?.AsParent() : null);

    /// <summary>The same, below an event of this operation; null: as this operation.</summary>
    internal Call Inner(PluginContext? parent) => new(Organization, Caller, Chain, Depth, parent ?? Parent, Scope) 
    {
        RequestId = RequestId,
        Bypass = Bypass,
        InBatch = InBatch,
        Within = Operation?.Message ?? Within,
    };

    /// <summary>One request of a batch, in the batch's transaction if it has one.</summary>
    internal Call OfBatch() => new(Organization, Caller, Chain, Depth, Parent, Scope) { RequestId = RequestId, InBatch = true };

    /// <summary>Reads in the transaction that is there, or in a passing one.</summary>
    internal T Reading<T>(Func<QueryContext, T> read)
    {
        if (Scope is not null) return read(Unrestricted());

        using var passing = Organization.Store.Begin();
        return read(Unrestricted(passing));
    }

    /// <summary>Reads as the caller: rows and columns that the caller may not read are not there.</summary>
    internal QueryContext AsCaller() => Unrestricted() with
    {
        RowFilter = Access.RowFilter,
        ColumnHidden = Access.ColumnHidden,
    };

    /// <summary>Reads everything, formatted for the caller.</summary>
    internal QueryContext Unrestricted() => Unrestricted(Transaction);

    QueryContext Unrestricted(Transaction transaction) => new()
    {
        Transaction = transaction,
        UserId = Caller.UserId,
        BusinessUnitId = Principal.BusinessUnitId,
        TeamIds = Principal.TeamIds,
        UtcNow = StartedOn,
        TimeZone = Principal.TimeZone,
        Language = Principal.Language,
        NegativeOperatorsMatchEmpty = Organization.Options.NegativeOperatorsMatchEmpty,
    };

    /// <summary>The rows whose column refers to a row; by index where the column has one.</summary>
    internal IReadOnlyList<Row> Referring(Table table, Column column, Guid target) => table.Lookups.Contains(column)
        ? [.. Transaction.Lookup(table, column, target)]
        : [.. Transaction.Scan(table).Where(row => row[column] switch
        {
            Guid id => id == target,
            Reference reference => reference.Id == target,
            _ => false,
        })];

    internal Row Demand(Table table, Guid id) => Transaction.Find(table, id) ?? throw Fault.DoesNotExist(table, id);
}
