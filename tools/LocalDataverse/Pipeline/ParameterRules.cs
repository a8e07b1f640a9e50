using System;
using System.Collections;
using System.Linq;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Pipeline;

/// <summary>What a plugin may leave behind in its context: values that can travel to the next sandbox process.</summary>
internal static class ParameterRules
{
    /// <exception cref="SerializationException">A value cannot be serialized.</exception>
    internal static void Check(PluginContext context)
    {
        Check(context.InputParameters, "InputParameters");
        Check(context.OutputParameters, "OutputParameters");
        Check(context.SharedVariables, "SharedVariables");
    }

    static void Check(ParameterCollection parameters, string name)
    {
        foreach (var (key, value) in parameters.Where(pair => !CanTravel(pair.Value)))
        {
            throw new SerializationException(
                value is Entity
                    ? $"{name}[\"{key}\"] is the early-bound {value.GetType().FullName}. Change the late-bound Entity that is there, or put an Entity."
                    : $"{name}[\"{key}\"] is a {value?.GetType().FullName}, which cannot be serialized. Use numbers, texts, dates, ids, Entity, EntityReference, EntityCollection, OptionSetValue or Money.");
        }
    }

    static bool CanTravel(object? value) => value switch
    {
        null or string or decimal or DateTime or Guid or TimeSpan or DateTimeOffset => true,
        Entity entity => entity.GetType() == typeof(Entity),
        EntityCollection rows => rows.Entities.All(row => row.GetType() == typeof(Entity)),
        QueryBase or OrganizationRequest or OrganizationResponse => true,
        _ when value.GetType().IsPrimitive || value.GetType().IsEnum => true,
        _ when value.GetType().Assembly == typeof(Entity).Assembly || value.GetType().Assembly == typeof(Microsoft.Crm.Sdk.Messages.WhoAmIRequest).Assembly => true,
        Array array => array.Cast<object?>().All(CanTravel),
        IDictionary => false,
        _ => false,
    };
}
