using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Offboarding.Plugins;

/// <summary>Reads the comma-separated files that the assembly carries: RFC 4180, UTF-8, first line column names.</summary>
static class Csv
{
    /// <summary>The rows of an embedded file, each a value by column name; a blank cell is an empty text.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no such file: a defect of the build.</exception>
    /// <exception cref="FormatException">A row has more or fewer cells than columns.</exception>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Embedded(string resource)
    {
        using var stream = typeof(Csv).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException("The assembly carries no file '" + resource + "': build it again from a complete source tree.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Read(reader.ReadToEnd(), resource);
    }

    /// <summary>The rows of a file.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="file">Its name, for errors.</param>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text, string file)
    {
        var lines = Cells(text);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        if (lines.Count == 0) return rows;

        var columns = lines[0];
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Count != columns.Count)
                throw new FormatException(file + ", row " + i + ": expected " + columns.Count + " cells, got " + lines[i].Count + ". Quote cells that hold a comma.");

            var row = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var c = 0; c < columns.Count; c++) row.Add(columns[c], lines[i][c]);
            rows.Add(row);
        }

        return rows;
    }

    static List<List<string>> Cells(string text)
    {
        var lines = new List<List<string>>();
        var line = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"') quoted = !quoted;
            else if (quoted) cell.Append(c);
            else if (c == ',') EndCell();
            else if (c == '\n') EndLine();
            else if (c != '\r') cell.Append(c);
        }

        if (cell.Length > 0 || line.Count > 0) EndLine();
        return lines;

        void EndCell()
        {
            line.Add(cell.ToString());
            cell.Clear();
        }

        void EndLine()
        {
            EndCell();
            if (line.Count > 1 || line[0].Length > 0) lines.Add(line);
            line = [];
        }
    }
}
