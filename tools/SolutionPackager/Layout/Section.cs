using System.Collections.Generic;
using System.Xml.Linq;

namespace SolutionPackager.Layout;

/// <summary>One kind of component: its place in customizations.xml and its files in the unpacked layout.</summary>
internal abstract class Section
{
    /// <summary>Name of the element that is empty in the source and filled in the zip.</summary>
    public abstract string Placeholder { get; }

    /// <summary>Adds what the files say to <paramref name="placeholder"/>, behind what stands there already.</summary>
    public abstract void Fill(XElement placeholder, PackSource source);

    /// <summary>Moves the content of <paramref name="placeholder"/> into files and leaves it empty.</summary>
    /// <returns>The components' files as they stood, or null when the content has a shape the layout has no files for.</returns>
    public abstract IReadOnlyList<string>? Extract(XElement placeholder, UnpackTarget target);
}
