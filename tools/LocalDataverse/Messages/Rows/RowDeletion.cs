using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>The main operation of Delete: what hangs on the row goes with it, is cut loose, or forbids it.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/configure-entity-relationship-cascading-behavior</remarks>
internal static class RowDeletion
{
    internal static void Delete(Table table, Guid id, Call call)
    {
        PlatformTables.RefuseDelete(table, id, call);
        var deleted = call.Transaction.FindForUpdate(table, id) ?? throw Fault.DoesNotExist(table, id);
        JobChanges.DemandCompleted(table, deleted);
        RefuseComponentInUse(table, id, call);

        var relationships = call.Catalog.RelationshipsTo(table.Name).Where(relationship => relationship.From != "activitypointer").ToList();
        foreach (var relationship in relationships.Where(one => one.Cascades.Delete == Cascade.Restrict))
        {
            RefuseIfReferred(relationship, table, id, call);
        }
        foreach (var relationship in relationships.Where(one => one.Cascades.Delete == Cascade.Cascade)) DeleteReferring(relationship, id, call);
        foreach (var relationship in relationships.Where(one => one.Cascades.Delete == Cascade.RemoveLink)) CutLoose(relationship, id, call);
        RemovePairs(table, id, call);

        // A chain of cascades may have come back to this row.
        if (call.Transaction.Find(table, id) is null) return;

        call.Transaction.Delete(table, id);
        call.Scope!.Touch(table.Name);
        call.Organization.Audit.Deleted(deleted, call);
        call.Organization.RecycleBin.Deleted(deleted, call);
        ActivityPointers.Deleted(table, id, call);
        Parties.Deleted(table, id, call);
        Shares.Deleted(table, id, call);
    }

    /// <summary>An assembly goes after its types, a type after its steps.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x8004F01F: other components refer to it.</exception>
    static void RefuseComponentInUse(Table table, Guid id, Call call)
    {
        if (table.Name is not ("pluginassembly" or "plugintype")) return;

        var (user, column) = table.Name == "pluginassembly" ? ("plugintype", "pluginassemblyid") : ("sdkmessageprocessingstep", "plugintypeid");
        var users = call.Catalog.Table(user);
        var count = call.Referring(users, users.Column(column), id).Count;
        if (count == 0) return;

        throw Fault.Of(
            FaultCode.CannotDeleteInUseComponent,
            $"The {table.Name}({id:D}) component cannot be deleted because it is referenced by {count} other components: rows of {user}. Delete those first.");
    }

    static IReadOnlyList<Row> Referring(OneToMany relationship, Guid id, Call call)
    {
        var children = call.Catalog.Table(relationship.From);
        return call.Referring(children, children.Column(relationship.Column), id);
    }

    static void RefuseIfReferred(OneToMany relationship, Table table, Guid id, Call call)
    {
        var children = Referring(relationship, id, call);
        if (children.Count == 0) return;

        throw Fault.Of(
            FaultCode.CannotDeleteDueToAssociation,
            $"The object you tried to delete is associated with another object and cannot be deleted. {children.Count} row(s) of {relationship.From} refer to this {table.Name} "
            + $"by {relationship.Column} ({relationship.Name}): delete them or point them elsewhere first.");
    }

    static void DeleteReferring(OneToMany relationship, Guid id, Call call)
    {
        foreach (var child in Referring(relationship, id, call))
        {
            if (call.Transaction.Find(child.Table, child.Id) is null) continue;
            if (!call.Organization.Options.CascadesRaiseDelete)
            {
                Delete(call.Catalog.Table(relationship.From), child.Id, call);
                continue;
            }

            call.Organization.Executor.Inner(
                new OrganizationRequest("Delete") { Parameters = { ["Target"] = new EntityReference(relationship.From, child.Id) } }, call.Inner());
        }
    }

    static void CutLoose(OneToMany relationship, Guid id, Call call)
    {
        var table = call.Catalog.Table(relationship.From);
        foreach (var child in Referring(relationship, id, call))
        {
            var written = call.Transaction.Update(table, child.Id, new Dictionary<Column, object?> { [table.Column(relationship.Column)] = null });
            call.Scope!.Touch(table.Name);
            call.Organization.Audit.Updated(child, written, call);
            ActivityPointers.Updated(written, call);
            ShareCascade.Moved(written, call);
        }
    }

    static void RemovePairs(Table table, Guid id, Call call)
    {
        foreach (var relationship in call.Catalog.ManyToManyOf(table.Name))
        {
            var pairs = call.Catalog.Table(relationship.Intersect);
            foreach (var column in Columns(relationship, table.Name).Select(pairs.Column))
            {
                foreach (var pair in call.Referring(pairs, column, id)) call.Transaction.Delete(pairs, pair.Id);
            }
        }
    }

    static IEnumerable<string> Columns(ManyToMany relationship, string table)
    {
        if (relationship.Table1 == table) yield return relationship.Column1;
        if (relationship.Table2 == table) yield return relationship.Column2;
    }
}
