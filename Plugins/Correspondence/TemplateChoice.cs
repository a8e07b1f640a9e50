using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Which template a letter takes: exactly the variant asked for, in its newest version that holds on the day. Never another one in its place.</summary>
static class TemplateChoice
{
    /// <summary>The template; null: there is none.</summary>
    internal static LetterTemplateRow? Find(IEnumerable<LetterTemplateRow> templates, LetterVariant wanted, LocalDate day) =>
        Valid(templates, day).Where(row => VariantOf(row) == wanted).OrderByDescending(static row => row.Version).FirstOrDefault();

    /// <summary>The variant of the kind that comes nearest, for the refusal; null: the kind has no template at all.</summary>
    internal static LetterVariant? Nearest(IEnumerable<LetterTemplateRow> templates, LetterVariant wanted, LocalDate day) =>
        Valid(templates, day).Select(VariantOf).Where(one => one?.Kind == wanted.Kind)
            .OrderByDescending(one => one!.Nearness(wanted)).ThenBy(static one => one!.Key, System.StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The variant of a template; null: a part of it is blank.</summary>
    internal static LetterVariant? VariantOf(LetterTemplateRow row) => row is { Kind: { } kind, Language: { } language, Address: { } address, Formality: { } formality }
        ? new LetterVariant((LetterKind)kind, (LetterLanguage)language, (LetterAddress)address, (LetterFormality)formality)
        : null;

    static IEnumerable<LetterTemplateRow> Valid(IEnumerable<LetterTemplateRow> templates, LocalDate day) =>
        templates.Where(row => row.State != LetterTemplateState.Inactive && (row.ValidFrom is not { } from || from <= day) && (row.ValidTo is not { } to || to >= day));
}
