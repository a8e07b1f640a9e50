using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Assemblies;

/// <summary>Whether a DLL is what the solution says, and one that Dataverse accepts.</summary>
/// <remarks>
/// <see href="https://learn.microsoft.com/power-apps/developer/data-platform/build-and-package"/>. Import reports most of these with a
/// code only, and some with none.
/// </remarks>
internal static class AssemblyRules
{
    /// <summary>Largest assembly Dataverse stores, in bytes.</summary>
    const int MaximumBytes = 16 * 1024 * 1024;

    const string Framework = ".NETFramework,Version=v4.6.2";

    static readonly Version NewestSdk = new(9, 0, 0, 0);

    /// <summary>What would make the import fail.</summary>
    public static IEnumerable<Finding> Fatal(BuiltAssembly assembly, AssemblyMetadata metadata)
    {
        if (!assembly.IsStrongNamed) yield return InDll("It has no strong name; import would refuse it (0x8004416C).", "Sign it with the solution's key.");
        if (assembly.Content.Length > MaximumBytes) yield return InDll($"It has {assembly.Content.Length:N0} bytes; Dataverse takes at most {MaximumBytes:N0}.", "Split it or drop references.");
        if (assembly.TargetFramework != Framework) yield return InDll($"It targets {assembly.TargetFramework ?? "no named framework"}.", $"Build it for net462 ({Framework}).");
        if (assembly.SdkVersion > NewestSdk) yield return InDll($"It refers to Microsoft.Xrm.Sdk {assembly.SdkVersion}; a server with an older one refuses it (0x8004419B).", $"Refer to {NewestSdk}.");

        if (metadata.FullName != assembly.FullName)
        {
            yield return InXml(metadata.Element, $"FullName is \"{metadata.FullName}\", but the DLL is \"{assembly.FullName}\".", "Write the DLL's identity.");
        }

        if (metadata.Part.Length == 0) yield return InXml(metadata.Element, "FileName is missing.", "Add the DLL's path in the zip.");

        foreach (var type in metadata.Types)
        {
            var name = AssemblyMetadata.TypeName(type);
            if ((string?)type.Attribute("AssemblyQualifiedName") != $"{name}, {assembly.FullName}")
            {
                yield return InXml(type, $"AssemblyQualifiedName of {name} does not name this assembly.", $"It must be \"{name}, {assembly.FullName}\".");
            }
            else if (!assembly.Types.TryGetValue(name, out var canBeCreated))
            {
                yield return InXml(type, $"{name} is not in the DLL, or is neither IPlugin nor workflow activity, or is abstract.", "Correct the name, build the DLL again, or remove the type.");
            }
            else if (!canBeCreated)
            {
                yield return InXml(type, $"{name} cannot be created by Dataverse (0x8004A201).", "Make it public with a public constructor without parameters.");
            }
        }

        Finding InDll(string text, string remedy) => new(assembly.ShownAs, null, text, remedy);
        Finding InXml(XElement element, string text, string remedy) => new(metadata.File, SolutionXml.LineOf(element), text, remedy);
    }

    /// <summary>Everything that is wrong: also types the DLL has and the solution does not list, which nothing could then call.</summary>
    public static IEnumerable<Finding> All(BuiltAssembly assembly, AssemblyMetadata metadata)
    {
        var listed = metadata.Types.Select(AssemblyMetadata.TypeName).ToHashSet(StringComparer.Ordinal);
        var unlisted = assembly.Types.Where(type => type.Value && !listed.Contains(type.Key)).Select(type => new Finding(
            metadata.File, SolutionXml.LineOf(metadata.Element), $"{type.Key} in the DLL is not listed.", "Add a PluginType with a new id, or make the type internal."));
        return Fatal(assembly, metadata).Concat(unlisted);
    }
}
