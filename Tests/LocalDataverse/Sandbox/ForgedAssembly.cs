using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Mono.Cecil;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Sandbox;

/// <summary>The test plugins with one thing changed, as a careless build would give them.</summary>
internal static class ForgedAssembly
{
    internal static TestSolution With(Action<AssemblyDefinition> change)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(TestPlugins.Bytes));
        change(assembly);
        using var written = new MemoryStream();
        assembly.Write(written);
        return new TestSolution
        {
            Assembly = written.ToArray(),
            AssemblyName = assembly.Name.FullName,
            Steps = { new TestStep("Say", "Create", "account", 20) { Configuration = "x" } },
        };
    }

    internal static void Unsign(AssemblyDefinition assembly)
    {
        assembly.Name.PublicKey = [];
        assembly.Name.HasPublicKey = false;
        assembly.MainModule.Attributes &= ~ModuleAttributes.StrongNameSigned;
    }

    /// <summary>Uses a type of an assembly that the sandbox does not have.</summary>
    internal static void ReferTo(AssemblyDefinition assembly, string name, Version version)
    {
        var reference = new AssemblyNameReference(name, version);
        assembly.MainModule.AssemblyReferences.Add(reference);
        var type = assembly.MainModule.Types.First(one => one.Name == "Say");
        type.Fields.Add(new FieldDefinition("foreign", FieldAttributes.Private, new TypeReference(name, "Thing", assembly.MainModule, reference)));
    }

    /// <summary>Uses a type of the framework.</summary>
    internal static void Use(AssemblyDefinition assembly, string from, string space, string type)
    {
        var reference = assembly.MainModule.AssemblyReferences.FirstOrDefault(one => one.Name == from) ?? new AssemblyNameReference(from, new Version(4, 0, 0, 0));
        if (!assembly.MainModule.AssemblyReferences.Contains(reference)) assembly.MainModule.AssemblyReferences.Add(reference);
        assembly.MainModule.Types.First(one => one.Name == "Say").Fields.Add(
            new FieldDefinition("used", FieldAttributes.Private, new TypeReference(space, type, assembly.MainModule, reference)));
    }

    /// <summary>Lets all code say another text.</summary>
    internal static void Reword(AssemblyDefinition assembly, string text, string other)
    {
        foreach (var instruction in assembly.MainModule.Types.SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions))
            if (instruction.Operand as string == text) instruction.Operand = other;
    }

    /// <summary>Gives the plugin types of a solution ids of their own.</summary>
    internal static void Renumber(XElement customizations)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in customizations.Descendants().Attributes("PluginTypeId")) attribute.Value = Other(attribute.Value);
        foreach (var element in customizations.Descendants("PluginTypeId")) element.Value = Other(element.Value);

        string Other(string id)
        {
            if (!ids.TryGetValue(id, out var other)) ids.Add(id, other = Guid.NewGuid().ToString());
            return other;
        }
    }

    internal static void Target(AssemblyDefinition assembly, string framework)
    {
        var attribute = assembly.CustomAttributes.First(one => one.AttributeType.Name == "TargetFrameworkAttribute");
        attribute.ConstructorArguments[0] = new CustomAttributeArgument(assembly.MainModule.TypeSystem.String, framework);
    }
}
