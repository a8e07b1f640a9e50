using System.Collections.Generic;
using System.Text;
using System.Xml.Linq;

namespace Offboarding.Tests.LocalDataverse.Solutions;

/// <summary>A Custom API of a test solution.</summary>
internal sealed record TestApi(string UniqueName)
{
    /// <summary>Class of the test plugins, or null for none.</summary>
    public string? Plugin { get; init; } = "Echo";

    public int Binding { get; init; }

    public string? Table { get; init; }

    public int AllowedSteps { get; init; }

    public string? Privilege { get; init; }

    public bool IsFunction { get; init; }

    public bool IsPrivate { get; init; }

    public bool IsForWorkflows { get; init; }

    public IReadOnlyList<TestParameter> Inputs { get; init; } = [];

    public IReadOnlyList<TestParameter> Outputs { get; init; } = [];

    public void AddTo(Dictionary<string, byte[]> files)
    {
        var folder = $"customapis/{UniqueName}";
        files[$"{folder}/customapi.xml"] = Bytes(new XElement(
            "customapi",
            new XAttribute("uniquename", UniqueName),
            new XElement("allowedcustomprocessingsteptype", AllowedSteps),
            new XElement("bindingtype", Binding),
            Table is null ? null : new XElement("boundentitylogicalname", Table),
            Privilege is null ? null : new XElement("executeprivilegename", Privilege),
            new XElement("isfunction", IsFunction ? 1 : 0),
            new XElement("isprivate", IsPrivate ? 1 : 0),
            new XElement("name", UniqueName),
            Plugin is null ? null : new XElement("plugintypeid", new XElement("plugintypeexportkey", TestSolution.TypeId(Plugin))),
            new XElement("workflowsdkstepenabled", IsForWorkflows ? 1 : 0)));
        foreach (var input in Inputs)
        {
            files[$"{folder}/customapirequestparameters/{input.Name}/customapirequestparameter.xml"] = Bytes(new XElement(
                "customapirequestparameter",
                new XAttribute("uniquename", input.Name),
                new XElement("isoptional", input.IsOptional ? 1 : 0),
                input.Table is null ? null : new XElement("logicalentityname", input.Table),
                new XElement("name", input.Name),
                new XElement("type", input.Type)));
        }

        foreach (var output in Outputs)
        {
            files[$"{folder}/customapiresponseproperties/{output.Name}/customapiresponseproperty.xml"] = Bytes(new XElement(
                "customapiresponseproperty", new XAttribute("uniquename", output.Name), new XElement("name", output.Name), new XElement(
                    "type", output.Type)));
        }
    }

    internal static byte[] Bytes(XElement xml) => Encoding.UTF8.GetBytes(xml.ToString());
}

/// <summary>A parameter of a test API; type as in customapifieldtype.</summary>
internal sealed record TestParameter(string Name, int Type, bool IsOptional = false, string? Table = null);

/// <summary>An environment variable of a test solution.</summary>
internal sealed record TestVariable(string SchemaName, int Type, string? Default)
{
    public void AddTo(Dictionary<string, byte[]> files) => files[$"environmentvariabledefinitions/{SchemaName}/environmentvariabledefinition.xml"] = TestApi.Bytes(new XElement(
        "environmentvariabledefinition",
        new XAttribute("schemaname", SchemaName),
        Default is null ? null : new XElement("defaultvalue", Default),
        new XElement("displayname", new XAttribute("default", SchemaName)),
        new XElement("isrequired", 0),
        new XElement("secretstore", 0),
        new XElement("type", Type)));
}
