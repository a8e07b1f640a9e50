using System.Collections.Generic;
using System.Linq;

namespace LocalDataverse.Screens;

/// <summary>A label of a screen component in the languages that its solution ships.</summary>
/// <param name="ByLanguage">Texts by LCID, in the order of the zip.</param>
public sealed record ScreenText(IReadOnlyDictionary<int, string> ByLanguage)
{
    const int English = 1033;

    /// <summary>No label.</summary>
    public static ScreenText None { get; } = new(new Dictionary<int, string>());

    /// <summary>The text in a language, else in English, else in the first there is, else empty.</summary>
    /// <param name="language">LCID.</param>
    public string In(int language) =>
        ByLanguage.GetValueOrDefault(language) ?? ByLanguage.GetValueOrDefault(English) ?? ByLanguage.Values.FirstOrDefault() ?? "";
}
