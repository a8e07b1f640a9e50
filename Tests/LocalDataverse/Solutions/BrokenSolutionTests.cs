using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using LocalDataverse;
using Offboarding.Tests.LocalDataverse.Pipeline;

namespace Offboarding.Tests.LocalDataverse.Solutions;

public class BrokenSolutionTests
{
    [Fact]
    public void Whatever_element_is_taken_out_of_the_product_the_import_succeeds_or_is_refused_by_name_and_changes_nothing()
    {
        var files = Files(Artifacts.ManagedZip);
        var xml = files.Keys.Where(name => name.EndsWith(".xml", StringComparison.Ordinal) && !name.StartsWith('[')).Order(StringComparer.Ordinal).ToArray();

        Gen.Select(Gen.Int[0, xml.Length - 1], Gen.Int[0, 1_000_000]).Sample(
            (file, place) =>
            {
                using var environment = LocalEnvironment.Create();
                var zip = Without(files, xml[file], place);
                try
                {
                    environment.ImportSolution(zip);
                    return;
                }
                catch (SolutionImportException refused)
                {
                    Assert.NotEmpty(refused.Part);
                    Assert.NotEmpty(refused.Remedy);
                }

                Assert.Equal(
                    (0, 0, 0), (environment.Count("solution"), environment.Count("pluginassembly"), environment.Count("sdkmessageprocessingstep")));
                Assert.Throws<System.ServiceModel.FaultException<Microsoft.Xrm.Sdk.OrganizationServiceFault>>(() => environment.Count("off_contract"));
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public void A_zip_that_ends_too_early_is_refused()
    {
        using var environment = LocalEnvironment.Create();
        var zip = Artifacts.ManagedZip;

        foreach (var length in new[] { 0, 1, 100, zip.Length / 2, zip.Length - 1 })
        {
            Assert.Throws<SolutionImportException>(() => environment.ImportSolution(zip[..length]));
        }

        Assert.Equal(0, environment.Count("solution"));
    }

    static Dictionary<string, byte[]> Files(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(entry => entry.FullName, Bytes, StringComparer.Ordinal);
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var copy = new MemoryStream();
        using var source = entry.Open();
        source.CopyTo(copy);
        return copy.ToArray();
    }

    static byte[] Without(Dictionary<string, byte[]> files, string file, int place)
    {
        var document = XDocument.Load(new MemoryStream(files[file]));
        var elements = document.Root!.Descendants().ToList();
        elements[place % elements.Count].Remove();
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(name == file ? Encoding.UTF8.GetBytes(document.ToString()) : content);
            }
        }

        return stream.ToArray();
    }
}
