using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Offboarding.Plugins.Transition;

/// <summary>One file of a hand-over package.</summary>
public sealed class HandoverFile
{
    /// <summary>Longest name that every usual file system takes.</summary>
    const int LongestName = 100;

    HandoverFile(string name, string mediaType, int rows, string content, bool isBase64, byte[] octets)
    {
        Name = name;
        MediaType = mediaType;
        Rows = rows;
        Content = content;
        IsBase64 = isBase64;
        using var algorithm = SHA256.Create();
        Sha256 = Digest.Hex(algorithm.ComputeHash(octets));
    }

    /// <summary>Path in the package, with slashes.</summary>
    public string Name { get; }

    /// <summary>As text/csv.</summary>
    public string MediaType { get; }

    /// <summary>Rows of a table; 0: it holds none, as a document.</summary>
    public int Rows { get; }

    /// <summary>The text, or the octets in base 64.</summary>
    public string Content { get; }

    /// <summary>Whether <see cref="Content"/> is base 64 (RFC 4648).</summary>
    public bool IsBase64 { get; }

    /// <summary>SHA-256 of the file's octets, a text in UTF-8 without mark; lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>A file of text.</summary>
    public static HandoverFile OfText(string name, string mediaType, int rows, string text) => new(name, mediaType, rows, text, isBase64: false, Encoding.UTF8.GetBytes(text));

    /// <summary>A file of octets.</summary>
    /// <param name="name">Path in the package.</param>
    /// <param name="mediaType">As application/pdf.</param>
    /// <param name="base64">Its octets.</param>
    /// <exception cref="FormatException">It is no base 64.</exception>
    public static HandoverFile OfOctets(string name, string mediaType, string base64) => new(name, mediaType, rows: 0, base64, isBase64: true, Convert.FromBase64String(base64));

    /// <summary>A name that every file system takes: letters, digits, dot, hyphen and underscore stay, all else becomes a hyphen; the ending is kept.</summary>
    /// <param name="number">Stands before the name, so that two files of one name stay two.</param>
    /// <param name="name">As somebody called the file; null or blank: it has none.</param>
    public static string SafeName(int number, string? name)
    {
        var safe = string.Concat((name ?? "").Select(static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' ? c : '-')).Trim('-', '.');
        if (safe.Length > LongestName) safe = safe.Substring(safe.Length - LongestName).TrimStart('-', '.');
        return number.ToString("000", System.Globalization.CultureInfo.InvariantCulture) + "-" + (safe.Length == 0 ? "file" : safe);
    }
}

/// <summary>Rows of a table as text: each row a cell for each column; null: blank.</summary>
public static class HandoverText
{
    /// <summary>Comma-separated, first line column names, lines end with CR LF (RFC 4180).</summary>
    public static string Csv(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var text = new StringBuilder();
        Line(text, columns);
        foreach (var row in rows) Line(text, row);
        return text.ToString();
    }

    /// <summary><c>{ "table": …, "rows": [ { column: text } ] }</c>; blank cells are left out.</summary>
    public static string Json(string table, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        using var json = new JsonText();
        json.Text("table", table).Array("rows", array =>
        {
            foreach (var row in rows)
            {
                array.Object(JsonText.Item, item =>
                {
                    for (var i = 0; i < columns.Count; i++) item.Text(columns[i], row[i]);
                });
            }
        });
        return json.Finish();
    }

    static void Line(StringBuilder text, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) text.Append(',');
            var cell = cells[i] ?? "";
            if (cell.IndexOfAny(['"', ',', '\r', '\n']) >= 0 || cell.Length != cell.Trim().Length) text.Append('"').Append(cell.Replace("\"", "\"\"")).Append('"');
            else text.Append(cell);
        }

        text.Append("\r\n");
    }
}
