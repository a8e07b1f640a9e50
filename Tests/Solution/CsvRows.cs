using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;

namespace Offboarding.Tests.Solution;

/// <summary>Rows of a CSV file of the repository, by column name.</summary>
static class CsvRows
{
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        using var csv = new CsvReader(new StreamReader(path), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var columns = csv.HeaderRecord!;
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read()) rows.Add(columns.ToDictionary(column => column, column => csv.GetField(column)!));
        return rows;
    }

    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> OfRepository(params string[] path) =>
        Read(Path.Combine([SharedFacts.RepositoryRoot, .. path]));
}
