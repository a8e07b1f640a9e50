using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LocalDataverse;

namespace Offboard.Lifecycle;

/// <summary>Uninstalls a solution once its evidence is in files.</summary>
/// <param name="Deleted">What went.</param>
internal sealed record Removal(IReadOnlyList<ImportedComponent> Deleted)
{
    /// <param name="environment">Where it is installed.</param>
    /// <param name="solution">Unique name.</param>
    /// <param name="evidence">Folder with the export; null: none was made.</param>
    /// <exception cref="CommandFailure">Rows of evidence are there and the folder does not hold them all; nothing was changed.</exception>
    /// <exception cref="SolutionImportException">Others have built on the solution; nothing was changed.</exception>
    public static Removal Of(LocalEnvironment environment, string solution, string? evidence)
    {
        var export = new EvidenceExport(environment.Administrator);
        var rows = export.Count();
        if (rows.Count > 0 && (evidence is null || !export.IsComplete(evidence)))
        {
            var list = string.Join(", ", rows.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} rows of {one.Key}"));
            throw new CommandFailure(
                $"{solution} cannot be uninstalled: it would take evidence with it that was not exported ({list}).",
                evidence is null ? "Export it first: --evidence DIR." : $"The export in {Path.GetFileName(evidence)} lacks some of it: export again into a new folder.");
        }

        return new(environment.UninstallSolution(solution));
    }
}
