using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>A Custom API: a message of its own.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/customapi-tables</remarks>
internal sealed record CustomApiDefinition(
    string UniqueName,
    string Name,
    CustomApiBinding Binding,
    string? BoundTable,
    bool IsFunction,
    bool IsPrivate,
    bool IsWorkflowAction,
    int AllowedStepType,
    string? ExecutePrivilege,
    Guid? PluginTypeId,
    IReadOnlyList<CustomApiParameter> Parameters,
    IReadOnlyList<CustomApiParameter> Outputs,
    string Place)
{
    internal static IReadOnlyList<CustomApiDefinition> ReadAll(SolutionZip zip) =>
        [.. zip.InSubfoldersOf("customapis", "customapi.xml").Select(file => Read(zip, file))];

    static CustomApiDefinition Read(SolutionZip zip, string file)
    {
        var api = zip.ReadXml(file, "A Custom API");
        var folder = file[..file.LastIndexOf('/')];
        var name = api.NeededAttribute("uniquename", file);
        var binding = api.Int("bindingtype", file) switch
        {
            0 => CustomApiBinding.Global,
            1 => CustomApiBinding.Entity,
            2 => CustomApiBinding.EntityCollection,
            _ => throw Xml.Unreadable(api, "bindingtype", api.Needed("bindingtype", file), "0, 1 or 2", file),
        };
        return new CustomApiDefinition(
            name,
            api.Text("name") ?? name,
            binding,
            binding == CustomApiBinding.Global ? null : api.Needed("boundentitylogicalname", file),
            api.Flag("isfunction", file),
            api.Flag("isprivate", file),
            api.Flag("workflowsdkstepenabled", file),
            api.Int("allowedcustomprocessingsteptype", file),
            api.Text("executeprivilegename"),
            ReadPluginType(api, file),
            ReadParameters(zip, folder + "/customapirequestparameters", "customapirequestparameter.xml", mayBeOptional: true),
            ReadParameters(zip, folder + "/customapiresponseproperties", "customapiresponseproperty.xml", mayBeOptional: false),
            file);
    }

    static Guid? ReadPluginType(XElement api, string file)
    {
        if (api.Element("plugintypeid") is not { } reference) return null;

        var text = reference.Text("plugintypeexportkey") ?? reference.Text("plugintypeid");
        return text is null ? null : reference.Id(text, "plugintypeid", file);
    }

    static IReadOnlyList<CustomApiParameter> ReadParameters(SolutionZip zip, string folder, string fileName, bool mayBeOptional) =>
        [.. zip.InSubfoldersOf(folder, fileName).Select(file =>
        {
            var parameter = zip.ReadXml(file, "A Custom API");
            var type = parameter.Int("type", file);
            if (!mayBeOptional && parameter.Element("isoptional") is not null)
            {
                throw new SolutionImportException(
                    file, "A response property has no isoptional; Dataverse refuses the import.", "Take isoptional out.");
            }

            return new CustomApiParameter(
                parameter.NeededAttribute("uniquename", file),
                Enum.IsDefined((CustomApiType)type) ? (CustomApiType)type : throw Xml.Unreadable(
                    parameter, "type", parameter.Needed("type", file), "0 to 12", file),
                mayBeOptional && parameter.Flag("isoptional", file),
                parameter.Text("logicalentityname"),
                file);
        })];
}

/// <summary>A request parameter or a response property of a Custom API.</summary>
/// <param name="Name">Key in InputParameters or OutputParameters.</param>
/// <param name="Type">Type of the value.</param>
/// <param name="IsOptional">Whether a caller may leave it out; false for outputs.</param>
/// <param name="Table">Table of an Entity, EntityReference or EntityCollection; null: any.</param>
/// <param name="Place">File.</param>
internal sealed record CustomApiParameter(string Name, CustomApiType Type, bool IsOptional, string? Table, string Place);

/// <summary>What a Custom API is called on.</summary>
internal enum CustomApiBinding
{
    /// <summary>Nothing.</summary>
    Global = 0,

    /// <summary>A row.</summary>
    Entity = 1,

    /// <summary>A table.</summary>
    EntityCollection = 2,
}

/// <summary>customapifieldtype.</summary>
internal enum CustomApiType
{
    Boolean = 0,
    DateTime = 1,
    Decimal = 2,
    Entity = 3,
    EntityCollection = 4,
    EntityReference = 5,
    Float = 6,
    Integer = 7,
    Money = 8,
    Picklist = 9,
    String = 10,
    StringArray = 11,
    Guid = 12,
}
