using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>A step as the solution declares it.</summary>
/// <param name="Id">Id of the step.</param>
/// <param name="Name">Name.</param>
/// <param name="MessageId">Id of the message; the format names messages by id only.</param>
/// <param name="TypeName">Assembly-qualified name of the plugin type.</param>
/// <param name="TypeId">Id of the plugin type, when given.</param>
/// <param name="Table">Logical name of the table; null: every table, or a global message.</param>
/// <param name="Columns">Filtering columns; empty: every update.</param>
/// <param name="Stage">10, 20 or 40.</param>
/// <param name="IsAsync">Whether it runs after the commit.</param>
/// <param name="Rank">Execution order.</param>
/// <param name="Configuration">Unsecure configuration.</param>
/// <param name="RunAsUser">Full name of the user it runs as; null: the calling user.</param>
/// <param name="AutoDelete">Whether the job is deleted when it succeeded.</param>
/// <param name="Images">Images.</param>
/// <param name="Place">File and line.</param>
internal sealed record StepDefinition(
    Guid Id,
    string Name,
    Guid MessageId,
    string? TypeName,
    Guid? TypeId,
    string? Table,
    IReadOnlyList<string> Columns,
    int Stage,
    bool IsAsync,
    int Rank,
    string? Configuration,
    string? RunAsUser,
    bool AutoDelete,
    IReadOnlyList<ImageDefinition> Images,
    string Place)
{
    internal const int PreValidation = 10;
    internal const int PreOperation = 20;
    internal const int MainOperation = 30;
    internal const int PostOperation = 40;

    internal static IReadOnlyList<StepDefinition> ReadAll(XElement customizations) =>
        [.. (customizations.Element("SdkMessageProcessingSteps")?.Elements("SdkMessageProcessingStep") ?? []).Select(Read)];

    internal static IReadOnlyList<string> Names(string? list) =>
        list is null ? [] : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    static StepDefinition Read(XElement step)
    {
        const string part = SolutionZip.Customizations;
        var place = Xml.Place(step, part);
        var name = step.NeededAttribute("Name", part);
        RefuseOtherHandlers(step, name, place);

        var typeId = step.Text("PluginTypeId");
        var mode = step.Int("Mode", part);
        return new StepDefinition(
            step.Id(step.NeededAttribute("SdkMessageProcessingStepId", part), "SdkMessageProcessingStepId", part),
            name,
            step.Id(step.Needed("SdkMessageId", part), "SdkMessageId", part),
            step.Text("PluginTypeName"),
            typeId is null ? null : step.Id(typeId, "PluginTypeId", part),
            step.Text("PrimaryEntity") is { } table && table != "none" ? table.ToLowerInvariant() : null,
            Names(step.Text("FilteringAttributes")),
            step.Int("Stage", part),
            mode is 0 or 1 ? mode == 1 : throw Xml.Unreadable(step, "Mode", step.Needed("Mode", part), "0 (synchronous) or 1 (asynchronous)", part),
            step.Int("Rank", part, 1),
            step.Text("Configuration"),
            step.Text("ImpersonatingUserIdName"),
            step.Flag("AsyncAutoDelete", part),
            [.. (step.Element("SdkMessageProcessingStepImages")?.Elements("SdkMessageProcessingStepImage") ?? []).Select(ImageDefinition.Read)],
            place);
    }

    static void RefuseOtherHandlers(XElement step, string name, string place)
    {
        const int pluginType = 4602;
        if (step.Int("EventHandlerTypeCode", SolutionZip.Customizations) == pluginType) return;

        throw new SolutionImportException(
            place, $"Step '{name}' is handled by something else than a plug-in type (EventHandlerTypeCode is not 4602).", "Only plug-in types run here: take the step out.");
    }
}

/// <summary>An image of a step.</summary>
/// <param name="Id">Id of the image.</param>
/// <param name="Name">Name.</param>
/// <param name="Alias">Key under which the plugin finds it.</param>
/// <param name="Type">0 before the write, 1 after it, 2 both.</param>
/// <param name="Property">Message property it belongs to.</param>
/// <param name="Columns">Columns; empty: all.</param>
/// <param name="Place">File and line.</param>
internal sealed record ImageDefinition(Guid Id, string Name, string Alias, int Type, string Property, IReadOnlyList<string> Columns, string Place)
{
    internal bool IsPre => Type is 0 or 2;

    internal bool IsPost => Type is 1 or 2;

    internal static ImageDefinition Read(XElement image)
    {
        const string part = SolutionZip.Customizations;
        var type = image.Int("ImageType", part);
        return new ImageDefinition(
            image.Id(image.Needed("SdkMessageProcessingStepImageId", part), "SdkMessageProcessingStepImageId", part),
            image.Attribute("Name")?.Value ?? image.Needed("EntityAlias", part),
            image.Needed("EntityAlias", part),
            type is >= 0 and <= 2 ? type : throw Xml.Unreadable(image, "ImageType", image.Needed("ImageType", part), "0, 1 or 2", part),
            image.Needed("MessagePropertyName", part),
            StepDefinition.Names(image.Text("Attributes")),
            Xml.Place(image, part));
    }
}
