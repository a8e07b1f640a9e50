using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins;

/// <summary>The exception with which the product says no, or that it cannot go on: a message of <see cref="Messages"/> in the reader's language.</summary>
static class Refusal
{
    /// <summary>A message as an exception; its error code is the number in the code.</summary>
    /// <param name="code">As OFF-1101.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="values">Pairs name, value.</param>
    internal static InvalidPluginExecutionException Of(string code, Language language, params string[] values) =>
        new(OperationStatus.Failed, NumberOf(code), Messages.Format(code, language, values));

    /// <summary>1101 of OFF-1101: what the Web API returns as SubErrorCode.</summary>
    static int NumberOf(string code)
    {
        var number = 0;
        foreach (var c in code)
            if (c is >= '0' and <= '9') number = (number * 10) + (c - '0');

        return number;
    }
}
