using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SolutionPackager.Rows;

/// <summary>The typed row classes of the plugins, generated from the solution source.</summary>
public static class RowGenerator
{
    const string RowsFolder = "Plugins/Rows/";

    /// <summary>The files of all tables: file name to text. The same source gives the same texts.</summary>
    /// <param name="solutionFolder">Folder with <c>Entities</c>.</param>
    /// <exception cref="SolutionSourceException">The source is broken; file and place are named.</exception>
    public static IReadOnlyDictionary<string, string> Generate(string solutionFolder) =>
        RowTable.ReadAll(solutionFolder).ToDictionary(table => $"{table.Name}Row.g.cs", RowWriter.Write, StringComparer.Ordinal);

    /// <summary>Writes what is generated from the source: the row classes in <c>Plugins/Rows</c> and <c>docs/reference/tables.md</c>. Files that are as they should be stay untouched; generated rows without a table go.</summary>
    /// <param name="solutionFolder">Folder with <c>Entities</c>.</param>
    /// <param name="repositoryRoot">Folder that holds <c>Plugins</c> and <c>docs</c>.</param>
    /// <returns>The files written or deleted, relative to the root, in order.</returns>
    /// <exception cref="SolutionSourceException">The source is broken; file and place are named. Then nothing is written.</exception>
    public static IReadOnlyList<string> Write(string solutionFolder, string repositoryRoot)
    {
        var files = Generate(solutionFolder).ToDictionary(file => RowsFolder + file.Key, file => file.Value, StringComparer.Ordinal);
        files.Add(TablesPage.File, TablesPage.Write(solutionFolder));

        var changed = files.Where(file => !IsAsGenerated(Path.Combine(repositoryRoot, file.Key), file.Value)).Select(file => file.Key).ToList();
        foreach (var file in changed)
        {
            var path = Path.Combine(repositoryRoot, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, files[file]);
        }

        var rows = Directory.GetFiles(Path.Combine(repositoryRoot, RowsFolder), "*.g.cs").Select(path => RowsFolder + Path.GetFileName(path));
        foreach (var stale in rows.Where(file => !files.ContainsKey(file)))
        {
            File.Delete(Path.Combine(repositoryRoot, stale));
            changed.Add(stale);
        }

        return [.. changed.Order(StringComparer.Ordinal)];
    }

    static bool IsAsGenerated(string path, string text) => File.Exists(path) && File.ReadAllText(path) == text;
}
