using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Correspondence;

/// <summary>What keeps a letter from being released: a message with its values.</summary>
public sealed class LetterFinding
{
    readonly string[] values;

    internal LetterFinding(string code, params string[] values)
    {
        Code = code;
        this.values = values;
    }

    /// <summary>As OFF-4038.</summary>
    public string Code { get; }

    /// <summary>The finding as an exception, where the letter is about to go out.</summary>
    internal InvalidPluginExecutionException ToRefusal(Language language) => Refusal.Of(Code, language, values);

    /// <summary>The message with its next step, in the language for which the finding was made.</summary>
    public string Text(Language language) => Messages.Format(Code, language, values);

    /// <summary>Findings as JSON: code and text.</summary>
    internal static string Json(IReadOnlyList<LetterFinding> findings, Language language)
    {
        using var json = new JsonText();
        json.Array("findings", array =>
        {
            foreach (var finding in findings) array.Object(JsonText.Item, one => one.Text("code", finding.Code).Text("text", finding.Text(language)));
        });
        return json.Finish();
    }

    /// <summary>The findings as lines.</summary>
    internal static string Lines(IReadOnlyList<LetterFinding> findings, Language language) => string.Join("\n", findings.Select(finding => "- " + finding.Text(language)));
}
