using System;
using System.IO;
using System.Linq;
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

    internal static void Target(AssemblyDefinition assembly, string framework)
    {
        var attribute = assembly.CustomAttributes.First(one => one.AttributeType.Name == "TargetFrameworkAttribute");
        attribute.ConstructorArguments[0] = new CustomAttributeArgument(assembly.MainModule.TypeSystem.String, framework);
    }
}
