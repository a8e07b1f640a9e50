using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.Versioning;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Offboarding.Tests.Packaging;

/// <summary>Writes plug-in assemblies as the tests need them, right or wrong, without a compiler.</summary>
public sealed class PluginDll
{
    /// <summary>A public key is all that a strong name shows; nobody verifies the signature here.</summary>
    static readonly byte[] Key = File.ReadAllBytes(Path.Combine(SharedFacts.RepositoryRoot, "tools", "DataverseSdk", "microsoft-public-key.snk"));

    public string Name { get; init; } = "Tst.Plugins";

    public IReadOnlyList<string> Plugins { get; init; } = ["Tst.Plugins.CountMachines"];

    public IReadOnlyList<string> Activities { get; init; } = [];

    public bool Signed { get; init; } = true;

    public string Framework { get; init; } = ".NETFramework,Version=v4.6.2";

    public Version Sdk { get; init; } = new(9, 0, 0, 0);

    public bool PublicTypes { get; init; } = true;

    public int Padding { get; init; }

    /// <summary>Writes the instructions of the first plug-in's method <c>Run</c>; null: there is no such method.</summary>
    public Action<ILProcessor>? Code { get; init; }

    public string FullName => AssemblyDefinition.ReadAssembly(new MemoryStream(ToBytes())).Name.FullName;

    public byte[] ToBytes()
    {
        using var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition(Name, new Version(1, 0, 0, 0)), Name, ModuleKind.Dll);
        var module = assembly.MainModule;
        if (Signed) assembly.Name.PublicKey = Key;
        assembly.CustomAttributes.Add(new CustomAttribute(module.ImportReference(typeof(TargetFrameworkAttribute).GetConstructor([typeof(string)])))
        {
            ConstructorArguments = { new CustomAttributeArgument(module.TypeSystem.String, Framework) },
        });

        var sdk = new AssemblyNameReference("Microsoft.Xrm.Sdk", Sdk);
        var activities = new AssemblyNameReference("System.Activities", new Version(4, 0, 0, 0));
        module.AssemblyReferences.Add(sdk);
        module.AssemblyReferences.Add(activities);
        foreach (var plugin in Plugins)
        {
            Type(module, plugin, module.TypeSystem.Object).Interfaces.Add(new InterfaceImplementation(new TypeReference("Microsoft.Xrm.Sdk", "IPlugin", module, sdk)));
        }

        if (Code is not null)
        {
            var run = new MethodDefinition("Run", MethodAttributes.Public, module.TypeSystem.Void);
            module.GetType(Plugins[0]).Methods.Add(run);
            Code(run.Body.GetILProcessor());
            run.Body.GetILProcessor().Append(Instruction.Create(OpCodes.Ret));
        }

        foreach (var activity in Activities) Type(module, activity, new TypeReference("System.Activities", "CodeActivity", module, activities));
        if (Padding > 0) module.Resources.Add(new EmbeddedResource("padding", ManifestResourceAttributes.Public, new byte[Padding]));

        using var stream = new MemoryStream();
        assembly.Write(stream, new WriterParameters { Timestamp = 0 });
        return stream.ToArray();
    }

    TypeDefinition Type(ModuleDefinition module, string fullName, TypeReference basis)
    {
        var dot = fullName.LastIndexOf('.');
        var visibility = PublicTypes ? TypeAttributes.Public : TypeAttributes.NotPublic;
        var type = new TypeDefinition(fullName[..dot], fullName[(dot + 1)..], visibility | TypeAttributes.Class, basis);
        const MethodAttributes Constructor = MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName;
        var constructor = new MethodDefinition(".ctor", Constructor, module.TypeSystem.Void);
        constructor.Body.GetILProcessor().Append(Instruction.Create(OpCodes.Ret));
        type.Methods.Add(constructor);
        module.Types.Add(type);
        return type;
    }
}
