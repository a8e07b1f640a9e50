using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

namespace SolutionPackager.Assemblies;

/// <summary>What Dataverse will see in a DLL, read from its metadata; nothing is loaded or run.</summary>
/// <param name="Name">Simple name.</param>
/// <param name="FullName">Name, version, culture and public key token.</param>
/// <param name="Content">The file.</param>
/// <param name="ShownAs">Path for messages.</param>
/// <param name="IsStrongNamed">Whether it carries a public key.</param>
/// <param name="TargetFramework">As compiled in, such as <c>.NETFramework,Version=v4.6.2</c>; null when the DLL does not say.</param>
/// <param name="SdkVersion">Version of the Microsoft.Xrm.Sdk it refers to; null without such a reference.</param>
/// <param name="References">Simple names of all referenced assemblies.</param>
/// <param name="Types">Every type that is a plug-in or a workflow activity, by full name, and whether Dataverse can create it.</param>
internal sealed record BuiltAssembly(
    string Name,
    string FullName,
    byte[] Content,
    string ShownAs,
    bool IsStrongNamed,
    string? TargetFramework,
    Version? SdkVersion,
    IReadOnlyList<string> References,
    IReadOnlyDictionary<string, bool> Types)
{
    /// <summary>Reads the DLL at <paramref name="path"/>.</summary>
    /// <exception cref="SolutionSourceException">The file is missing or no .NET assembly.</exception>
    public static BuiltAssembly Load(string path, string shownAs)
    {
        if (!File.Exists(path))
        {
            throw new SolutionSourceException(shownAs, null, "The assembly has not been built.", "Run dotnet build, or correct \"assemblies\" in pac.config.json.");
        }

        return Read(File.ReadAllBytes(path), shownAs);
    }

    /// <summary>Reads a DLL.</summary>
    /// <exception cref="SolutionSourceException">No .NET assembly.</exception>
    public static BuiltAssembly Read(byte[] content, string shownAs)
    {
        try
        {
            using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(content, writable: false));
            var types = assembly.MainModule.GetTypes().Where(type => !type.IsAbstract && (IsPlugin(type) || IsActivity(type)));
            return new BuiltAssembly(
                assembly.Name.Name,
                assembly.Name.FullName,
                content,
                shownAs,
                assembly.Name.HasPublicKey,
                assembly.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == "TargetFrameworkAttribute")?.ConstructorArguments[0].Value as string,
                assembly.MainModule.AssemblyReferences.FirstOrDefault(r => r.Name == "Microsoft.Xrm.Sdk")?.Version,
                assembly.MainModule.AssemblyReferences.Select(r => r.Name).ToList(),
                types.ToDictionary(type => type.FullName.Replace('/', '+'), CanBeCreated, StringComparer.Ordinal));
        }
        catch (BadImageFormatException error)
        {
            throw new SolutionSourceException(shownAs, null, "This is not a .NET assembly.", "Build it again.", error);
        }
    }

    static bool IsPlugin(TypeDefinition type) => WithBases(type).Any(t => t.Interfaces.Any(i => i.InterfaceType.FullName == "Microsoft.Xrm.Sdk.IPlugin"));

    static bool IsActivity(TypeDefinition type) =>
        WithBases(type).Any(t => t.BaseType is { Namespace: "System.Activities" } basis && basis.Name.Contains("Activity", StringComparison.Ordinal));

    static IEnumerable<TypeDefinition> WithBases(TypeDefinition type)
    {
        for (var current = type; current is not null; current = current.BaseType as TypeDefinition ?? OfSameModule(current))
        {
            yield return current;
        }

        static TypeDefinition? OfSameModule(TypeDefinition type) =>
            type.BaseType?.GetElementType() is { } basis && basis.Scope == type.Module ? type.Module.GetType(basis.FullName) : null;
    }

    static bool CanBeCreated(TypeDefinition type) =>
        IsVisible(type) && type.Methods.Any(m => m is { IsConstructor: true, IsStatic: false, IsPublic: true } && m.Parameters.All(p => p.ParameterType.FullName == "System.String") && m.Parameters.Count <= 2);

    static bool IsVisible(TypeDefinition type) => type.DeclaringType is null ? type.IsPublic : type.IsNestedPublic && IsVisible(type.DeclaringType);
}
