using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Words of letters for choices of the case.</summary>
static class LetterWords
{
    /// <summary>The provision on which an extraordinary notice rests; null: none is recorded.</summary>
    internal static string? Cause(OffboardingCaseCauseBasis? basis) => basis?.ToCode() switch
    {
        "314" => "§ 314 BGB",
        "626" => "§ 626 BGB",
        "89a" => "§ 89a HGB",
        _ => null,
    };

    /// <summary>In which form notice is given, by the contract that asks for most; null: no contract asks for one.</summary>
    internal static string? Form(IReadOnlyList<LetterContract> contracts, Language language)
    {
        if (contracts.Any(static contract => contract.NeedsPaper)) return language == Language.German ? "in Schriftform" : "in writing";
        if (contracts.Any(static contract => contract.NeedsText)) return language == Language.German ? "in Textform" : "in text form";
        return null;
    }

    /// <summary>How the customer's notice came; null: not known.</summary>
    internal static string? GivenForm(OffboardingCaseNoticeForm? form, Language language) => form?.ToCode() switch
    {
        "oral" => language == Language.German ? "mündlich" : "orally",
        "email" => language == Language.German ? "per E-Mail" : "by e-mail",
        "fax" => language == Language.German ? "per Fax" : "by fax",
        "portal" => language == Language.German ? "über das Portal" : "through the portal",
        "letter" => language == Language.German ? "per Brief" : "by letter",
        "qes" => language == Language.German ? "mit qualifizierter elektronischer Signatur" : "with a qualified electronic signature",
        _ => null,
    };
}
