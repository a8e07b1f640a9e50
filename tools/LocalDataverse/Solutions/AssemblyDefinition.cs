using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Solutions;

/// <summary>A classic plug-in assembly of a solution, with its bytes.</summary>
internal sealed record AssemblyDefinition(
    Guid Id, string FullName, string FileName, byte[] Content, IReadOnlyList<PluginTypeDefinition> Types, string Place)
{
    internal static IReadOnlyList<AssemblyDefinition> ReadAll(SolutionZip zip, XElement customizations)
    {
        const string part = SolutionZip.Customizations;
        return [.. (customizations.Element("SolutionPluginAssemblies")?.Elements("PluginAssembly") ?? []).Select(assembly =>
        {
            var fullName = assembly.NeededAttribute("FullName", part);
            var fileName = assembly.Needed("FileName", part);
            if (assembly.Int("IsolationMode", part) != 2)
            {
                throw new SolutionImportException(
                    Xml.Place(assembly, part), $"Assembly {fullName} does not ask for the sandbox.", "Set IsolationMode to 2: Dataverse online runs nothing else.");
            }

            return new AssemblyDefinition(
                assembly.Id(assembly.NeededAttribute("PluginAssemblyId", part), "PluginAssemblyId", part),
                fullName,
                fileName,
                zip.Read(fileName, $"Assembly {fullName}"),
                [.. (assembly.Element("PluginTypes")?.Elements("PluginType") ?? []).Select(PluginTypeDefinition.Read)],
                Xml.Place(assembly, part));
        })];
    }
}

/// <summary>A type that the solution registers: a plugin, or a workflow activity when it has a group.</summary>
internal sealed record PluginTypeDefinition(
    Guid Id, string AssemblyQualifiedName, string Name, string FriendlyName, string? WorkflowActivityGroup, string Place)
{
    internal string TypeName => AssemblyQualifiedName.Split(',')[0].Trim();

    internal bool IsWorkflowActivity => WorkflowActivityGroup is not null;

    internal static PluginTypeDefinition Read(XElement type)
    {
        const string part = SolutionZip.Customizations;
        var name = type.NeededAttribute("AssemblyQualifiedName", part);
        return new PluginTypeDefinition(
            type.Id(type.NeededAttribute("PluginTypeId", part), "PluginTypeId", part),
            name,
            type.NeededAttribute("Name", part),
            type.Text("FriendlyName") ?? name,
            type.Text("WorkflowActivityGroupName"),
            Xml.Place(type, part));
    }
}
