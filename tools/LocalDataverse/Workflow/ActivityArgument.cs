using System;
using System.Activities;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace LocalDataverse.Workflow;

/// <summary>An argument that the workflow designer shows.</summary>
/// <param name="Name">Name of the property, by which a process refers to it.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="InputLabel">Its label as input; null: it is none.</param>
/// <param name="OutputLabel">Its label as output; null: it is none.</param>
/// <param name="IsRequired">Whether the step needs a value.</param>
/// <param name="Table">For a reference the table of its rows, for an option that of its choice column; else null.</param>
/// <param name="ChoiceColumn">For an option the choice column; else null.</param>
/// <param name="Default">What holds where the step gives no value; null: nothing.</param>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/workflow/workflow-extensions</remarks>
internal sealed record ActivityArgument(
    string Name, Type Type, string? InputLabel, string? OutputLabel, bool IsRequired, string? Table, string? ChoiceColumn, object? Default)
{
    static readonly Type[] Offered =
    [
        typeof(bool), typeof(DateTime), typeof(decimal), typeof(double), typeof(EntityReference), typeof(int), typeof(Money), typeof(OptionSetValue), typeof(string),
    ];

    internal bool IsInput => InputLabel is not null;

    internal bool IsOutput => OutputLabel is not null;

    /// <summary>The arguments of an activity in the order of its properties; those without label are its own affair.</summary>
    /// <exception cref="ActivityDefinitionException">An argument is declared in a way that no process could use.</exception>
    internal static IReadOnlyList<ActivityArgument> Of(Type activity) => [.. activity.GetProperties()
        .Where(property => typeof(Argument).IsAssignableFrom(property.PropertyType) && property.IsDefined(typeof(ParameterAttribute)))
        .Select(Read)];

    static ActivityArgument Read(PropertyInfo property)
    {
        var type = property.PropertyType.GenericTypeArguments.SingleOrDefault()
            ?? throw Wrong(property, $"is a {property.PropertyType.Name} without type of values", "Declare it as InArgument<T>, OutArgument<T> or InOutArgument<T>.");
        if (!Offered.Contains(type))
        {
            throw Wrong(property, $"is of type {type.FullName}", $"Use one of {string.Join(", ", Offered.Select(offered => offered.Name))}.");
        }

        var input = property.GetCustomAttribute<InputAttribute>();
        var output = property.GetCustomAttribute<OutputAttribute>();
        var readable = !typeof(OutArgument).IsAssignableFrom(property.PropertyType);
        var writable = !typeof(InArgument).IsAssignableFrom(property.PropertyType);
        if (input is not null && !readable) throw Wrong(property, "is an output labelled as input", "Label it with [Output].");
        if (output is not null && !writable) throw Wrong(property, "is an input labelled as output", "Label it with [Input].");

        var table = property.GetCustomAttribute<ReferenceTargetAttribute>()?.EntityName;
        var choice = property.GetCustomAttribute<AttributeTargetAttribute>();
        if (type == typeof(EntityReference) && table is null) throw Wrong(property, "refers to rows of no table", "Add [ReferenceTarget].");
        if (type == typeof(OptionSetValue) && choice is null) throw Wrong(property, "is an option of no choice", "Add [AttributeTarget].");

        return new ActivityArgument(
            property.Name,
            type,
            input?.Name,
            output?.Name,
            property.IsDefined(typeof(RequiredArgumentAttribute)),
            table ?? choice?.EntityName,
            choice?.AttributeName,
            property.GetCustomAttribute<DefaultAttribute>() is { } standard ? Value(standard, type, property) : null);
    }

    static object Value(DefaultAttribute standard, Type type, PropertyInfo property)
    {
        var text = standard.Value;
        var invariant = CultureInfo.InvariantCulture;
        try
        {
            if (type == typeof(EntityReference)) return new EntityReference(standard.EntityName, Guid.Parse(text));
            if (type == typeof(Money)) return new Money(decimal.Parse(text, invariant));
            if (type == typeof(OptionSetValue)) return new OptionSetValue(int.Parse(text, invariant));
            if (type == typeof(DateTime)) return DateTime.Parse(text, invariant, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
            return Convert.ChangeType(text, type, invariant);
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            throw Wrong(property, $"has the default '{text}', which is no {type.Name}", "Correct [Default].", unreadable);
        }
    }

    static ActivityDefinitionException Wrong(PropertyInfo property, string problem, string remedy, Exception? cause = null) =>
        new($"Argument {property.Name} {problem}.", remedy, cause);
}

/// <summary>An activity is declared in a way that no process could use.</summary>
internal sealed class ActivityDefinitionException(string problem, string remedy, Exception? cause = null) : Exception(problem, cause)
{
    internal string Remedy { get; } = remedy;
}
