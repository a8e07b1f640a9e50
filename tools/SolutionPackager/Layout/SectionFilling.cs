using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SolutionPackager.Layout;

/// <summary>Fills placeholders from files, and empties them into files; the second proves itself by the first.</summary>
internal static class SectionFilling
{
    /// <summary>Fills the placeholder of <paramref name="section"/> below <paramref name="skeleton"/>, which stands in <paramref name="file"/>.</summary>
    /// <exception cref="SolutionSourceException">There are files, but no placeholder: they would be lost.</exception>
    public static void Fill(XElement skeleton, Section section, PackSource source, string file)
    {
        var placeholder = skeleton.Element(section.Placeholder);
        if (placeholder is not null)
        {
            if (!placeholder.HasElements) placeholder.Nodes().OfType<XText>().Remove();
            section.Fill(placeholder, source);
            return;
        }

        var lost = new XElement(section.Placeholder);
        section.Fill(lost, source);
        if (lost.HasElements)
        {
            throw new SolutionSourceException(
                source.Tree.Shown(file), null, $"There are files for <{section.Placeholder}>, but the element is missing here, so they would not be packed.", $"Add <{section.Placeholder} />.");
        }
    }

    /// <summary>
    /// Moves every section into files. What the files would not give back exactly as it was stays where it is: nothing is lost
    /// for lack of a place in the layout.
    /// </summary>
    public static void ExtractAll(XElement skeleton, IEnumerable<Section> sections, UnpackTarget target)
    {
        foreach (var section in sections)
        {
            if (skeleton.Element(section.Placeholder) is { HasElements: true } placeholder) Extract(placeholder, section, target);
        }
    }

    static void Extract(XElement placeholder, Section section, UnpackTarget target)
    {
        var mark = target.Here;
        var emptied = new XElement(placeholder);
        var files = section.Extract(emptied, target);
        if (files is not null && (GivesBack() || GivesBackInOrder())) placeholder.ReplaceWith(emptied);
        else target.Rollback(mark);

        bool GivesBackInOrder()
        {
            target.Order.Append(files!);
            return GivesBack();
        }

        bool GivesBack()
        {
            var refilled = new XElement(emptied);
            try
            {
                section.Fill(refilled, new PackSource(target.Tree, PackageKind.Unmanaged, target.Order));
            }
            catch (SolutionSourceException)
            {
                return false;       // the layout cannot say this; the content stays where it was
            }

            return SolutionXml.FirstDifference(placeholder, refilled) is null;
        }
    }
}
