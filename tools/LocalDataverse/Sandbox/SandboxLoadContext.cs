using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace LocalDataverse.Sandbox;

/// <summary>Holds an assembly of a solution, apart from the host, from other assemblies and from other environments; unloads with it.</summary>
/// <remarks>
/// What a plug-in may refer to is the framework and the SDK. Both are the host's: a context object that the engine makes must be of the type that the plugin knows.
/// </remarks>
internal sealed class SandboxLoadContext() : AssemblyLoadContext("Dataverse sandbox", isCollectible: !IsKept)
{
    /// <summary>
    /// A switch of the process, for one that makes hundreds of environments: nothing is unloaded. The runtime (10.0.12) was seen to use memory of unloaded code while others of
    /// its kind came and went: access violations in plug-ins and in the garbage collection.
    /// </summary>
    internal const string KeepAssemblies = "LocalDataverse.KeepAssemblies";

    static bool IsKept => AppContext.TryGetSwitch(KeepAssemblies, out var isOn) && isOn;

    static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>What Dataverse's sandbox offers besides the framework.</summary>
    static readonly HashSet<string> Sdk = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Xrm.Sdk",
        "Microsoft.Crm.Sdk.Proxy",
        "Microsoft.Xrm.Sdk.Workflow",
        "System.Activities",
        "System.ServiceModel",
    };

    internal static bool Offers(string assemblyName) =>
        Sdk.Contains(assemblyName) || File.Exists(Path.Combine(Framework, assemblyName + ".dll"));

    internal Assembly LoadFrom(byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        return LoadFromStream(stream);
    }

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name is { } name && Offers(name)
        ? Default.LoadFromAssemblyName(new AssemblyName(name))
        : throw new FileNotFoundException(
            $"The sandbox has no assembly {assemblyName.FullName}. A classic plug-in assembly is one DLL that refers to the framework and the SDK only: put the code into it.",
            assemblyName.Name);
}
