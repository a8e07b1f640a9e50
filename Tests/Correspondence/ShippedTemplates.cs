using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

/// <summary>The templates and words that the product ships, as its files hold them.</summary>
internal static class ShippedTemplates
{
    internal static IReadOnlyList<ShippedTemplate> All { get; } = [.. Read("letter-templates.csv").Select(row => new ShippedTemplate(
        new LetterVariant(
            LetterKindCodes.FromCode(row["kind"])!.Value, LetterLanguageCodes.FromCode(row["language"])!.Value, LetterAddressCodes.FromCode(row["address"])!.Value,
            LetterFormalityCodes.FromCode(row["formality"])!.Value),
        row["template_key"],
        row["subject"],
        row["body"]))];

    internal static IReadOnlyList<TonePhrase> Phrases { get; } = [.. Read("tone-words.csv").Select(row => new TonePhrase(
        row["name"], ToneWordLanguageOf(row["language"]), ToneWordKindCodes.FromCode(row["kind"])!.Value, row["suggestion"]))];

    static LetterLanguage ToneWordLanguageOf(string code) => LetterLanguageCodes.FromCode(code)!.Value;

    static List<Dictionary<string, string>> Read(string file)
    {
        using var reader = new StreamReader(Path.Combine(SharedFacts.RepositoryRoot, "Solution", "Data", file));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(record => ((IDictionary<string, object>)record).ToDictionary(cell => cell.Key, cell => (string)cell.Value, StringComparer.Ordinal))];
    }
}

/// <summary>A template of the file, read once.</summary>
internal sealed class ShippedTemplate(LetterVariant variant, string key, string subject, string body)
{
    internal LetterVariant Variant => variant;

    internal string Key => key;

    internal string SubjectText => subject;

    internal string BodyText => body;

    internal MergeTemplate Subject { get; } = MergeTemplate.Read(subject, LetterFields.Vocabulary);

    internal MergeTemplate Body { get; } = MergeTemplate.Read(body, LetterFields.Vocabulary);
}
