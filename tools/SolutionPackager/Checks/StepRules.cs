using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Checks;

/// <summary>Steps: type, message, table, columns and images exist and go together.</summary>
/// <remarks><see href="https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in"/>.</remarks>
internal static class StepRules
{
    /// <summary>Ids of messages that are the same in every environment.</summary>
    static readonly Dictionary<Guid, string> Messages = new()
    {
        [new Guid("9ebdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Create",
        [new Guid("20bebb1b-ea3e-db11-86a7-000a3a5473e8")] = "Update",
        [new Guid("a1bdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Delete",
        [new Guid("1cbebb1b-ea3e-db11-86a7-000a3a5473e8")] = "SetState",
        [new Guid("1dbebb1b-ea3e-db11-86a7-000a3a5473e8")] = "SetStateDynamicEntity",
        [new Guid("dbbdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Merge",
        [new Guid("16e7c888-3b24-448b-b7da-ebfe9b681762")] = "Associate",
        [new Guid("bdfc191d-fc56-493a-a6b1-cb0c47a22ecc")] = "Disassociate",
    };

    static readonly string[] WithImages = ["Create", "Update", "Delete", "SetState", "SetStateDynamicEntity", "Merge"];

    public static IEnumerable<Finding> Check(CheckedSolution solution) =>
        solution.Customizations.Elements("SdkMessageProcessingSteps").Elements("SdkMessageProcessingStep").SelectMany(step =>
            Type(solution, step).Concat(Place(solution, step)).Concat(Table(solution, step)).Concat(Images(solution, step)).Concat(Reading(solution, step)))
            .Concat(Twice(solution));

    static IEnumerable<Finding> Type(CheckedSolution solution, XElement step)
    {
        var name = step.Element("PluginTypeName");
        var id = step.Element("PluginTypeId");
        var byName = solution.PluginTypes.FirstOrDefault(type => (string?)type.Attribute("AssemblyQualifiedName") == name?.Value.Trim());
        var byId = solution.PluginTypes.FirstOrDefault(type => Guid.TryParse(id?.Value, out var wanted) && Guid.TryParse((string?)type.Attribute("PluginTypeId"), out var found) && wanted == found);
        if (name is null || byName is null)
        {
            yield return solution.At(name ?? step, $"The step \"{Name(step)}\" calls {name?.Value.Trim() ?? "no type"}, which no assembly of the solution lists.", "Correct PluginTypeName or list the type in the assembly's .data.xml.");
        }
        else if (id is not null && byId != byName)
        {
            yield return solution.At(id, $"PluginTypeId {id.Value.Trim()} is not the id of {name.Value.Split(',')[0]}.", $"Write {(string?)byName.Attribute("PluginTypeId")}.");
        }

        if (step.Element("EventHandlerTypeCode")?.Value.Trim() != "4602")
        {
            yield return solution.At(step.Element("EventHandlerTypeCode") ?? step, $"EventHandlerTypeCode of the step \"{Name(step)}\" is not 4602; import fails with just that word.", "Write 4602, the plug-in type.");
        }
    }

    static IEnumerable<Finding> Place(CheckedSolution solution, XElement step)
    {
        var message = step.Element("SdkMessageId");
        if (message is null || !Guid.TryParse(message.Value, out var id) || !Messages.ContainsKey(id))
        {
            yield return solution.At(message ?? step, $"The message id of the step \"{Name(step)}\" is {message?.Value.Trim() ?? "missing"}; no message is known by it.", $"Use the id of one of {string.Join(", ", Messages.Values)}.");
        }

        var stage = step.Element("Stage");
        if (stage?.Value.Trim() == "50") yield return solution.At(stage, "The stage 50 is of Microsoft Dynamics CRM 4.0 (meta-avoid-crm4-event).", "Use 10, 20 or 40.");
        else if (stage?.Value.Trim() is not ("10" or "20" or "40")) yield return solution.At(stage ?? step, $"The stage is {stage?.Value.Trim() ?? "missing"}.", "Use 10, 20 or 40.");
        if (step.Element("Mode")?.Value.Trim() == "1" && stage?.Value.Trim() != "40") yield return solution.At(step.Element("Mode")!, "An asynchronous step runs in stage 40 only.", "Set Stage to 40 or Mode to 0.");
        if (step.Element("ImpersonatingUserIdName") is { } user) yield return solution.At(user, "The step runs as a user by name, whom other environments do not have.", "Remove ImpersonatingUserIdName.");
    }

    static IEnumerable<Finding> Table(CheckedSolution solution, XElement step)
    {
        var table = step.Element("PrimaryEntity");
        if (table is not null && !solution.KnowsTable(table.Value))
        {
            return [solution.At(table, $"The step \"{Name(step)}\" is on the table {table.Value.Trim()}, which is neither in the solution nor in Dataverse.", "Use the logical name; leave the element out for a message without table.")];
        }

        var filter = step.Element("FilteringAttributes");
        if (filter is null || filter.Value.Length == 0) return [];
        if (table is null) return [solution.At(filter, $"The step \"{Name(step)}\" filters columns, but has no table.", "Add PrimaryEntity.")];
        return solution.UnknownColumns(filter, table.Value.Trim(), filter.Value.Split(','), $"The filter of the step \"{Name(step)}\"");
    }

    static IEnumerable<Finding> Images(CheckedSolution solution, XElement step)
    {
        var table = step.Element("PrimaryEntity")?.Value.Trim();
        var message = Guid.TryParse(step.Element("SdkMessageId")?.Value, out var id) ? Messages.GetValueOrDefault(id) : null;
        var images = step.Elements("SdkMessageProcessingStepImages").Elements("SdkMessageProcessingStepImage").ToList();
        foreach (var image in images)
        {
            if (message is not null && !WithImages.Contains(message, StringComparer.Ordinal)) yield return solution.At(image, $"The message {message} has no images (0x8004416D).", "Remove the image.");
            var type = image.Element("ImageType")?.Value.Trim();
            if (type is "1" or "2" && step.Element("Stage")?.Value.Trim() != "40") yield return solution.At(image, "Before stage 40 there is no post image (0x8004416E).", "Use a pre image (0) or stage 40.");
            if (type is "0" or "2" && message == "Create") yield return solution.At(image, "Create has no pre image.", "Use a post image in stage 40.");
            if (table is not null && image.Element("Attributes") is { } columns)
            {
                foreach (var finding in solution.UnknownColumns(columns, table, columns.Value.Split(','), $"The image of the step \"{Name(step)}\"")) yield return finding;
            }
        }

        foreach (var twice in images.GroupBy(image => image.Element("EntityAlias")?.Value.Trim(), StringComparer.Ordinal).SelectMany(group => group.Skip(1)))
        {
            yield return solution.At(twice, $"Two images of the step are called {twice.Element("EntityAlias")?.Value.Trim()}.", "Rename one.");
        }
    }

    /// <summary>Steps on reading slow every list and form down. Their messages have other ids in every environment, so the name that the registration tool gives tells.</summary>
    static IEnumerable<Finding> Reading(CheckedSolution solution, XElement step)
    {
        var name = step.Attribute("Name");
        if (name is null) yield break;
        if (name.Value.Contains(": RetrieveMultiple of annotation", StringComparison.OrdinalIgnoreCase)) yield return solution.At(name, "The step runs whenever notes are listed (meta-avoid-retrievemultiple-annotation).", "Remove the step.");
        else if (name.Value.Contains(": Retrieve of ", StringComparison.Ordinal) || name.Value.Contains(": RetrieveMultiple of ", StringComparison.Ordinal)) yield return solution.At(name, "The step runs whenever rows are read (meta-avoid-reg-retrieve).", "Compute when writing, or in a view or calculated column.");
    }

    static IEnumerable<Finding> Twice(CheckedSolution solution) => solution.Customizations.Elements("SdkMessageProcessingSteps").Elements("SdkMessageProcessingStep")
        .GroupBy(step => string.Join('|', new[] { "PluginTypeName", "SdkMessageId", "PrimaryEntity", "Stage", "Mode" }.Select(part => step.Element(part)?.Value.Trim().ToLowerInvariant())), StringComparer.Ordinal)
        .SelectMany(group => group.Skip(1))
        .Select(step => solution.At(step, $"The step \"{Name(step)}\" does the same on the same event as another one (meta-remove-dup-reg).", "Remove one of the two."));

    static string Name(XElement step) => (string?)step.Attribute("Name") ?? "";
}
