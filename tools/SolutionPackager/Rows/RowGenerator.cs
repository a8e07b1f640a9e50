using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SolutionPackager.Rows;

/// <summary>The typed row classes of the plugins, generated from the solution source.</summary>
public static class RowGenerator
{
    /// <summary>The files of all tables: file name to text. The same source gives the same texts.</summary>
    /// <param name="solutionFolder">Folder with <c>Entities</c>.</param>
    /// <exception cref="SolutionSourceException">The source is broken; file and place are named.</exception>
    public static IReadOnlyDictionary<string, string> Generate(string solutionFolder) =>
        RowTable.ReadAll(solutionFolder).ToDictionary(table => $"{table.Name}Row.g.cs", RowWriter.Write, StringComparer.Ordinal);

    /// <summary>Writes the files that changed and deletes generated files without a table.</summary>
    /// <param name="solutionFolder">Folder with <c>Entities</c>.</param>
    /// <param name="rowsFolder">Folder of the generated files, as <c>Plugins/Rows</c>.</param>
    /// <returns>Names of the files written or deleted, in order.</returns>
    public static IReadOnlyList<string> Write(string solutionFolder, string rowsFolder)
    {
        var files = Generate(solutionFolder);
        var changed = new List<string>();
        Directory.CreateDirectory(rowsFolder);
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(rowsFolder, name);
            if (File.Exists(path) && File.ReadAllText(path) == text) continue;

            File.WriteAllText(path, text);
            changed.Add(name);
        }

        foreach (var stale in Directory.GetFiles(rowsFolder, "*.g.cs").Select(path => Path.GetFileName(path)!).Where(name => !files.ContainsKey(name)))
        {
            File.Delete(Path.Combine(rowsFolder, stale));
            changed.Add(stale);
        }

        return [.. changed.Order(StringComparer.Ordinal)];
    }
}
