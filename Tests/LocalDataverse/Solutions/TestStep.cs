using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Offboarding.Tests.LocalDataverse.Solutions;

/// <summary>A step of a test solution.</summary>
/// <param name="Plugin">Class of the test plugins.</param>
/// <param name="Message">Message name.</param>
/// <param name="Table">Logical name, or null for every table.</param>
/// <param name="Stage">10, 20 or 40.</param>
internal sealed record TestStep(string Plugin, string Message, string? Table, int Stage)
{
    static readonly Dictionary<string, string> MessageIds = new(StringComparer.Ordinal)
    {
        ["Create"] = "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Update"] = "20bebb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Delete"] = "a1bdbb1b-ea3e-db11-86a7-000a3a5473e8",
        ["SetState"] = "1cbebb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Merge"] = "dbbdbb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Associate"] = "16e7c888-3b24-448b-b7da-ebfe9b681762",
        ["Disassociate"] = "bdfc191d-fc56-493a-a6b1-cb0c47a22ecc",
    };

    public Guid Id { get; init; } = Guid.NewGuid();

    public string? Configuration { get; init; }

    public int Rank { get; init; } = 1;

    public bool IsAsync { get; init; }

    public bool AutoDelete { get; init; }

    /// <summary>Filtering columns, separated by commas.</summary>
    public string? Columns { get; init; }

    public string? RunAs { get; init; }

    public IReadOnlyList<TestImage> Images { get; init; } = [];

    /// <summary>Instead of the id that <see cref="Message"/> has.</summary>
    public Guid? MessageId { get; init; }

    public XElement ToXml(string assemblyName) => new(
        "SdkMessageProcessingStep",
        new XAttribute("Name", $"{Plugin}: {Message} of {Table ?? "any table"} at {Stage}"),
        new XAttribute("SdkMessageProcessingStepId", Id.ToString("B")),
        new XElement("SdkMessageId", MessageId?.ToString() ?? MessageIds[Message]),
        new XElement("PluginTypeName", $"{TestPlugins.Namespace}.{Plugin}, {assemblyName}"),
        new XElement("PluginTypeId", TestSolution.TypeId(Plugin)),
        Table is null ? null : new XElement("PrimaryEntity", Table),
        new XElement("AsyncAutoDelete", AutoDelete ? 1 : 0),
        Configuration is null ? null : new XElement("Configuration", Configuration),
        Columns is null ? null : new XElement("FilteringAttributes", Columns),
        RunAs is null ? null : new XElement("ImpersonatingUserIdName", RunAs),
        new XElement("InvocationSource", 0),
        new XElement("Mode", IsAsync ? 1 : 0),
        new XElement("Rank", Rank),
        new XElement("EventHandlerTypeCode", 4602),
        new XElement("Stage", Stage),
        new XElement("SdkMessageProcessingStepImages", Images.Select(image => image.ToXml())));
}

/// <summary>An image of a test step.</summary>
/// <param name="Alias">Key under which the plugin finds it.</param>
/// <param name="Type">0 before, 1 after, 2 both.</param>
/// <param name="Columns">Separated by commas; empty: all.</param>
internal sealed record TestImage(string Alias, int Type, string Columns = "", string Property = "Target")
{
    public Guid Id { get; init; } = Guid.NewGuid();

    public XElement ToXml() => new(
        "SdkMessageProcessingStepImage",
        new XAttribute("Name", "name of " + Alias),
        new XElement("SdkMessageProcessingStepImageId", Id.ToString("B")),
        new XElement("Attributes", Columns),
        new XElement("EntityAlias", Alias),
        new XElement("ImageType", Type),
        new XElement("MessagePropertyName", Property));
}
