using System;
using System.IO;
using SolutionPackager;

namespace Offboarding.Tests;

/// <summary>The solution of this repository as it is shipped, packed once per run from <c>Solution/</c> and the built assemblies.</summary>
public static class Artifacts
{
    static readonly Lazy<PacConfig> LazyConfig = new(() => PacConfig.Load(Path.Combine(SharedFacts.RepositoryRoot, "pac.config.json")));
    static readonly Lazy<byte[]> LazyManaged = new(() => Packer.Pack(Config, PackageKind.Managed));
    static readonly Lazy<byte[]> LazyUnmanaged = new(() => Packer.Pack(Config, PackageKind.Unmanaged));

    public static PacConfig Config => LazyConfig.Value;

    /// <summary>Bytes of the managed zip; do not write into them.</summary>
    public static byte[] ManagedZip => LazyManaged.Value;

    /// <summary>Bytes of the unmanaged zip; do not write into them.</summary>
    public static byte[] UnmanagedZip => LazyUnmanaged.Value;
}
