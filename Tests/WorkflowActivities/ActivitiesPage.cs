using System;
using System.Activities;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using LocalDataverse.Workflow;
using Offboarding.Tests.Solution;
using Offboarding.WorkflowActivities;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>docs/reference/workflow-activities.md, made from the assembly and its registration.</summary>
internal static class ActivitiesPage
{
    internal const string Path = "docs/reference/workflow-activities.md";

    internal static IEnumerable<Type> Activities =>
        typeof(PreviewOffboarding).Assembly.GetExportedTypes()
            .Where(type => typeof(CodeActivity).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal);

    internal static IReadOnlyDictionary<string, XElement> Registrations => SolutionSource.Below("PluginAssemblies")
        .SelectMany(file => file.Value.Descendants("PluginType"))
        .Where(type => type.Element("WorkflowActivityGroupName") is not null)
        .ToDictionary(type => type.Element("FriendlyName")!.Value, StringComparer.Ordinal);

    internal static string Render()
    {
        var page = new StringBuilder("# Steps for classic workflows\n\nMade from the assembly `Offboarding.WorkflowActivities`. The designer shows the steps under "
            + "*Add Step* in the group of the solution, in English. The property is the name by which\na process and `LocalEnvironment.RunActivity` refer to an argument. "
            + "[How to build a workflow with them](../guides/admin.md#workflows-of-your-own).\n");
        foreach (var activity in Activities)
        {
            var registered = Registrations[activity.FullName!];
            page.Append("\n## ").Append((string)registered.Attribute("Name")!).Append("\n\nGroup *").Append(registered.Element("WorkflowActivityGroupName")!.Value)
                .Append("*, type `").Append(activity.FullName).Append("`.\n");
            var arguments = ActivityArgument.Of(activity);
            Append(page, "input", arguments.Where(argument => argument.IsInput), argument => argument.InputLabel!);
            Append(page, "output", arguments.Where(argument => argument.IsOutput), argument => argument.OutputLabel!);
        }

        return page.ToString();
    }

    static void Append(StringBuilder page, string direction, IEnumerable<ActivityArgument> arguments, Func<ActivityArgument, string> label)
    {
        page.Append("\n| ").Append(direction).Append(" | type | property |\n| --- | --- | --- |\n");
        foreach (var argument in arguments)
        {
            page.Append("| ").Append(label(argument)).Append(" | ").Append(TypeOf(argument));
            if (direction == "input" && argument.IsRequired) page.Append(", required");
            page.Append(" | `").Append(argument.Name).Append("` |\n");
        }
    }

    static string TypeOf(ActivityArgument argument) => argument.Type.Name switch
    {
        "Boolean" => "yes or no",
        "DateTime" => "date",
        "EntityReference" => $"lookup to `{argument.Table}`",
        "Int32" => "whole number",
        "Money" => "currency",
        "String" => "text",
        var other => other,
    };
}
