using System;
using System.IO;
using SolutionPackager;

namespace Benchmarks;

/// <summary>The product as an admin imports it.</summary>
static class ProductZip
{
    /// <summary>Packs the managed zip from the source tree around the benchmarks.</summary>
    internal static byte[] Pack()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "pac.config.json"))) folder = folder.Parent;

        return Packer.Pack(PacConfig.Load(Path.Combine(folder.FullName, "pac.config.json")), PackageKind.Managed);
    }
}
