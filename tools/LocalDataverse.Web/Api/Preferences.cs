using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Query;
using FaultCode = LocalDataverse.Faults.FaultCode;

namespace LocalDataverse.Web.Api;

/// <summary>The header Prefer.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#prefer-headers</remarks>
internal sealed class Preferences
{
    const string Annotations = "odata.include-annotations";

    readonly List<(string Pattern, bool IsWanted)> annotations = [];
    readonly List<string> applied = [];

    /// <summary>Answer with the row that was written.</summary>
    public bool ReturnsRepresentation { get; private set; }

    /// <summary>Rows a page. Null: as many as possible.</summary>
    public int? PageSize { get; private set; }

    /// <summary>A batch goes on after an error.</summary>
    public bool ContinuesOnError { get; private set; }

    /// <summary>What was followed, for the header Preference-Applied. Null: nothing.</summary>
    public string? Applied => applied.Count == 0 ? null : string.Join(",", applied);

    /// <summary>Whether any annotation is wanted.</summary>
    public bool WantsAnnotations => annotations.Exists(one => one.IsWanted);

    /// <exception cref="System.ServiceModel.FaultException">0x80040203: odata.maxpagesize is no number from 1.</exception>
    public static Preferences Of(WebApiRequest request)
    {
        var preferences = new Preferences();
        if (request.Header("Prefer") is not { } header) return preferences;

        foreach (var part in Parts(header)) preferences.Add(part);
        return preferences;
    }

    /// <summary>Whether an annotation is wanted: the longest pattern that fits decides.</summary>
    public bool Wants(string annotation)
    {
        var (length, wanted) = (-1, false);
        foreach (var (pattern, isWanted) in annotations)
        {
            var fits = pattern.EndsWith('*') ? annotation.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase) : string.Equals(pattern, annotation, StringComparison.OrdinalIgnoreCase);
            if (fits && pattern.Length > length) (length, wanted) = (pattern.Length, isWanted);
        }

        return wanted;
    }

    void Add(string part)
    {
        var (name, value) = part.Split('=', 2) is [var key, var text] ? (key.Trim(), text.Trim().Trim('"')) : (part.Trim(), "");
        switch (name.ToLowerInvariant())
        {
            case "return" when value == "representation":
                ReturnsRepresentation = true;
                applied.Add("return=representation");
                break;
            case "odata.maxpagesize" or "maxpagesize":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
                    throw WebFault.Of((int)FaultCode.InvalidArgument, $"The preference odata.maxpagesize is '{value}'. Give a whole number from 1 to {Paging.LargestPage}.");
                PageSize = Math.Min(size, Paging.LargestPage);
                applied.Add($"odata.maxpagesize={PageSize}");
                break;
            case "odata.continue-on-error" or "continue-on-error":
                ContinuesOnError = value is "" or "true";
                break;
            case Annotations:
                annotations.AddRange(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(pattern => pattern.StartsWith('-') ? (pattern[1..], false) : (pattern, true)));
                applied.Add($"{Annotations}=\"{value}\"");
                break;
            default:
                // Preferences are wishes: those that are not known are ignored (RFC 7240, section 2).
                break;
        }
    }

    /// <summary>The parts between commas and semicolons; those inside quotes do not part.</summary>
    static IEnumerable<string> Parts(string header)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i <= header.Length; i++)
        {
            if (i < header.Length && header[i] == '"') quoted = !quoted;
            if (i < header.Length && (quoted || header[i] is not (',' or ';'))) continue;

            if (i > start) yield return header[start..i];
            start = i + 1;
        }
    }
}
