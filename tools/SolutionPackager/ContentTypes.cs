using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;

namespace SolutionPackager;

/// <summary><c>[Content_Types].xml</c> as the server writes it: every part is an octet stream.</summary>
/// <remarks>Open Packaging Conventions, ECMA-376 part 2, 10.1.2. A part without content type does not exist for the importer.</remarks>
internal static class ContentTypes
{
    public const string Part = "[Content_Types].xml";

    public static readonly XNamespace Namespace = "http://schemas.openxmlformats.org/package/2006/content-types";

    const string OctetStream = "application/octet-stream";

    /// <summary>One default per extension, one override per part that has none.</summary>
    public static byte[] For(IEnumerable<string> parts)
    {
        var names = parts.OrderBy(name => name, StringComparer.Ordinal).ToArray();
        var defaults = names.Select(Extension).Where(extension => extension.Length > 0).Distinct(StringComparer.Ordinal).OrderBy(e => e, StringComparer.Ordinal)
            .Select(extension => new XElement(Namespace + "Default", new XAttribute("Extension", extension), new XAttribute("ContentType", OctetStream)));
        var overrides = names.Where(name => Extension(name).Length == 0)
            .Select(name => new XElement(Namespace + "Override", new XAttribute("PartName", "/" + PackageZip.Escape(name)), new XAttribute("ContentType", OctetStream)));

        var types = new XElement(Namespace + "Types", defaults, overrides);
        return [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + types.ToString(SaveOptions.DisableFormatting))];
    }

    static string Extension(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
}
