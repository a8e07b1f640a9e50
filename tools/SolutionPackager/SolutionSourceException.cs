using System;

namespace SolutionPackager;

/// <summary>One thing that is wrong with a solution's source or package, and what to do about it.</summary>
/// <param name="File">Path relative to the folder that holds the configuration, with <c>/</c>; of a zip: the part's name.</param>
/// <param name="Line">Line in the file, counted from 1; null when the file as a whole is meant or missing.</param>
/// <param name="Text">What is wrong, naming the component and the value.</param>
/// <param name="Remedy">What the author does next.</param>
public sealed record Finding(string File, int? Line, string Text, string Remedy)
{
    /// <summary>The finding as one line, in the form that editors and build logs make clickable.</summary>
    public override string ToString() => (Line is { } line ? $"{File}({line}): " : $"{File}: ") + Text + " " + Remedy;
}

/// <summary>The source folder, the configuration or a zip cannot be worked with as it is. Nothing has been written.</summary>
public sealed class SolutionSourceException : Exception
{
    /// <summary>Refuses because of <paramref name="finding"/>.</summary>
    /// <param name="finding">The first thing found that stops the work.</param>
    /// <param name="inner">The error of the reader underneath, if there was one.</param>
    public SolutionSourceException(Finding finding, Exception? inner = null)
        : base(finding.ToString(), inner) => Finding = finding;

    internal SolutionSourceException(string file, int? line, string text, string remedy, Exception? inner = null)
        : this(new Finding(file, line, text, remedy), inner)
    {
    }

    /// <summary>File, line, cause and remedy, apart.</summary>
    public Finding Finding { get; }
}
