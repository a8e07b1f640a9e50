using System.Collections.Generic;

namespace Offboarding.Plugins.Correspondence;

/// <summary>
/// A text with fields. It knows four things and nothing else: a field <c>{{contact}}</c>; a condition <c>{{if end_day}}…{{else}}…{{end}}</c>, which
/// holds if the field is there or the list has items; a list <c>{{each contracts}}…{{contract.number}}…{{end}}</c>. No comparison, no arithmetic, no call.
/// </summary>
/// <remarks>
/// Strict: a field that the vocabulary does not know, a block that is not closed and a single brace are defects, found when the template is saved. A condition or a list
/// alone on its line takes no line of the result.
/// </remarks>
public sealed class MergeTemplate
{
    /// <summary>Blocks within blocks.</summary>
    public const int MostDepth = 8;

    readonly IReadOnlyList<MergeNode> nodes;

    internal MergeTemplate(IReadOnlyList<MergeNode> nodes, IReadOnlyList<MergeDefect> defects)
    {
        this.nodes = nodes;
        Defects = defects;
    }

    /// <summary>What is wrong, in the order of the text; empty: the template may be used.</summary>
    public IReadOnlyList<MergeDefect> Defects { get; }

    /// <summary>Reads a template; its defects do not stop the reading, so that all are told at once.</summary>
    public static MergeTemplate Read(string text, MergeVocabulary vocabulary) => new MergeReader(text, vocabulary).Read();

    /// <summary>Fills the fields. Same template and data, same result.</summary>
    /// <exception cref="System.InvalidOperationException">The template has defects: whoever renders checks first.</exception>
    public MergeResult Render(MergeData data)
    {
        if (Defects.Count > 0) throw new System.InvalidOperationException("A template with defects was rendered, the first of them at '" + Defects[0].Token + "'.");

        var output = new MergeOutput(data);
        MergeNode.WriteAll(nodes, output);
        return new MergeResult(new LetterText(output.Text.ToString()), output.Missing);
    }
}

/// <summary>A rendered text.</summary>
public sealed class MergeResult
{
    internal MergeResult(LetterText text, IReadOnlyList<string> missing)
    {
        Text = text;
        Missing = missing;
    }

    /// <summary>The text; where a field is missing, nothing stands.</summary>
    public LetterText Text { get; }

    /// <summary>Fields outside of any condition that have no value, in alphabetical order; the text must not be used unless this is empty.</summary>
    public IReadOnlyList<string> Missing { get; }
}
