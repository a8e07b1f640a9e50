using System;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Storage;

namespace LocalDataverse.Security;

/// <summary>Asks, for one request, whether the caller may do something. What it does not know it refuses.</summary>
/// <remarks>
/// Two checks: the privilege at any depth, then the row by owner, business unit and share.
/// https://learn.microsoft.com/power-apps/developer/data-platform/security-concepts
/// </remarks>
internal sealed class AccessControl(Call call)
{
    RowReach Reach => field ??= new RowReach(call.Principal, call);

    bool MayDoAll => call.Caller.IsSystem || call.Principal.IsAdministrator;

    /// <summary>Which rows a query may show; a table without any read privilege is refused.</summary>
    internal RowFilter RowFilter => table =>
    {
        if (MayDoAll) return null;

        return Reach.Visible(table, DemandPrivilege(table, TableRights.Read));
    };

    /// <summary>Column security: secured columns are hidden unless a profile lets the caller read them.</summary>
    internal Func<Table, Column, bool>? ColumnHidden =>
        MayDoAll ? null : (table, column) => column.IsSecured && !call.Principal.Columns.MayRead(table.Name, column.Name);

    /// <exception cref="System.ServiceModel.FaultException">0x80040220: the caller has the privilege at no depth.</exception>
    internal AccessDepth DemandPrivilege(Table table, TableRights right)
    {
        if (MayDoAll) return AccessDepth.Global;

        var name = PrivilegeName.Of(table, right);
        return call.Principal.DepthOf(name) ?? throw Denied(name, $" on OTC={table.Facts.ObjectTypeCode} for entity '{table.Name}'");
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040220: the caller does not hold the privilege.</exception>
    internal void DemandPrivilege(string name)
    {
        if (!MayDoAll && call.Principal.DepthOf(name) is null) throw Denied(name, "");
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040220: no such privilege; 0x80048306: not on this row.</exception>
    internal void Demand(Table table, Row row, TableRights right)
    {
        var depth = DemandPrivilege(table, right);
        if (MayDoAll || Reach.Includes(table, row, right, depth)) return;

        throw Fault.Of(
            FaultCode.AccessDenied,
            $"Principal with id {call.Caller.UserId:D} does not have {right}Access right(s) for record with id {row.Id:D} of entity {table.Name}. "
            + "Ask for a role with more depth, or for the row to be assigned or shared.");
    }

    /// <summary>Whether the caller may create a row that <paramref name="owner"/> will own.</summary>
    internal void DemandCreate(Table table, Reference? owner)
    {
        var depth = DemandPrivilege(table, TableRights.Create);
        if (owner is not { } whose || depth == AccessDepth.Global || Reach.IsSelf(whose)) return;

        DemandPrivilege(table, TableRights.Assign);
        var unit = Owners.BusinessUnitOf(whose, call);
        if (depth == AccessDepth.Local && unit == call.Principal.BusinessUnitId) return;
        if (depth == AccessDepth.Deep && call.Principal.BusinessUnitsBelow.Contains(unit)) return;

        throw Fault.Of(
            FaultCode.AccessDenied,
            $"Principal with id {call.Caller.UserId:D} does not have CreateAccess right(s) for a record of entity {table.Name} that another owns. Leave ownerid out, or ask for a role with more depth.");
    }

    /// <summary>Setting a lookup ties a row to another: Append here, AppendTo there.</summary>
    internal void DemandAppend(Table table, Row? row, Reference target)
    {
        if (MayDoAll) return;

        if (row is null) DemandPrivilege(table, TableRights.Append);
        else Demand(table, row, TableRights.Append);
        var other = call.Catalog.Table(target.Table);
        Demand(other, call.Demand(other, target.Id), TableRights.AppendTo);
    }

    /// <exception cref="System.ServiceModel.FaultException">0x8004F502, 0x8004F507: the column is secured, and no profile lets the caller fill or change it.</exception>
    internal void DemandColumn(Table table, Column column, bool isNewRow)
    {
        if (!column.IsSecured || MayDoAll) return;

        var columns = call.Principal.Columns;
        if (isNewRow && !columns.MayCreate(table.Name, column.Name))
        {
            throw Fault.Of(
                FaultCode.AttributePrivilegeCreateIsMissing,
                $"The user does not have create permissions to a secured field: {table.Name}.{column.Name}. The requested operation could not be completed.");
        }

        if (isNewRow || columns.MayUpdate(table.Name, column.Name)) return;

        throw Fault.Of(
            FaultCode.AttributePermissionUpdateIsMissing,
            $"The user doesn't have AttributePrivilegeUpdate and not granted shared access for the secured attribute {column.Name}.");
    }

    System.ServiceModel.FaultException<Microsoft.Xrm.Sdk.OrganizationServiceFault> Denied(string privilege, string where) => Fault.Of(
        FaultCode.PrivilegeDenied,
        $"Principal user (Id={call.Caller.UserId:D}, type=8, privilegeCount={call.Principal.Privileges.Count}) is missing {privilege} privilege{where}. Ask an administrator for a role that has it.");
}
