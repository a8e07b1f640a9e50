using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Holds;

/// <summary>The write with which whoever changes a hold and the erasure exclude each other: off_erasurefence of the held account or contact.</summary>
/// <remarks>
/// Only a write locks until the commit; a check by reading is a race. What number it leaves says nothing more than that somebody passed. A contact's account is written,
/// too: its erasure takes the contact along.
/// </remarks>
static class SubjectFence
{
    const string ParentCustomer = "parentcustomerid";

    /// <summary>Counts the fence up. Requests: 2 for an account; 4 for a contact of an account, 2 for one without. In the order of ids, as the kernel does, so that two callers do not wait for each other.</summary>
    internal static void Raise(IOrganizationService service, EntityReference subject)
    {
        foreach (var row in Rows(service, subject).OrderBy(static row => row.Id))
        {
            var next = row.GetAttributeValue<int?>(ContactRow.Columns.ErasureFence) is { } count and < int.MaxValue ? count + 1 : 1;
            service.Update(new Entity(row.LogicalName, row.Id) { [ContactRow.Columns.ErasureFence] = next });
        }
    }

    static IReadOnlyList<Entity> Rows(IOrganizationService service, EntityReference subject)
    {
        if (subject.LogicalName == AccountRow.Table) return [Fence(service, subject)];

        var contact = service.Retrieve(ContactRow.Table, subject.Id, new ColumnSet(ParentCustomer, ContactRow.Columns.ErasureFence));
        return contact.GetAttributeValue<EntityReference?>(ParentCustomer) is { LogicalName: AccountRow.Table } parent ? [contact, Fence(service, parent)] : [contact];
    }

    static Entity Fence(IOrganizationService service, EntityReference account) =>
        service.Retrieve(AccountRow.Table, account.Id, new ColumnSet(AccountRow.Columns.ErasureFence));
}
