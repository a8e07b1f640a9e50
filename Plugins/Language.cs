using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins;

/// <summary>The languages of the product, by their LCID.</summary>
public enum Language
{
    /// <summary>English, also for every language that the product does not speak.</summary>
    English = 1033,

    /// <summary>German.</summary>
    German = 1031,
}

/// <summary>What differs by language.</summary>
public static class Languages
{
    /// <summary>The product's language for an LCID; null and 0, "as the organization", are English.</summary>
    public static Language FromLcid(int? lcid) => lcid == (int)Language.German ? Language.German : Language.English;

    /// <summary>A day as a reader of the language writes it: 31.12.2027, 31 Dec 2027.</summary>
    public static string Text(this Language language, LocalDate day) => language == Language.German ? day.ToGermanString() : day.ToEnglishString();

    /// <summary>An amount of money with two places as a reader of the language writes it: 1234,50 or 1234.50. The currency stands beside it.</summary>
    public static string Money(this Language language, decimal amount)
    {
        var text = amount.ToString("0.00", CultureInfo.InvariantCulture);
        return language == Language.German ? text.Replace('.', ',') : text;
    }

    /// <summary>A name in the language's quotation marks.</summary>
    public static string Quote(this Language language, string name) => language == Language.German ? "„" + name + "“" : "“" + name + "”";
}
