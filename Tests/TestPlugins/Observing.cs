using System;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.TestPlugins;

/// <summary>Traces what it sees, one fact a line, as name=value.</summary>
public sealed class Observe : IPlugin
{
    readonly string label;

    public Observe(string unsecure) => label = unsecure;

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        var context = running.Context;
        Say("label", label);
        Say("stage", context.Stage);
        Say("mode", context.Mode);
        Say("isolation", context.IsolationMode);
        Say("depth", context.Depth);
        Say("message", context.MessageName);
        Say("table", context.PrimaryEntityName);
        Say("id", context.PrimaryEntityId);
        Say("user", context.UserId);
        Say("initiating", context.InitiatingUserId);
        Say("correlation", context.CorrelationId);
        Say("transaction", context.IsInTransaction);
        Say("on", context.OperationCreatedOn.ToString("yyyy-MM-dd HH:mm"));
        Say("step", context.OwningExtension?.LogicalName);
        Say("stepid", context.OwningExtension?.Id);
        Say("unit", context.BusinessUnitId);
        Say("operation", context.OperationId);
        Say("parentmessage", context.ParentContext?.MessageName);
        Say("inputs", Names(context.InputParameters));
        Say("outputs", Names(context.OutputParameters));
        Say("shared", Pairs(context.SharedVariables));
        Say("parentshared", context.ParentContext is null ? "none" : Pairs(context.ParentContext.SharedVariables));
        Say("parentcorrelation", context.ParentContext?.CorrelationId);
        foreach (var parameter in context.InputParameters.OrderBy(parameter => parameter.Key)) Say("input." + parameter.Key, Show(parameter.Value));
        foreach (var parameter in context.OutputParameters.OrderBy(parameter => parameter.Key)) Say("output." + parameter.Key, Show(parameter.Value));
        foreach (var image in context.PreEntityImages) Say("pre." + image.Key, Show(image.Value));
        foreach (var image in context.PostEntityImages) Say("post." + image.Key, Show(image.Value));

        void Say(string name, object? value) => running.Tracing.Trace(name + "=" + value);
    }

    static string Names(ParameterCollection parameters) => string.Join(",", parameters.Keys.OrderBy(name => name, StringComparer.Ordinal));

    static string Pairs(ParameterCollection parameters) =>
        string.Join(",", parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + ":" + pair.Value));

    static string Show(object? value)
    {
        switch (value)
        {
            case Entity row:
                return row.GetType().Name + "(" + string.Join(",", row.Attributes.Keys.OrderBy(name => name, StringComparer.Ordinal)) + ")";
            case EntityCollection rows:
                return "EntityCollection(" + rows.Entities.Count + ")";
            case EntityReference reference:
                return "EntityReference(" + reference.LogicalName + ")";
            case EntityReferenceCollection references:
                return "EntityReferenceCollection(" + references.Count + ")";
            case Relationship relationship:
                return "Relationship(" + relationship.SchemaName + ")";
            case OptionSetValue option:
                return "OptionSetValue(" + option.Value + ")";
            default:
                return value is null ? "null" : value.ToString();
        }
    }
}

/// <summary>Traces a column of an image: configuration is alias;column.</summary>
public sealed class ObserveImage : IPlugin
{
    readonly string[] wanted;

    public ObserveImage(string unsecure) => wanted = unsecure.Split(';');

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        if (running.Context.PreEntityImages.TryGetValue(wanted[0], out var before)) running.Tracing.Trace("before=" + before.GetAttributeValue<string>(wanted[1]));
        if (running.Context.PostEntityImages.TryGetValue(wanted[0], out var after)) running.Tracing.Trace("after=" + after.GetAttributeValue<string>(wanted[1]));
    }
}

/// <summary>Traces a name, to show in which order plugins run.</summary>
public sealed class Say : IPlugin
{
    readonly string word;

    public Say(string unsecure) => word = unsecure;

    public void Execute(IServiceProvider serviceProvider) => new Running(serviceProvider).Tracing.Trace(word);
}

/// <summary>Traces the number of lines that its configuration asks for.</summary>
public sealed class SayMuch : IPlugin
{
    readonly int lines;

    public SayMuch(string unsecure) => lines = int.Parse(unsecure);

    public void Execute(IServiceProvider serviceProvider)
    {
        var tracing = new Running(serviceProvider).Tracing;
        for (var line = 1; line <= lines; line++) tracing.Trace("line {0:0000} of a long story", line);
    }
}
