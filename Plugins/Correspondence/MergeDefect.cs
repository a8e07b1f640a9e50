namespace Offboarding.Plugins.Correspondence;

/// <summary>What is wrong with a template.</summary>
public enum MergeDefectKind
{
    /// <summary>There is no such field.</summary>
    UnknownField,

    /// <summary>A field of an item outside its list, as contract.number without each contracts.</summary>
    OutsideList,

    /// <summary>A list where one text is needed, or the other way round.</summary>
    WrongKind,

    /// <summary>A block without end.</summary>
    NotClosed,

    /// <summary>An end or else without block.</summary>
    NothingToClose,

    /// <summary>A brace that belongs to no field.</summary>
    StrayBrace,

    /// <summary>Blocks within blocks, deeper than <see cref="MergeTemplate.MostDepth"/>.</summary>
    TooDeep,
}

/// <summary>One defect of a template: what, which token, where.</summary>
/// <remarks>Lines and columns count from 1.</remarks>
public sealed class MergeDefect
{
    internal MergeDefect(MergeDefectKind kind, string token, string text, int at)
    {
        Kind = kind;
        Token = token;
        for (var i = 0; i < at; i++)
        {
            Column = text[i] == '\n' ? 1 : Column + 1;
            if (text[i] == '\n') Line++;
        }
    }

    /// <summary>What is wrong.</summary>
    public MergeDefectKind Kind { get; }

    /// <summary>The token as the template writes it.</summary>
    public string Token { get; }

    /// <summary>Line of the token.</summary>
    public int Line { get; } = 1;

    /// <summary>Column of its first character.</summary>
    public int Column { get; } = 1;
}
