using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using LocalDataverse.Faults;

namespace LocalDataverse.Query;

/// <summary>An element of FetchXML that knows which attributes and children it may have. Anything else is a fault, never ignored.</summary>
internal sealed class FetchElement
{
    /// <summary>Per element the attributes it may have; those after the bar have no effect on the answer here.</summary>
    static readonly Dictionary<string, string> Attributes = new(StringComparer.Ordinal)
    {
        ["fetch"] = "datasource top count page paging-cookie distinct aggregate aggregatelimit returntotalrecordcount useraworderby"
            + " | version mapping output-format no-lock latematerialize options",
        ["entity"] = "name",
        ["attribute"] = "name alias aggregate groupby distinct dategrouping",
        ["all-attributes"] = "",
        ["order"] = "attribute alias descending entityname",
        ["link-entity"] = "name from to alias link-type | intersect visible",
        ["filter"] = "type | hint isquickfindfields",
        ["condition"] = "attribute operator value valueof entityname | uiname uitype uihidden",
        ["value"] = "| uiname uitype",
    };

    static readonly Dictionary<string, string> Children = new(StringComparer.Ordinal)
    {
        ["fetch"] = "entity",
        ["entity"] = "attribute all-attributes order link-entity filter",
        ["attribute"] = "",
        ["all-attributes"] = "",
        ["order"] = "",
        ["link-entity"] = "attribute all-attributes order link-entity filter",
        ["filter"] = "condition filter link-entity",
        ["condition"] = "value",
        ["value"] = "",
    };

    /// <summary>How deep elements may stand in each other.</summary>
    const int Deepest = 100;

    readonly XElement element;

    FetchElement(XElement element) => this.element = element;

    public string Name => element.Name.LocalName;

    public string Content => element.Value;

    public IEnumerable<FetchElement> All => element.Elements().Select(child => new FetchElement(child));

    /// <summary>The fetch element of a query.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040303: not XML, or an unknown attribute; 0x8004111C: an unknown element.</exception>
    public static FetchElement Parse(string? text)
    {
        XElement root;
        try
        {
            root = XElement.Parse(text ?? "");
        }
        catch (XmlException broken)
        {
            throw Fault.Of(FaultCode.InvalidFetchXml, $"Malformed FetchXml. {broken.Message}");
        }

        if (root.Name != "fetch")
        {
            throw Fault.Of(
                FaultCode.InvalidFetchXml,
                $"Malformed FetchXml. It must begin with <fetch>, not with <{root.Name}>.");
        }
        Check(root, 1);
        return new FetchElement(root);
    }

    public IEnumerable<FetchElement> Of(string name) => All.Where(child => child.Name == name);

    public string? Text(string attribute) => element.Attribute(attribute)?.Value;

    public int? Number(string attribute) => Text(attribute) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(attribute, text, "a whole number");

    public bool Flag(string attribute) => Text(attribute) switch
    {
        null or "false" or "0" => false,
        "true" or "1" => true,
        var text => throw Invalid(attribute, text, "true or false"),
    };

    /// <summary>The fault for an attribute whose value makes no sense.</summary>
    public Exception Invalid(string attribute, string? text, string expected) =>
        Fault.Of(
            FaultCode.QueryBuilderInvalidAttributeValue,
            $"The attribute value provided is invalid. {attribute} of <{Name}> is '{text}'; expected {expected}.");

    static void Check(XElement element, int depth)
    {
        if (depth > Deepest) throw Fault.Of(FaultCode.InvalidFetchXml, $"Malformed FetchXml. Elements stand in each other more than {Deepest} deep.");
        var name = element.Name.LocalName;
        foreach (var attribute in element.Attributes())
        {
            if (!Attributes[name].Split(' ').Contains(attribute.Name.LocalName, StringComparer.Ordinal))
            {
                throw Fault.Of(
                    FaultCode.InvalidFetchXml,
                    $"Malformed FetchXml. <{name}> cannot have the attribute '{attribute.Name}', or the embedded Dataverse does not support it.");
            }
        }

        var text = element.Nodes().OfType<XText>().FirstOrDefault(node => !string.IsNullOrWhiteSpace(node.Value));
        if (text is not null && name != "value")
        {
            throw Fault.Of(
                FaultCode.QueryBuilderDeserializeInvalidNode,
                $"The element node encountered is invalid: the text '{text.Value.Trim()}' in <{name}>.");
        }
        foreach (var child in element.Elements())
        {
            if (!Children[name].Split(' ').Contains(child.Name.ToString(), StringComparer.Ordinal))
            {
                throw Fault.Of(FaultCode.QueryBuilderDeserializeInvalidNode, $"The element node encountered is invalid: <{child.Name}> in <{name}>.");
            }

            Check(child, depth + 1);
        }
    }
}
