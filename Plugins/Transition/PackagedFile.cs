using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Offboarding.Plugins.Transition;

/// <summary>A file that is in a package already, as the package's row remembers it: one line each, cells parted by tabs, which no name holds.</summary>
/// <param name="Name">Path in the package.</param>
/// <param name="MediaType">As text/csv.</param>
/// <param name="Rows">Rows of a table.</param>
/// <param name="Sha256">Of its octets.</param>
/// <param name="Item">Key of the item of the hand-over list that it fulfils, without the case.</param>
/// <param name="IsWhole">No: the platform gave no octets.</param>
sealed record PackagedFile(string Name, string MediaType, int Rows, string Sha256, string Item, bool IsWhole)
{
    internal static PackagedFile Of(HandoverFile file, string item) => new(file.Name, file.MediaType, file.Rows, file.Sha256, item, file.Content.Length > 0);

    internal static IReadOnlyList<PackagedFile> Read(string? lines) =>
        [.. (lines ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('\t')).Select(static cells =>
            new PackagedFile(cells[0], cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), cells[3], cells[4], cells[5] == "whole"))];

    internal static string Write(IEnumerable<PackagedFile> files) => string.Concat(files.Select(static file =>
        string.Join("\t", [file.Name, file.MediaType, file.Rows.ToString(CultureInfo.InvariantCulture), file.Sha256, file.Item, file.IsWhole ? "whole" : "empty"]) + "\n"));
}
