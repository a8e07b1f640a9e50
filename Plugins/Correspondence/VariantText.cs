using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Kinds and variants of letters in words of the reader.</summary>
static class VariantText
{
    /// <summary>As "notice, German, Sie, formal".</summary>
    internal static string Of(LetterVariant variant, Language reader) => string.Join(
        ", ",
        KindOf(variant.Kind, reader),
        Part("LANGUAGE-" + variant.Language.ToCode(), reader),
        Part("ADDRESS-" + variant.Address.ToCode(), reader),
        Part("FORMALITY-" + variant.Formality.ToCode(), reader));

    /// <summary>What a letter of the kind is called.</summary>
    internal static string KindOf(LetterKind kind, Language reader) => Part("KIND-" + kind.ToCode().Replace('_', '-'), reader);

    static string Part(string name, Language reader) => Messages.Part("OFF-TEXT-LETTER-" + name.ToUpperInvariant(), reader);
}
