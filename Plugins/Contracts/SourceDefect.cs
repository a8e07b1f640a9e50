namespace Offboarding.Plugins.Contracts;

/// <summary>Why a contract source cannot be used: a message with its values.</summary>
sealed class SourceDefect
{
    internal SourceDefect(string code, params string[] values)
    {
        Code = code;
        Values = values;
    }

    internal string Code { get; }

    /// <summary>Pairs name, value.</summary>
    internal string[] Values { get; }
}
