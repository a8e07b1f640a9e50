using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Commands;
using Offboard.Connection;
using Offboard.Import;
using Offboard.Local;
using Offboard.Output;
using Offboard.Preview;

namespace Offboard;

/// <summary>What a command finds around it: the source tree, the computer's date, the consoles; and the customers it is to work on.</summary>
internal sealed class CommandServices(Consoles consoles, TimeProvider time, string currentFolder)
{
    public Consoles Consoles => consoles;

    /// <summary>The computer's clock.</summary>
    public TimeProvider Time => time;

    public ProgressReport Progress { get; } = new(consoles.Error);

    /// <summary>Asks before data is changed.</summary>
    public Confirmation Confirmation { get; } = new(consoles.Error);

    /// <summary>The source tree around the current folder.</summary>
    /// <exception cref="CommandFailure">Not inside a clone.</exception>
    public Repository Repository => Repository.Find(currentFolder);

    /// <summary>Opens an organization with the customers that the settings name.</summary>
    /// <param name="settings">Which customers, and on which day.</param>
    /// <param name="cancellation">Ends between two steps.</param>
    /// <param name="database">New file in which the organization is kept; null: in memory.</param>
    /// <exception cref="CommandFailure">The files cannot be read as a whole.</exception>
    public LoadedCustomers Load(DataSettings settings, CancellationToken cancellation, string? database = null)
    {
        var repository = Repository;
        var manifest = settings.Data is null ? SampleManifest.Read(repository.Samples) : null;
        var today = settings.Day ?? manifest?.Today ?? DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        var folder = settings.Data is null ? repository.Samples : FullPath(settings.Data);
        if (!Directory.Exists(folder)) throw new CommandFailure($"The folder {settings.Data} does not exist.", "Give a folder that holds accounts.csv and contracts.csv.");

        var organization = LocalOrganization.Open(repository, settings.Language, today, Progress, cancellation, database);
        try
        {
            if (settings.Subsidiaries || manifest?.IncludeSubsidiaries == true) organization.SetVariable("off_IncludeSubsidiaries", "yes");

            var data = CustomerData.Read(folder, organization.Tables.Facts);
            foreach (var sentence in data.IgnoredColumns) consoles.Error.Line(sentence);
            return Progress.While("Loading customers and contracts", done => LoadedCustomers.Load(organization, data, settings.Language, done, cancellation));
        }
        catch
        {
            organization.Dispose();
            throw;
        }
    }

    /// <summary>Reports every defect of the files, and returns them.</summary>
    public IReadOnlyList<Defect> Report(LoadedCustomers customers, Portfolio portfolio)
    {
        IReadOnlyList<Defect> defects = [.. customers.Data.Defects, .. BadValues.Of(portfolio, customers.Data.Contracts.File)];
        foreach (var defect in defects) DefectReport.Write(consoles.Error, defect);
        return defects;
    }

    /// <summary>A path as the user gave it, from the folder in which the command was started.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, currentFolder);

    /// <summary>The bytes of a solution zip.</summary>
    /// <exception cref="CommandFailure">There is no such file, or it cannot be read.</exception>
    public byte[] ReadZip(string path)
    {
        try
        {
            return File.ReadAllBytes(FullPath(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{path} cannot be read: {problem.Message}", "Give the path of a solution zip.");
        }
    }

    /// <summary>Writes a result file wholly or not at all.</summary>
    /// <exception cref="CommandFailure">It cannot be written.</exception>
    public void WriteFile(string path, string text)
    {
        OutFile.WriteText(FullPath(path), text);
        consoles.Error.Line($"Wrote {path}.");
    }
}

/// <summary>manifest.json of the samples: the day for which they were written, and the settings they show.</summary>
internal sealed record SampleManifest(DateOnly Today, bool IncludeSubsidiaries)
{
    public static SampleManifest Read(string folder) =>
        JsonConvert.DeserializeObject<SampleManifest>(CsvText.Read(Path.Combine(folder, "manifest.json")))
        ?? throw new CommandFailure("manifest.json of the samples is empty.", "Restore tools/Offboard/Samples.");
}
