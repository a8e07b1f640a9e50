using System;
using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Audit;

/// <summary>One operation on one row, with the audited columns that it changed. It becomes a row of audit after the commit.</summary>
/// <param name="Id">auditid.</param>
/// <param name="Action">What happened, in the words of the history.</param>
/// <param name="Operation">Create, Update or Delete.</param>
/// <param name="Before">The row before; null: it is new.</param>
/// <param name="After">The row after; null: it is gone.</param>
/// <param name="Columns">The audited columns that differ.</param>
/// <param name="UserId">As whom it was done.</param>
/// <param name="CallingUserId">Who acted for that user; null: nobody did.</param>
/// <param name="On">When it was done, UTC.</param>
/// <param name="TransactionId">The same for all changes that one transaction made.</param>
internal sealed record AuditedChange(
    Guid Id,
    AuditAction Action,
    AuditOperation Operation,
    Row? Before,
    Row? After,
    IReadOnlyList<Column> Columns,
    Guid UserId,
    Guid? CallingUserId,
    DateTime On,
    Guid TransactionId)
{
    internal Row Row => (After ?? Before)!;
}

/// <summary>audit.operation.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/auditing/retrieve-audit-data</remarks>
internal enum AuditOperation
{
    Create = 1,
    Update = 2,
    Delete = 3,
}

/// <summary>audit.action: of its many values those that are written here.</summary>
internal enum AuditAction
{
    Create = 1,
    Update = 2,
    Delete = 3,
    Activate = 4,
    Deactivate = 5,
    Merge = 12,
    Assign = 13,
}
