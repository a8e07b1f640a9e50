using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Query;

/// <summary>Rows in the form callers get: the columns asked for, with formatted values and the names of referenced rows.</summary>
internal static class Projection
{
    /// <summary>The columns of a column set; the primary key is always among them.</summary>
    /// <param name="columns">Null: only the primary key.</param>
    /// <exception cref="System.ServiceModel.FaultException">0x80041103: the table has no such column.</exception>
    public static IReadOnlyList<Column> Resolve(Table table, ColumnSet? columns)
    {
        if (columns is null) return [table.PrimaryId];
        if (columns.AllColumns) return table.Columns;

        var resolved = new List<Column> { table.PrimaryId };
        foreach (var name in columns.Columns)
        {
            var column = table.Column(name);
            if (!resolved.Contains(column)) resolved.Add(column);
        }

        return resolved;
    }

    /// <summary>A row as an entity. Empty columns and columns that cannot be read are absent.</summary>
    public static Entity ToEntity(Row row, IReadOnlyList<Column> columns, QueryContext context)
    {
        var entity = new Entity(row.Table.Name, row.Id)
        {
            RowVersion = RowVersion(row),
        };
        foreach (var column in columns) Fill(entity, row, new SelectedColumn(column), null, context);
        return entity;
    }

    /// <summary>versionnumber as it stands in <see cref="Entity.RowVersion"/>.</summary>
    public static string RowVersion(Row row) => row.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Puts one column of a row into an entity; of a linked row as an aliased value under <c>alias.column</c> (F245).</summary>
    /// <param name="prefix">The alias of the link. Null: the row is the entity's own.</param>
    public static void Fill(Entity entity, Row row, SelectedColumn selected, string? prefix, QueryContext context)
    {
        var column = selected.Column;
        if (Value(row, column, context) is not { } value) return;
        var name = selected.Alias ?? (prefix is null ? column.Name : $"{prefix}.{column.Name}");
        var isOwn = prefix is null && selected.Alias is null;
        entity.Attributes[name] = isOwn ? value : new AliasedValue(row.Table.Name, column.Name, value);
        var text = value is EntityReference reference ? reference.Name : FormattedValues.Of(row, column, context);
        if (text is not null) entity.FormattedValues[name] = text;
    }

    /// <summary>The value of one column in the form callers use, with the names of lookups. Null: it is empty or cannot be read.</summary>
    public static object? Value(Row row, Column column, QueryContext context)
    {
        if (!column.ValidForRead || context.ColumnHidden?.Invoke(row.Table, column) == true) return null;
        if (column.Type == ColumnType.PartyList) return Parties(row, column, context);
        var value = RowValues.ToSdk(column, row[column]);
        if (value is EntityReference reference) reference.Name = NameOf(reference.LogicalName, reference.Id, context);
        return value;
    }

    /// <summary>The primary name of a row. Null: there is no such row, or its table has no primary name.</summary>
    public static string? NameOf(string tableName, Guid id, QueryContext context) =>
        context.Catalog.TryTable(tableName) is { PrimaryName: { } name } table ? context.Transaction.Find(table, id)?[name] as string : null;

    /// <summary>The parties of an activity that stand in one of its party lists, in the order they were added.</summary>
    static EntityCollection? Parties(Row row, Column column, QueryContext context)
    {
        if (PartyLists.MaskOf(column.Name) is not { } mask || context.Catalog.TryTable(PartyLists.Table) is not { } table) return null;
        var maskColumn = table.Column(PartyLists.Mask);
        var parties = context.Transaction.Lookup(table, table.Column(PartyLists.Activity), row.Id)
            .Where(party => party[maskColumn] is int value && value == mask)
            .OrderBy(party => party.Version)
            .Select(party => ToEntity(party, table.Columns, context))
            .ToList();
        return parties.Count == 0 ? null : new EntityCollection(parties) { EntityName = PartyLists.Table };
    }
}

/// <summary>Where the members of an activity's party lists are kept.</summary>
internal static class PartyLists
{
    public const string Table = "activityparty";
    public const string Activity = "activityid";
    public const string Mask = "participationtypemask";

    /// <summary>participationtypemask of a party list column. Null: not a party list.</summary>
    public static int? MaskOf(string column) => column switch
    {
        "from" => 1,
        "to" => 2,
        "cc" => 3,
        "bcc" => 4,
        "requiredattendees" => 5,
        "optionalattendees" => 6,
        "organizer" => 7,
        "resources" => 10,
        "customers" => 11,
        "partners" => 12,
        _ => null,
    };
}
