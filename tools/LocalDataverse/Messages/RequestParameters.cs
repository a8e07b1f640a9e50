using System;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>Reads parameters of a request, whichever class it came in.</summary>
internal static class RequestParameters
{
    /// <exception cref="System.ServiceModel.FaultException">0x80040203: the parameter is missing or of another type.</exception>
    internal static T Required<T>(this OrganizationRequest request, string name)
        where T : class => request.Optional<T>(name) ?? throw Fault.Of(
            FaultCode.InvalidArgument, $"Required field '{name}' is missing in the request {request.RequestName}. Give it a {typeof(T).Name}.");

    internal static T? Optional<T>(this OrganizationRequest request, string name)
        where T : class => request.Parameters.TryGetValue(name, out var value) && value is not null ? Typed<T>(request, name, value) : null;

    internal static T Value<T>(this OrganizationRequest request, string name, T? whenAbsent = null)
        where T : struct
    {
        if (request.Parameters.TryGetValue(name, out var value) && value is not null) return Typed<T>(request, name, value);

        return whenAbsent ?? throw Fault.Of(
            FaultCode.InvalidArgument, $"Required field '{name}' is missing in the request {request.RequestName}. Give it a {typeof(T).Name}.");
    }

    /// <summary>The row that a reference names by id or by alternate key.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80060891: no row has the key; 0x80060890: these columns are no key.</exception>
    internal static Guid Resolve(this Call call, EntityReference reference)
    {
        var table = call.Catalog.Table(reference.LogicalName);
        if (reference.Id != Guid.Empty || reference.KeyAttributes is not { Count: > 0 } keys) return reference.Id;

        return call.Reading(context => FindByKey(context.Transaction, table, keys)?.Id) ?? throw Fault.Of(
            FaultCode.RecordNotFoundByEntityKey, $"A record with the specified key values does not exist in {table.Name} entity");
    }

    internal static Row? FindByKey(Transaction transaction, Table table, KeyAttributeCollection values)
    {
        var key = table.KeyOf([.. values.Keys]) ?? throw Fault.Of(
            FaultCode.EntityKeyNotDefined,
            $"The specified key attributes ({string.Join(", ", values.Keys)}) are not a defined key for the {table.Name} entity");
        var stored = new object?[key.Columns.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            var column = table.Column(key.Columns[i]);
            DemandAddressable(table, column, values[column.Name]);
            stored[i] = RowValues.ToStored(table, column, values[column.Name]);
        }

        return transaction.FindByKey(table, key, stored);
    }

    /// <summary>Rows whose key holds such a character are unique by it, but cannot be found by it.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</remarks>
    static void DemandAddressable(Table table, Column column, object? value)
    {
        const string broken = "/<>*%&:\\?+";
        if (value is not string text || text.IndexOfAny(broken.ToCharArray()) is not (>= 0 and var place)) return;

        throw Fault.Of(
            FaultCode.InvalidEntityKeyOperation,
            $"Invalid EntityKey Operation performed: the value of {table.Name}.{column.Name} holds '{text[place]}'. None of {broken} may stand in a key by which a row is addressed; find the row by a query.");
    }

    static T Typed<T>(OrganizationRequest request, string name, object value) => value is T typed
        ? typed
        : throw Fault.Of(
            FaultCode.InvalidArgument,
            $"Field '{name}' of the request {request.RequestName} is a {value.GetType().Name}. Give it a {typeof(T).Name}.");
}
