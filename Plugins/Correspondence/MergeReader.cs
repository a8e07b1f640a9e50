using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Reads the text of a template into its pieces and finds its defects.</summary>
sealed class MergeReader(string source, MergeVocabulary vocabulary)
{
    const string Open = "{{";
    const string Close = "}}";

    readonly string text = source.Replace("\r\n", "\n").Replace('\r', '\n');
    readonly List<MergeDefect> defects = [];
    readonly Stack<Block> blocks = new();

    internal MergeTemplate Read()
    {
        blocks.Push(new Block("", 0, null));
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf(Open, at, StringComparison.Ordinal);
            var close = open < 0 ? -1 : text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0)
            {
                Words(at, text.Length);
                break;
            }

            var inner = text.Substring(open + Open.Length, close - open - Open.Length).Trim();
            var after = close + Close.Length;
            var isBlock = inner is "else" or "end" || inner.StartsWith("if ", StringComparison.Ordinal) || inner.StartsWith("each ", StringComparison.Ordinal);
            var taken = isBlock ? OwnLine(open, after) : new Span(open, after);
            Words(at, taken.From);
            Token(inner, open);
            at = taken.To;
        }

        while (blocks.Count > 1)
        {
            var block = blocks.Pop();
            Defect(MergeDefectKind.NotClosed, block.Token, block.At);
        }

        return new MergeTemplate(blocks.Pop().Then, [.. defects.OrderBy(static defect => defect.Line).ThenBy(static defect => defect.Column)]);
    }

    void Token(string inner, int at)
    {
        var token = Open + inner + Close;
        var parts = inner.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2 && parts[0] == "if") OpenIf(parts[1], token, at);
        else if (parts.Length == 2 && parts[0] == "each") OpenEach(parts[1], token, at);
        else if (inner == "else") Otherwise(token, at);
        else if (inner == "end") End(token, at);
        else if (Check(inner, token, at, mayBeList: false)) Current.Add(new MergeField(inner));
    }

    void OpenIf(string name, string token, int at)
    {
        Check(name, token, at, mayBeList: true);
        Push(new Block(token, at, (then, otherwise) => new MergeIf(name, vocabulary.List(name) is not null, then, otherwise)), token, at);
    }

    void OpenEach(string name, string token, int at)
    {
        var list = vocabulary.List(name);
        if (list is null) Defect(vocabulary.IsValue(name) ? MergeDefectKind.WrongKind : MergeDefectKind.UnknownField, token, at);
        Push(new Block(token, at, (body, _) => list is null ? new MergeWords("") : new MergeEach(list, body)) { List = list, MayHaveElse = false }, token, at);
    }

    void Push(Block block, string token, int at)
    {
        if (blocks.Count > MergeTemplate.MostDepth) Defect(MergeDefectKind.TooDeep, token, at);
        blocks.Push(block);
    }

    void Otherwise(string token, int at)
    {
        var block = blocks.Peek();
        if (block.Make is null || !block.MayHaveElse || block.IsInElse) Defect(MergeDefectKind.NothingToClose, token, at);
        else block.IsInElse = true;
    }

    void End(string token, int at)
    {
        if (blocks.Peek().Make is not { } make)
        {
            Defect(MergeDefectKind.NothingToClose, token, at);
            return;
        }

        var block = blocks.Pop();
        Current.Add(make(block.Then, block.Else));
    }

    /// <summary>Whether a field may stand here; if not, the defect is noted.</summary>
    bool Check(string name, string token, int at, bool mayBeList)
    {
        if (vocabulary.IsValue(name)) return true;

        MergeDefectKind kind;
        if (vocabulary.List(name) is not null)
        {
            if (mayBeList) return true;
            kind = MergeDefectKind.WrongKind;
        }
        else if (Fields(name) is not { } list) kind = MergeDefectKind.UnknownField;
        else if (blocks.Any(block => block.List?.Item == list)) return true;
        else kind = MergeDefectKind.OutsideList;

        Defect(kind, token, at);
        return false;
    }

    /// <summary>Name of the item that has a field of this name, as contract of contract.number; null: none.</summary>
    string? Fields(string name)
    {
        var dot = name.IndexOf('.');
        return dot > 0 && vocabulary.Fields.Contains(name, StringComparer.Ordinal) ? name.Substring(0, dot) : null;
    }

    void Words(int from, int to)
    {
        for (var i = from; i < to; i++)
            if (text[i] is '{' or '}') Defect(MergeDefectKind.StrayBrace, text[i].ToString(), i);

        if (to > from) Current.Add(new MergeWords(text.Substring(from, to - from)));
    }

    /// <summary>A block alone on its line goes with the line.</summary>
    Span OwnLine(int from, int to)
    {
        var start = from;
        while (start > 0 && text[start - 1] is ' ' or '\t') start--;
        var end = to;
        while (end < text.Length && text[end] is ' ' or '\t') end++;
        var isAlone = (start == 0 || text[start - 1] == '\n') && (end == text.Length || text[end] == '\n');
        return isAlone ? new Span(start, Math.Min(text.Length, end + 1)) : new Span(from, to);
    }

    void Defect(MergeDefectKind kind, string token, int at) => defects.Add(new MergeDefect(kind, token, text, at));

    List<MergeNode> Current => blocks.Peek() is { IsInElse: true } block ? block.Else : blocks.Peek().Then;

    sealed class Span(int from, int to)
    {
        internal int From => from;

        internal int To => to;
    }

    sealed class Block(string token, int at, Func<IReadOnlyList<MergeNode>, IReadOnlyList<MergeNode>, MergeNode>? make)
    {
        internal string Token => token;

        internal int At => at;

        internal Func<IReadOnlyList<MergeNode>, IReadOnlyList<MergeNode>, MergeNode>? Make => make;

        internal List<MergeNode> Then { get; } = [];

        internal List<MergeNode> Else { get; } = [];

        internal MergeList? List { get; init; }

        internal bool MayHaveElse { get; init; } = true;

        internal bool IsInElse { get; set; }
    }
}
