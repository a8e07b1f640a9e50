using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.App.Screens;

/// <summary>A form as the client API sees it.</summary>
internal static class BridgedForm
{
    public static object Of(RecordState state, FormLayout form) => new
    {
        entityName = state.Table.Name,
        id = state.Id?.ToString("D"),
        isNew = state.Id is null,
        isDirty = state.IsDirty,
        name = state.Title,
        formId = form.Id,
        language = state.User.Language,
        attributes = form.Columns.Select(state.Table.TryColumn).OfType<Column>().Where(column => state.User.MayRead(state.Table, column)).Select(column => new
        {
            name = column.Name,
            label = state.User.Label(column),
            type = column.Type.ToString().ToLowerInvariant(),
            value = Value(state.Value(column)),
            formatted = state.Formatted(column),
            required = column.Required is RequiredLevel.ApplicationRequired or RequiredLevel.SystemRequired,
        }).ToList(),
    };

    /// <returns>Null: it is set. Else what is wrong.</returns>
    public static string? Set(RecordState state, string name, string? value)
    {
        if (state.Table.TryColumn(name) is not { } column) return state.User.Text("missing_column", name, state.User.Label(state.Table));
        if (!column.IsLookup || string.IsNullOrEmpty(value))
        {
            state.Type(column, value);
            return state.Errors.GetValueOrDefault(name);
        }

        if (value.Split(':', 3) is not [var table, var id, ..] || !Guid.TryParse(id, out var row)) return $"The lookup {name} takes table:id:name, not '{value}'.";

        state.Set(column, LookupRows.Named(state.User, table, row));
        return null;
    }

    static object? Value(object? value) => value switch
    {
        EntityReference reference => new object[] { new { id = reference.Id.ToString("B").ToUpperInvariant(), entityType = reference.LogicalName, name = reference.Name } },
        OptionSetValue option => option.Value,
        OptionSetValueCollection several => several.Select(option => option.Value).ToArray(),
        Money money => money.Value,
        DateTime date => date.ToString(date.Kind == DateTimeKind.Utc ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        Guid id => id.ToString("B"),
        var other => other,
    };
}
