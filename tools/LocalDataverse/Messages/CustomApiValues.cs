using System;
using LocalDataverse.Faults;
using LocalDataverse.Solutions;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>The values that parameters of Custom APIs take.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/customapi-table-columns</remarks>
internal static class CustomApiValues
{
    internal static void Check(CustomApiParameter parameter, object value, string message)
    {
        if (!IsOf(parameter.Type, value))
        {
            throw Fault.Of(
                FaultCode.InvalidArgument,
                $"Parameter '{parameter.Name}' of {message} is a {value.GetType().Name}, expected {Expected(parameter.Type)}.");
        }

        var table = value switch
        {
            Entity entity => entity.LogicalName,
            EntityReference reference => reference.LogicalName,
            _ => null,
        };
        if (parameter.Table is not null && table is not null && table != parameter.Table)
        {
            throw Fault.Of(FaultCode.InvalidArgument, $"Parameter '{parameter.Name}' of {message} is a row of {table}, expected {parameter.Table}.");
        }
    }

    /// <summary>What the caller gets for an output that the plugin did not set.</summary>
    internal static object? Default(CustomApiType type) => type switch
    {
        CustomApiType.Boolean => false,
        CustomApiType.DateTime => DateTime.MinValue,
        CustomApiType.Decimal => 0m,
        CustomApiType.Float => 0d,
        CustomApiType.Integer => 0,
        CustomApiType.Guid => Guid.Empty,
        _ => null,
    };

    static bool IsOf(CustomApiType type, object value) => type switch
    {
        CustomApiType.Boolean => value is bool,
        CustomApiType.DateTime => value is DateTime,
        CustomApiType.Decimal => value is decimal,
        CustomApiType.Entity => value is Entity,
        CustomApiType.EntityCollection => value is EntityCollection,
        CustomApiType.EntityReference => value is EntityReference,
        CustomApiType.Float => value is double,
        CustomApiType.Integer => value is int,
        CustomApiType.Money => value is Money,
        CustomApiType.Picklist => value is OptionSetValue,
        CustomApiType.String => value is string,
        CustomApiType.StringArray => value is string[],
        CustomApiType.Guid => value is Guid,
        _ => false,
    };

    static string Expected(CustomApiType type) => type switch
    {
        CustomApiType.Float => "a Double",
        CustomApiType.Integer => "an Int32",
        CustomApiType.Picklist => "an OptionSetValue",
        CustomApiType.StringArray => "a String[]",
        _ => $"a {type}",
    };
}
