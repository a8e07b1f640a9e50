using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using LocalDataverse.Solutions;
using AssemblyDefinition = LocalDataverse.Solutions.AssemblyDefinition;

namespace LocalDataverse.Sandbox;

/// <summary>What Dataverse checks of a plug-in assembly before it takes it, read from the bytes without loading them.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/build-and-package</remarks>
internal static class AssemblyInspector
{
    /// <summary>16 MB, https://learn.microsoft.com/power-apps/developer/data-platform/plug-ins.</summary>
    const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>https://learn.microsoft.com/power-apps/developer/data-platform/plug-ins#plug-in-restrictions</summary>
    static readonly HashSet<string> Closed = new(StringComparer.Ordinal)
    {
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.DriveInfo",
        "System.IO.FileSystemWatcher", "System.Diagnostics.Process", "System.Diagnostics.EventLog",
    };

    static readonly Version SdkVersion = new(9, 0, 0, 0);
    static readonly Version Framework = new(4, 6, 2);

    /// <exception cref="SolutionImportException">The assembly is not what it is registered as, or may not run in the sandbox.</exception>
    internal static void Check(AssemblyDefinition assembly)
    {
        if (assembly.Content.Length > MaximumBytes)
        {
            throw Refused(
                assembly, $"It has {assembly.Content.Length} bytes, allowed are {MaximumBytes}.", "Make it smaller.", PlatformCode.AssemblyTooLarge);
        }

        try
        {
            using var file = new PEReader(ImmutableArray.Create(assembly.Content));
            if (!file.HasMetadata)
            {
                throw Refused(assembly, "It has no .NET metadata.", "Build it again and pack the solution again.", PlatformCode.CannotLoadAssembly);
            }

            Check(assembly, file.GetMetadataReader());
        }
        catch (BadImageFormatException broken)
        {
            throw Refused(
                assembly,
                $"It is no .NET assembly: {broken.Message}",
                "Build it again and pack the solution again.",
                PlatformCode.CannotLoadAssembly,
                broken);
        }
    }

    static void Check(AssemblyDefinition assembly, MetadataReader metadata)
    {
        if (!metadata.IsAssembly)
        {
            throw Refused(assembly, "It is a module, not an assembly.", "Build a class library.", PlatformCode.CannotLoadAssembly);
        }

        var identity = metadata.GetAssemblyDefinition().GetAssemblyName();
        if (identity.GetPublicKeyToken() is not { Length: > 0 })
        {
            throw Refused(
                assembly, "It is not signed.", "Sign it with a strong name key and pack the solution again.", PlatformCode.AssemblyWithoutKey);
        }

        if (!SameIdentity(identity, new AssemblyName(assembly.FullName)))
        {
            throw Refused(
                assembly,
                $"The DLL is {identity.FullName}.",
                "Register the assembly under the identity that it has.",
                PlatformCode.ImportPluginTypes);
        }

        CheckFramework(assembly, metadata);
        CheckReferences(assembly, metadata);
        CheckTypes(assembly, metadata);
    }

    /// <summary>The server refuses what such code does when it runs; here nothing watches it, so it is not taken at all.</summary>
    static void CheckTypes(AssemblyDefinition assembly, MetadataReader metadata)
    {
        foreach (var type in metadata.TypeReferences.Select(metadata.GetTypeReference))
        {
            var space = metadata.GetString(type.Namespace);
            var name = metadata.GetString(type.Name);
            if (!Closed.Contains($"{space}.{name}") && space is not ("System.Net.Sockets" or "Microsoft.Win32")) continue;

            throw Refused(
                assembly,
                $"It uses {space}.{name}: the sandbox has no files, no registry, no processes, and no network but HTTP and HTTPS to named hosts.",
                "Keep data in rows, or in a resource of the assembly.",
                PlatformCode.CannotLoadAssembly);
        }
    }

    static void CheckFramework(AssemblyDefinition assembly, MetadataReader metadata)
    {
        if (TargetFramework(metadata) is not { } framework) return;    // compilers of before .NET 4.0 wrote none

        const string prefix = ".NETFramework,Version=v";
        if (framework.StartsWith(prefix, StringComparison.Ordinal)
            && Version.TryParse(framework.AsSpan(prefix.Length), out var version)
            && version <= Framework)
        {
            return;
        }

        throw Refused(assembly, $"It targets {framework}.", "Build it for .NET Framework 4.6.2.", PlatformCode.AssemblyWrongFramework);
    }

    static void CheckReferences(AssemblyDefinition assembly, MetadataReader metadata)
    {
        foreach (var reference in metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()))
        {
            var name = reference.Name!;
            if (name == "Microsoft.Xrm.Sdk" && reference.Version > SdkVersion)
            {
                throw Refused(
                    assembly,
                    $"It refers to Microsoft.Xrm.Sdk {reference.Version}; this server has {SdkVersion}.",
                    "Refer to version 9.0.0.0.",
                    PlatformCode.AssemblyNewerSdk);
            }

            if (!SandboxLoadContext.Offers(name))
            {
                throw Refused(
                    assembly,
                    $"It refers to {reference.FullName}, which the sandbox does not have.",
                    "A classic plug-in assembly is one DLL without dependencies: put the code into it.",
                    PlatformCode.CannotLoadAssembly);
            }
        }
    }

    static string? TargetFramework(MetadataReader metadata)
    {
        foreach (var attribute in metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind != HandleKind.MemberReference) continue;

            var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
            if (parent.Kind != HandleKind.TypeReference) continue;
            if (metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) != "TargetFrameworkAttribute") continue;

            var value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16();    // prolog of every attribute blob
            return value.ReadSerializedString();
        }

        return null;
    }

    static bool SameIdentity(AssemblyName one, AssemblyName other) =>
        string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase)
        && one.Version == other.Version
        && (one.GetPublicKeyToken() ?? []).AsSpan().SequenceEqual(other.GetPublicKeyToken() ?? []);

    static SolutionImportException Refused(AssemblyDefinition assembly, string problem, string remedy, int code, Exception? cause = null) =>
        new($"{assembly.Place}, assembly {assembly.FullName}", problem, remedy, code, cause);
}
