using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SolutionPackager;

/// <summary>Reads and writes solution XML without losing or inventing content.</summary>
/// <remarks>
/// Indentation between elements is dropped on reading and made anew on writing; text is kept to the character, also where it is only
/// a blank. Namespace declarations are no content: they follow from where an element stands.
/// </remarks>
internal static class SolutionXml
{
    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="SolutionSourceException">The file is not well-formed; names file and line.</exception>
    public static XDocument Parse(byte[] content, string file)
    {
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            using var reader = XmlReader.Create(stream, Reading);
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
            DropIndentation(document);
            return document;
        }
        catch (XmlException error)
        {
            throw new SolutionSourceException(
                file, error.LineNumber == 0 ? null : error.LineNumber, $"This is not well-formed XML: {error.Message}", "Correct the file.", error);
        }
    }

    /// <summary>Root element of a file that must be called <paramref name="name"/>.</summary>
    public static XElement ParseRoot(byte[] content, string file, string name)
    {
        var root = Parse(content, file).Root!;
        return root.Name.LocalName == name
            ? root
            : throw new SolutionSourceException(
                file, LineOf(root), $"The root element is <{root.Name.LocalName}>.", $"It must be <{name}>.");
    }

    /// <summary>UTF-8 without byte order mark, indented. Source files start with the XML declaration; what the server writes into a zip does not.</summary>
    public static byte[] Write(XDocument document, bool declaration)
    {
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = "  ",
            NewLineChars = "\r\n",
            NewLineHandling = NewLineHandling.Entitize,     // a line break inside a text must come back as it was
            OmitXmlDeclaration = !declaration,
        };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
        {
            document.Save(writer);
        }

        return stream.ToArray();
    }

    /// <summary>An element cut out of a document, as a file of its own.</summary>
    public static byte[] WriteFile(XElement element)
    {
        var root = new XElement(element);
        foreach (var declaration in InScope(element).Where(a => root.Attribute(a.Name) is null)) root.Add(new XAttribute(declaration));
        if (root.GetPrefixOfNamespace(Xsi) is null) root.Add(new XAttribute(XNamespace.Xmlns + "xsi", Xsi.NamespaceName));
        return Write(new XDocument(root), declaration: true);
    }

    /// <summary>
    /// Moves <paramref name="child"/> from its file under <paramref name="parent"/> and drops the declarations that hold there anyway.
    /// It keeps its lines and remembers its file.
    /// </summary>
    public static void Adopt(XElement parent, XElement child, string file)
    {
        child.Remove();
        Remember(child, file);
        parent.Add(child);
        foreach (var element in child.DescendantsAndSelf())
        {
            element.Attributes()
                .Where(a => a.IsNamespaceDeclaration && a.Name.Namespace == XNamespace.Xmlns && parent.GetNamespaceOfPrefix(a.Name.LocalName) == a.Value)
                .Remove();
        }
    }

    /// <summary>Keeps the file with the element.</summary>
    public static void Remember(XElement element, string file) => element.AddAnnotation(new SourceFile(file));

    /// <summary>Keeps the file of <paramref name="original"/> with <paramref name="copy"/>, if one is kept with just that element.</summary>
    public static void RememberSameFile(XElement copy, XElement original)
    {
        if (original.Annotation<SourceFile>() is { } file) copy.AddAnnotation(file);
    }

    /// <summary>The file that <paramref name="node"/> came from, whatever document it stands in now; null when it was made here.</summary>
    public static string? FileOf(XObject node) =>
        (node as XElement ?? node.Parent)?.AncestorsAndSelf().Select(element => element.Annotation<SourceFile>()).FirstOrDefault(file => file is not null)?.Path;

    /// <summary>Line in that file; of an attribute in a copy, its element's.</summary>
    public static int? LineOf(XObject node) =>
        node is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : (node as XElement ?? node.Parent)?.Annotation<SourceLine>()?.Number;

    /// <summary>Keeps a line with an element that was not read from a file.</summary>
    public static void RememberLine(XElement element, int line) => element.AddAnnotation(new SourceLine(line));

    /// <summary>Where two trees first differ in content, order included; null when they are the same.</summary>
    public static string? FirstDifference(XElement expected, XElement actual)
    {
        if (expected.Name != actual.Name) return $"{Path(expected)}: <{actual.Name.LocalName}> instead";
        var left = Content(expected.Attributes());
        var right = Content(actual.Attributes());
        if (left != right) return $"{Path(expected)}: attributes {right} instead of {left}";

        var nodes = expected.Nodes().ToArray();
        var others = actual.Nodes().ToArray();
        for (var i = 0; i < Math.Max(nodes.Length, others.Length); i++)
        {
            if (i >= nodes.Length) return $"{Path(expected)}: has {others.Length} children instead of {nodes.Length}";
            if (i >= others.Length) return $"{Path(expected)}: has {others.Length} children instead of {nodes.Length}";
            var difference = nodes[i] is XElement element && others[i] is XElement other
                ? FirstDifference(element, other)
                : XNode.DeepEquals(nodes[i], others[i]) ? null : $"{Path(expected)}: text or comment {i + 1} differs";
            if (difference is not null) return difference;
        }

        return null;
    }

    static string Content(System.Collections.Generic.IEnumerable<XAttribute> attributes) =>
        string.Join(' ', attributes.Where(a => !a.IsNamespaceDeclaration).OrderBy(a => a.Name.ToString(), StringComparer.Ordinal).Select(a => $"{a.Name}=\"{a.Value}\""));

    static string Path(XElement element) => "/" + string.Join('/', element.AncestorsAndSelf().Reverse().Select(e => e.Name.LocalName));

    static System.Collections.Generic.IEnumerable<XAttribute> InScope(XElement element) =>
        element.Ancestors().SelectMany(a => a.Attributes()).Where(a => a.IsNamespaceDeclaration).DistinctBy(a => a.Name);

    static void DropIndentation(XDocument document)
    {
        var blanks = document.Descendants()
            .Where(e => e.HasElements || e.Nodes().OfType<XComment>().Any())
            .Where(e => e.Nodes().OfType<XText>().All(IsBlank))
            .SelectMany(e => e.Nodes().OfType<XText>().Where(t => t is not XCData))
            .ToList();
        foreach (var blank in blanks) blank.Remove();
    }

    sealed record SourceFile(string Path);

    sealed record SourceLine(int Number);

    static bool IsBlank(XText text) => text is not XCData && string.IsNullOrWhiteSpace(text.Value);
}
