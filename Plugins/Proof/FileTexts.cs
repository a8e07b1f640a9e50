using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.Proof;

/// <summary>The content of files of notes and e-mails, where it is text. All others are counted as not searched.</summary>
/// <remarks>Requests: 1 per 500 rows of the table, 1 for each 10 files of text. Memory: the texts of 10 files, each of 1 MB at most.</remarks>
static class FileTexts
{
    internal const string Name = "FILES";

    const int FilesPerRequest = 10;
    const int LargestText = 1_048_576;
    const string Size = "filesize";
    const string Kind = "mimetype";

    internal static void Search(ProofSearch search, TableFacts table, IReadOnlyList<Guid> ids)
    {
        if (table.Columns.FirstOrDefault(column => FileBodies.IsBody(table.Name, column.Name)) is not { } body) return;

        var texts = new List<Guid>();
        foreach (var row in search.Read(table, ids, FileBodies.SignsOf(table.Name).Concat([Kind]).Distinct(StringComparer.Ordinal)).Where(FileBodies.HasFile))
        {
            if (IsText(row)) texts.Add(row.Id);
            else search.Result.AddGap(table.Name + "." + body.Name, ProofGapKind.Files, 1);
        }

        var before = search.Result.FindCount;
        for (var at = 0; at < texts.Count; at += FilesPerRequest)
        {
            foreach (var row in search.Read(table, texts.GetRange(at, Math.Min(FilesPerRequest, texts.Count - at)), [body.Name]))
                if (search.Needles.IsIn(TextOf(row.GetAttributeValue<string?>(body.Name)), isOwn: true)) SubjectRows.Note(search, search.Find(row.Id), table.Name, body.Name, row.Id);
        }

        if (texts.Count > 0) search.Result.Add(Name, texts.Count, search.Result.FindCount - before);
    }

    static bool IsText(Entity row) =>
        row.GetAttributeValue<string?>(Kind) is { } kind
        && (kind.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || kind is "application/json" or "application/xml" or "message/rfc822")
        && (row.GetAttributeValue<int?>(Size) ?? 0) <= LargestText;

    /// <summary>What is no base 64 is searched as it stands.</summary>
    static string TextOf(string? body)
    {
        if (string.IsNullOrEmpty(body)) return "";

        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(body!));
        }
        catch (FormatException)
        {
            return body!;
        }
    }
}
