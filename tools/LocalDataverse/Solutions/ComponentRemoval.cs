using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Solutions;

/// <summary>Removes the rows that components consist of, and what refers to rows of tables that go. It raises no events, as online.</summary>
/// <remarks>https://learn.microsoft.com/power-platform/alm/update-solutions-alm</remarks>
internal sealed class ComponentRemoval(InstalledComponents going, SystemRows rows)
{
    readonly List<ImportedComponent> removed = [];

    Transaction Transaction => rows.Transaction;

    internal IReadOnlyList<ImportedComponent> Write()
    {
        foreach (var step in going.Steps) RemoveStep(step);
        foreach (var api in going.Apis) RemoveApi(api);
        foreach (var type in going.Types) Remove("Plug-in type", "plugintype", type, "typename");
        foreach (var assembly in going.Assemblies) Remove("Plug-in assembly", "pluginassembly", assembly, "name");
        foreach (var variable in going.Variables) RemoveVariable(variable);
        foreach (var role in going.Roles) RemoveRole(role);
        foreach (var profile in going.Profiles) RemoveProfile(profile);
        foreach (var app in going.Apps) RemoveNamed("App", "appmodule", "uniquename", app);
        foreach (var map in going.SiteMaps) RemoveNamed("Site map", "sitemap", "sitemapnameunique", map);
        foreach (var form in going.Forms) Remove("Form", "systemform", form, "name");
        foreach (var view in going.Views) Remove("View", "savedquery", view, "name");
        foreach (var chart in going.Charts) Remove("Chart", "savedqueryvisualization", chart, "name");
        foreach (var resource in going.Resources) Remove("Web resource", "webresource", resource, "name");
        foreach (var relationship in going.Relationships.Order(StringComparer.Ordinal)) Note("Relationship", relationship);
        foreach (var (table, column) in going.Columns.Where(one => !going.Tables.Contains(one.Table)).OrderBy(one => one))
        {
            Note("Column", $"{table}.{column}", Transaction.Catalog.TryTable(table) is { } of && of.TryColumn(column) is { } value ? Transaction.Scan(of).Count(row => row[value] is not null) : 0);
        }

        foreach (var table in going.Tables.Order(StringComparer.Ordinal).Select(Transaction.Catalog.TryTable).OfType<Table>()) RemoveTable(table);
        return removed;
    }

    void RemoveTable(Table table)
    {
        var ids = Transaction.Scan(table).Select(row => row.Id).ToHashSet();
        foreach (var relationship in Transaction.Catalog.RelationshipsTo(table.Name).Where(one => !going.Tables.Contains(one.From))) Detach(relationship, table.Name);
        DeleteWhere("principalobjectaccess", "objectid", ids);
        foreach (var privilege in Transaction.Scan(Transaction.Catalog.Table("privilege")).Where(row => IsOf(row, table)).ToList())
        {
            DeleteWhere("roleprivileges", "privilegeid", [privilege.Id]);
            rows.Delete("privilege", privilege.Id);
        }

        foreach (var filter in rows.Find("sdkmessagefilter", "primaryobjecttypecode", table.Name).ToList()) rows.Delete("sdkmessagefilter", filter.Id);
        Note("Table", table.Name, ids.Count);
    }

    /// <summary>What hangs on rows of the table goes with them or is cut loose, as a delete of the rows would do it.</summary>
    void Detach(OneToMany relationship, string gone)
    {
        if (Transaction.Catalog.TryTable(relationship.From) is not { } table || table.TryColumn(relationship.Column) is not { } column) return;

        foreach (var row in Transaction.Scan(table).Where(row => row[column] is Reference reference && reference.Table == gone).ToList())
        {
            if (relationship.Cascades.Delete == Cascade.Cascade) Delete(table, row.Id);
            else if (!going.Columns.Contains((table.Name, column.Name))) Transaction.Update(table, row.Id, new Dictionary<Column, object?> { [column] = null });
        }
    }

    void Delete(Table table, Guid id)
    {
        rows.Delete(table.Name, id);
        if (!table.Facts.IsActivity) return;

        DeleteWhere("activityparty", "activityid", [id]);
        var pointers = Transaction.Catalog.Table("activitypointer");
        if (Transaction.Find(pointers, id) is not null) rows.Delete(pointers.Name, id);
    }

    void RemoveStep(Guid id)
    {
        DeleteWhere("sdkmessageprocessingstepimage", "sdkmessageprocessingstepid", [id]);
        Remove("Plug-in step", "sdkmessageprocessingstep", id, "name");
    }

    void RemoveApi(string name)
    {
        foreach (var message in rows.Find("sdkmessage", "name", name).ToList())
        {
            DeleteWhere("sdkmessagefilter", "sdkmessageid", [message.Id]);
            Remove("Custom API", "sdkmessage", message.Id, "name");
        }
    }

    void RemoveVariable(string name)
    {
        foreach (var variable in rows.Find("environmentvariabledefinition", "schemaname", name).ToList())
        {
            DeleteWhere("environmentvariablevalue", "environmentvariabledefinitionid", [variable.Id]);
            Remove("Environment variable", "environmentvariabledefinition", variable.Id, "schemaname");
        }
    }

    void RemoveRole(Guid id)
    {
        foreach (var table in (string[])["roleprivileges", "systemuserroles", "teamroles"]) DeleteWhere(table, "roleid", [id]);
        Remove("Role", "role", id, "name");
    }

    void RemoveProfile(Guid id)
    {
        foreach (var table in (string[])["fieldpermission", "systemuserprofiles", "teamprofiles"]) DeleteWhere(table, "fieldsecurityprofileid", [id]);
        Remove("Column security profile", "fieldsecurityprofile", id, "name");
    }

    void RemoveNamed(string kind, string table, string column, string name)
    {
        foreach (var row in rows.Find(table, column, name).ToList()) Remove(kind, table, row.Id, column);
    }

    void Remove(string kind, string tableName, Guid id, string nameColumn)
    {
        var table = Transaction.Catalog.Table(tableName);
        if (Transaction.Find(table, id) is not { } row) return;

        rows.Delete(tableName, id);
        Note(kind, row[table.Column(nameColumn)] as string ?? id.ToString());
    }

    void DeleteWhere(string tableName, string column, IReadOnlyCollection<Guid> ids)
    {
        var table = Transaction.Catalog.Table(tableName);
        var by = table.Column(column);
        var found = Transaction.Scan(table).Where(row => row[by] switch
        {
            Guid id => ids.Contains(id),
            Reference reference => ids.Contains(reference.Id),
            _ => false,
        }).ToList();
        foreach (var row in found) rows.Delete(tableName, row.Id);
    }

    static bool IsOf(Row privilege, Table table) =>
        privilege[privilege.Table.Column("name")] is string name
        && Security.PrivilegeName.RightOf(name) is { } right
        && string.Equals(name["prv".Length..][right.ToString().Length..], table.Facts.SchemaName, StringComparison.OrdinalIgnoreCase);

    void Note(string kind, string name, int count = 0) => removed.Add(new ImportedComponent(kind, name, ImportOutcome.Deleted) { Rows = count });
}
