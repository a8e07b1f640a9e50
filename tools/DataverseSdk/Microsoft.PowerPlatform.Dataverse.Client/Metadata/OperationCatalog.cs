using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;

namespace Microsoft.PowerPlatform.Dataverse.Client.Metadata;

/// <summary>The functions and actions of an environment, Custom APIs among them, as <c>$metadata</c> shows them.</summary>
internal sealed class OperationCatalog
{
    readonly Dictionary<string, Operation> operations;

    OperationCatalog(Dictionary<string, Operation> operations) => this.operations = operations;

    /// <exception cref="DataverseOperationException">It is no CSDL.</exception>
    public static OperationCatalog Read(string csdl)
    {
        try
        {
            var schemas = XDocument.Parse(csdl).Descendants().Where(element => element.Name.LocalName == "Schema").ToList();
            var answers = schemas.Elements().Where(element => element.Name.LocalName == "ComplexType")
                .GroupBy(element => Name(element), StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => Properties(group.First()), StringComparer.Ordinal);
            var found = schemas.Elements().Where(element => element.Name.LocalName is "Action" or "Function").Select(element => Read(element, answers));
            return new(found.GroupBy(operation => operation.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal));
        }
        catch (XmlException broken)
        {
            throw new DataverseOperationException("The description of the service ($metadata) cannot be read.", broken);
        }
    }

    public Operation? TryFind(string name) => operations.GetValueOrDefault(name);

    static Operation Read(XElement element, Dictionary<string, IReadOnlyList<OperationValue>> answers)
    {
        var isBound = element.Attribute("IsBound")?.Value == "true";
        var parameters = element.Elements().Where(child => child.Name.LocalName == "Parameter").Select(Value).ToList();
        var returned = element.Elements().FirstOrDefault(child => child.Name.LocalName == "ReturnType")?.Attribute("Type")?.Value;
        var answer = returned is null ? null : answers.GetValueOrDefault(Unqualified(returned));
        return new Operation(
            Name(element),
            element.Name.LocalName == "Function",
            isBound ? parameters[0] : null,
            isBound ? parameters[1..] : parameters,
            answer ?? [],
            answer is null ? returned : null);
    }

    /// <summary>Rows in an answer are shown as navigation properties.</summary>
    static IReadOnlyList<OperationValue> Properties(XElement type) => [.. type.Elements().Where(child => child.Name.LocalName is "Property" or "NavigationProperty").Select(Value)];

    static OperationValue Value(XElement element) => new(Name(element), element.Attribute("Type")?.Value ?? "");

    static string Name(XElement element) => element.Attribute("Name")?.Value ?? "";

    static string Unqualified(string type) => type[(type.LastIndexOf('.') + 1)..];
}

/// <summary>A function or an action.</summary>
/// <param name="Name">Name of the message.</param>
/// <param name="IsFunction">Called by GET, else by POST.</param>
/// <param name="Bound">The row or rows that it is called on; null: none.</param>
/// <param name="Parameters">What is given beside that.</param>
/// <param name="Outputs">What comes back by name.</param>
/// <param name="Rows">Type of the row or rows that the answer is, when it has no names; else null.</param>
internal sealed record Operation(string Name, bool IsFunction, OperationValue? Bound, IReadOnlyList<OperationValue> Parameters, IReadOnlyList<OperationValue> Outputs, string? Rows);

/// <summary>A parameter or an output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">As the description of the service writes it, such as Collection(Edm.String).</param>
internal sealed record OperationValue(string Name, string Type)
{
    public bool IsList => Type.StartsWith("Collection(", StringComparison.Ordinal);

    /// <summary>The type of one of them.</summary>
    public string Item => IsList ? Type[11..^1] : Type;
}
