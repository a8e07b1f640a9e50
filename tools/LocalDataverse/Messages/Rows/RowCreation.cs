using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages.Rows;

/// <summary>The main operation of Create: defaults, owner, state, stamps, then the write.</summary>
internal static class RowCreation
{
    /// <summary>Tables that cannot be created directly, and what to create instead.</summary>
    static readonly Dictionary<string, string> Indirect = new(StringComparer.Ordinal)
    {
        ["activitypointer"] = "Create a task, letter, email or another activity.",
        ["usersettings"] = "They come into being with their user.",
        ["pluginassembly"] = "Import a solution that holds the assembly.",
        ["plugintype"] = "Import a solution that registers the type.",
        ["sdkmessage"] = "Import a solution with a Custom API.",
        ["sdkmessageprocessingstepimage"] = "Import a solution that registers the image.",
        ["principalobjectaccess"] = "Send GrantAccess.",
        ["plugintracelog"] = "Plug-ins write them.",
        ["audit"] = "The platform writes them when rows of audited tables change.",
        ["asyncoperation"] = "Asynchronous steps bring them.",
    };

    internal static Row Create(Table table, Entity target, Stamps stamps, Call call)
    {
        if (Indirect.TryGetValue(table.Name, out var instead))
        {
            throw Fault.Of(FaultCode.SdkEntityDoesNotSupportMessage, $"Rows of {table.Name} cannot be created. {instead}");
        }

        var values = RowInput.Read(table, target, row: null, call);
        var owner = SetOwner(table, values, call);
        States.OnCreate(table, values);
        MoneyColumns.Set(table, values, row: null, call);
        DerivedColumns.Set(table, values, row: null);
        call.Organization.AutoNumbers.Set(table, values, call.StartedOn);
        Stamp(table, values, stamps, call);
        DemandRequired(table, values);
        if (table.Name == StepRegistration.Table) StepRegistration.Complete(table, values, call);
        call.Access.DemandCreate(table, owner);

        var row = call.Transaction.Insert(table, RowInput.Id(table, target) ?? call.Organization.Ids.Next(), values, withDefaults: true);
        call.Scope!.Touch(table.Name);
        call.Organization.Audit.Created(row, call);
        ActivityPointers.Created(row, call);
        Parties.Write(row, target, call);
        ShareCascade.Moved(row, call);
        return row;
    }

    static Reference? SetOwner(Table table, Dictionary<Column, object?> values, Call call)
    {
        if (table.TryColumn("organizationid") is { } organization)
        {
            values[organization] = organization.IsLookup ? new Reference("organization", call.Organization.Id) : call.Organization.Id;
        }

        if (table.TryColumn("ownerid") is not { } column) return null;

        var owner = values.GetValueOrDefault(column) as Reference? ?? new Reference("systemuser", call.Caller.UserId);
        OwnerColumns.Set(table, values, owner, call);
        return owner;
    }

    static void Stamp(Table table, Dictionary<Column, object?> values, Stamps stamps, Call call)
    {
        object user = new Reference("systemuser", call.Caller.UserId);
        object now = call.StartedOn;
        var overridden = table.TryColumn("overriddencreatedon");
        var given = overridden is null ? null : values.GetValueOrDefault(overridden);
        Set("createdby", Stored("createdby", stamps.CreatedBy) ?? user);
        Set("modifiedby", user);
        if (call.Delegate is { } onBehalf)
        {
            Set("createdonbehalfby", onBehalf);
            Set("modifiedonbehalfby", onBehalf);
        }

        Set("modifiedon", now);

        // A migrated row shows when it was created in its old home; the column that said so keeps when it really was.
        Set("createdon", Stored("createdon", stamps.CreatedOn) ?? given ?? now);
        if (given is not null) values[overridden!] = now;

        void Set(string name, object value)
        {
            if (table.TryColumn(name) is { } column) values[column] = value;
        }

        object? Stored(string name, object? value) =>
            value is not null && table.TryColumn(name) is { } column ? Query.RowValues.ToStored(table, column, value) : null;
    }

    static void DemandRequired(Table table, Dictionary<Column, object?> values)
    {
        foreach (var column in table.RequiredOfCaller)
        {
            if (values.GetValueOrDefault(column) is null) throw RowInput.CannotBeNull(column);
        }
    }
}

/// <summary>Who created a row and when, as somebody says.</summary>
/// <param name="CreatedOn">Value of createdon; null: nothing said.</param>
/// <param name="CreatedBy">Value of createdby; null: nothing said.</param>
internal readonly record struct Stamps(object? CreatedOn, object? CreatedBy)
{
    /// <summary>What differs from what was said before.</summary>
    internal Stamps Unless(Stamps before) => new(Equals(CreatedOn, before.CreatedOn) ? null : CreatedOn, Equals(CreatedBy, before.CreatedBy) ? null : CreatedBy);
}
