using System.ComponentModel;
using System.Threading;
using Offboard.Cases;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Runs retention cases, or deadlines of data subjects' requests, against the rules that the solution ships. Nothing is erased.</summary>
internal sealed class RetentionEvaluateCommand(CommandServices services) : Command<RetentionEvaluateCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--cases <FILE>")]
        [Description("File of cases: facts of records, or requests of data subjects; its columns tell which. Columns that begin with exp_ hold expected results.")]
        public string? Cases { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Write the rows with their actual results into this file, wholly or not at all.")]
        public string? OutFile { get; init; }

        [CommandOption("--json")]
        [Description("Print the summary as JSON.")]
        public bool Json { get; init; }

        public override ValidationResult Validate() =>
            string.IsNullOrEmpty(Cases) || string.IsNullOrEmpty(OutFile) ? ValidationResult.Error("retention evaluate needs --cases FILE and --out FILE.") : ValidationResult.Success();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var file = RetentionCaseFile.Read(services.FullPath(settings.Cases!));

        // Each case names its own days; the clock only has to be some day.
        var day = SampleManifest.Read(services.Repository.Samples).Today;
        using var organization = LocalOrganization.Open(services.Repository, Language.English, day, services.Progress, cancellation);
        var results = services.Progress.While("Judging the cases", done => RetentionCaseRun.Run(file, organization.Administrator, done, cancellation));
        var comparison = new CaseComparison(file.Table, RetentionCaseFile.ExpectedPrefix, results) { OutputsOfPlainFile = file.Outputs };
        services.WriteFile(settings.OutFile!, comparison.ToCsv());

        var defects = ReportDefects(file, comparison);
        var differences = CaseSummary.Print(comparison, services.Consoles, settings.OutFile!, settings.Json);
        return defects + differences == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    // A retention case says in its status what is wrong; a deadline has no place for it.
    int ReportDefects(RetentionCaseFile file, CaseComparison comparison)
    {
        var defects = 0;
        for (var number = 0; number < comparison.Count; number++)
        {
            if (!comparison.Actual[number].TryGetValue("defect", out var column)) continue;

            var row = file.Table.Rows[number];
            services.Consoles.Error.Line($"{file.Table.File} line {row.Line}: {column} \"{row.At(file.Facts[column])}\" cannot be read, so no deadline is computed. Write days as 2026-03-31, extended as yes or no, holidays joined by semicolons.");
            defects++;
        }

        return defects;
    }
}
