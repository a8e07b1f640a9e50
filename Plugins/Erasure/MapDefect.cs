using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>What is wrong with an entry of the erasure map, or with a mark of a row: a message and what fills it in.</summary>
public sealed class MapDefect
{
    readonly string[] values;

    internal MapDefect(string code, params string[] values)
    {
        Code = code;
        this.values = values;
    }

    /// <summary>As OFF-3102.</summary>
    public string Code { get; }

    /// <summary>The message for a reader of the language.</summary>
    public string Text(Language language) => Messages.Format(Code, language, values);

    /// <summary>The refusal of whoever saves it.</summary>
    internal InvalidPluginExecutionException Refusal(Language language) => Plugins.Refusal.Of(Code, language, values);
}

/// <summary>The erasure map cannot be used: an entry is defective. Nothing is erased by a map that is not understood.</summary>
public sealed class ErasureMapException : Exception
{
    internal ErasureMapException(MapDefect defect)
        : base(defect.Text(Language.English)) =>
        Defect = defect;

    /// <summary>What is wrong.</summary>
    public MapDefect Defect { get; }
}
