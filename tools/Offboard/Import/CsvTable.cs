using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;

namespace Offboard.Import;

/// <summary>The cells of a CSV file as text, each row with its line. Types and meaning come later.</summary>
/// <remarks>
/// Header in the first line, columns in any order. The separator is a comma or a semicolon: the one that the header line has more of
/// outside quotation marks. Quoting as in RFC 4180.
/// </remarks>
internal sealed class CsvTable
{
    /// <summary>The most rows a file may have. A larger set belongs into an import of Dataverse itself.</summary>
    internal const int MaxRows = 200_000;

    CsvTable(string file, char separator, IReadOnlyList<string> header, IReadOnlyList<CsvRow> rows)
    {
        File = file;
        Separator = separator;
        Header = header;
        Rows = rows;
    }

    /// <summary>File name without folder, for messages.</summary>
    public string File { get; }

    public char Separator { get; }

    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="trims">Takes blanks around a cell as not typed.</param>
    /// <exception cref="CommandFailure">The file is missing, is no UTF-8 or UTF-16, has no header, names a column twice, or is not well-formed.</exception>
    public static CsvTable Read(string path, bool trims = true)
    {
        var file = Path.GetFileName(path);
        var text = CsvText.Read(path);
        var separator = SeparatorOf(text, file);
        var line = 1;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            TrimOptions = trims ? TrimOptions.Trim : TrimOptions.None,
            BadDataFound = _ => throw new CommandFailure(
                $"{file} line {line}: a quotation mark opens or closes where it cannot.",
                "Put the whole cell into quotation marks and double those inside it."),
            DetectColumnCountChanges = false,
            IgnoreBlankLines = false,
        };

        using var parser = new CsvParser(new StringReader(text), configuration);
        if (!parser.Read() || parser.Record is not { } header || header.All(string.IsNullOrWhiteSpace))
        {
            throw new CommandFailure($"{file} is empty.", "Put the column names into its first line; docs/reference/cli.md lists them.");
        }

        var names = header.Select(name => name.Trim()).ToList();
        var twice = names.Where(name => name.Length > 0).GroupBy(Normalize, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new CommandFailure($"{file} has the column {twice.First()} {twice.Count()} times.", "Keep one of them.");
        }

        var rows = new List<CsvRow>();
        line = parser.RawRow + 1;
        while (parser.Read())
        {
            var record = parser.Record!;
            if (record.Any(cell => cell.Length > 0))
            {
                if (record.Length > names.Count && record.Skip(names.Count).Any(cell => cell.Length > 0))
                {
                    throw new CommandFailure(
                        $"{file} line {line} has {record.Length} cells, but the header names {names.Count} columns.",
                        $"Put cells that contain a {Name(separator)} into quotation marks.");
                }

                if (rows.Count == MaxRows)
                {
                    throw new CommandFailure($"{file} has more than {MaxRows} rows.", "Split the file, or import it into Dataverse.");
                }

                rows.Add(new CsvRow(line, record));
            }

            line = parser.RawRow + 1;
        }

        return new CsvTable(file, separator, names, rows);
    }

    /// <summary>Position of a column, or -1. Case, spaces, hyphens and underscores do not count.</summary>
    public int IndexOf(string column)
    {
        var wanted = Normalize(column);
        for (var index = 0; index < Header.Count; index++)
        {
            if (string.Equals(Normalize(Header[index]), wanted, StringComparison.Ordinal)) return index;
        }

        return -1;
    }

    /// <summary>Position of a column that the file must have.</summary>
    /// <exception cref="CommandFailure">It has not.</exception>
    public int Required(string column)
    {
        var index = IndexOf(column);
        if (index >= 0) return index;

        throw new CommandFailure(
            $"{File} has no column {column}; it has {string.Join(", ", Header.Where(name => name.Length > 0))}.",
            "Add the column; docs/reference/cli.md says what it holds.");
    }

    /// <summary>The headers that are none of <paramref name="columns"/>.</summary>
    public IReadOnlyList<string> HeadersBeside(IEnumerable<string> columns)
    {
        var known = columns.Select(Normalize).ToHashSet(StringComparer.Ordinal);
        return Header.Where(header => header.Length > 0 && !known.Contains(Normalize(header))).ToList();
    }

    static string Normalize(string name) =>
        new(name.Where(character => character is not (' ' or '_' or '-')).Select(char.ToLowerInvariant).ToArray());

    static string Name(char separator) => separator == ',' ? "comma" : "semicolon";

    static char SeparatorOf(string text, string file)
    {
        int commas = 0, semicolons = 0;
        var quoted = false;
        foreach (var character in text)
        {
            if (character == '"') quoted = !quoted;
            if (quoted) continue;
            if (character is '\n' or '\r') break;
            if (character == ',') commas++;
            if (character == ';') semicolons++;
            if (character == '\t')
            {
                throw new CommandFailure($"The header of {file} is separated by tabs.", "Save it as CSV with commas or semicolons.");
            }
        }

        return semicolons > commas ? ';' : ',';
    }
}

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">Line on which the row begins; the header is on line 1.</param>
/// <param name="Cells">The cells; may be fewer than the header has.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>The cell of a column; empty where the column or the cell is missing.</summary>
    public string At(int column) => column >= 0 && column < Cells.Count ? Cells[column] : "";
}
