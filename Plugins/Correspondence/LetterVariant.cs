using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Which of the texts of a kind: in which language, how the recipient is addressed, how formal.</summary>
/// <param name="Kind">What the letter is about.</param>
/// <param name="Language">Of the text.</param>
/// <param name="Address">In German Sie or du, in English by surname or by first name.</param>
/// <param name="Formality">Formal or informal.</param>
public sealed record LetterVariant(LetterKind Kind, LetterLanguage Language, LetterAddress Address, LetterFormality Formality)
{
    /// <summary>As its template's key begins: notice|de|sie|formal.</summary>
    public string Key => Kind.ToCode() + "|" + Language.ToCode() + "|" + Address.ToCode() + "|" + Formality.ToCode();

    /// <summary>The product's language of the text.</summary>
    public Language TextLanguage => Language == LetterLanguage.De ? Plugins.Language.German : Plugins.Language.English;

    /// <summary>How near another variant of the kind is; the language counts most, then the address. 7: the same, 0: nothing in common.</summary>
    internal int Nearness(LetterVariant other) =>
        (Language == other.Language ? 4 : 0) + (Address == other.Address ? 2 : 0) + (Formality == other.Formality ? 1 : 0);
}
