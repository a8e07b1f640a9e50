using System;

namespace Offboarding.Plugins.Retention;

/// <summary>A retention rule that cannot be read, contradicts itself or another one. The whole set is refused: half a law is none.</summary>
public sealed class RetentionRuleException : Exception
{
    internal RetentionRuleException(string code, params string[] values)
        : base(Messages.Format(code, Language.English, values))
    {
        Code = code;
        Values = values;
    }

    /// <summary>OFF-3001 to OFF-3019.</summary>
    public string Code { get; }

    /// <summary>What stands in the message, in pairs name, value.</summary>
    internal string[] Values { get; }

    /// <summary>The message for a reader of a language.</summary>
    public string In(Language language) => Messages.Format(Code, language, Values);
}
