using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;

namespace FrameworkCheck;

/// <summary>The assemblies of a solution, out of its zip as the server takes them.</summary>
sealed class ShippedAssemblies
{
    ShippedAssemblies(IReadOnlyList<Assembly> all) => All = all;

    internal IReadOnlyList<Assembly> All { get; }

    /// <summary>Loads each DLL of the zip into this process.</summary>
    /// <exception cref="InvalidDataException">The zip has no assembly.</exception>
    internal static ShippedAssemblies Load(string zipPath)
    {
        using var zip = new ZipArchive(File.OpenRead(zipPath), ZipArchiveMode.Read);
        var loaded = zip.Entries
            .Where(static entry => entry.FullName.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(static entry => Assembly.Load(Bytes(entry)))
            .ToList();
        if (loaded.Count == 0) throw new InvalidDataException(zipPath + " has no assembly. Pack the solution again.");

        // What one of them needs of another was loaded from bytes, too, and is not found by its name.
        AppDomain.CurrentDomain.AssemblyResolve += (_, missing) => loaded.FirstOrDefault(one => one.FullName == missing.Name);
        return new ShippedAssemblies(loaded);
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }
}
