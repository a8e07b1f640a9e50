using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LocalDataverse;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Local;

namespace Offboard.Lifecycle;

/// <summary>An upgrade tried on an embedded Dataverse: what an administrator will meet.</summary>
/// <param name="Solution">Unique name.</param>
/// <param name="From">Installed version.</param>
/// <param name="To">Version of the newer zip; null: blocked before it was read.</param>
/// <param name="Differences">What the two zips say.</param>
/// <param name="Deleted">What the upgrade deleted, tables with the count of rows.</param>
/// <param name="Blocked">Why it cannot be upgraded; null: it can.</param>
internal sealed record Rehearsal(
    string Solution, Version From, Version? To, IReadOnlyList<SolutionDifference> Differences, IReadOnlyList<ImportedComponent> Deleted, string? Blocked)
{
    /// <summary>Imports the older zip and what else the environment has, installs the default data, upgrades.</summary>
    /// <param name="oldZip">What is installed.</param>
    /// <param name="newZip">What it is to become.</param>
    /// <param name="others">Zips of other solutions that are there, the customer's own among them.</param>
    /// <param name="cancellation">Ends between two steps.</param>
    /// <exception cref="SolutionImportException">The older zip or one of the others cannot be imported.</exception>
    public static Rehearsal Of(byte[] oldZip, byte[] newZip, IEnumerable<byte[]> others, CancellationToken cancellation)
    {
        using var environment = LocalEnvironment.Create();
        var installed = environment.ImportSolution(oldZip);
        InstallDefaults(environment, cancellation);
        foreach (var other in others) environment.ImportSolution(other);
        cancellation.ThrowIfCancellationRequested();

        var differences = SolutionComparison.Of(oldZip, newZip);
        try
        {
            var upgraded = environment.UpgradeSolution(newZip);
            return new(
                upgraded.SolutionUniqueName,
                installed.Version,
                upgraded.Version,
                differences,
                [.. upgraded.Components.Where(component => component.Outcome == ImportOutcome.Deleted)],
                Blocked: null);
        }
        catch (SolutionImportException blocked)
        {
            return new(installed.SolutionUniqueName, installed.Version, To: null, differences, [], blocked.Message);
        }
    }

    static void InstallDefaults(LocalEnvironment environment, CancellationToken cancellation)
    {
        const string message = "off_InstallDefaults";
        var query = new QueryByAttribute("sdkmessage") { ColumnSet = new ColumnSet("name") };
        query.AddAttributeValue("name", message);
        if (environment.Administrator.RetrieveMultiple(query).Entities.Count > 0) StepLoop.Run(environment.Administrator, message, environment.Clock.Advance, cancellation);
    }
}
