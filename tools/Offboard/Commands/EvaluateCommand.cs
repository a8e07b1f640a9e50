using System.Collections.Generic;
using System.ComponentModel;
using System.Threading;
using Offboard.Cases;
using Offboard.Import;
using Offboard.Local;
using Offboard.Output;
using Offboard.Preview;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Judges contracts of files. Nothing is deactivated.</summary>
internal sealed class EvaluateCommand(CommandServices services) : Command<EvaluateCommand.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--cases <FILE>")]
        [Description("File of worked cases: facts and expected_ columns. Needs --out.")]
        public string? Cases { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Write the result into this file, wholly or not at all. Default: the screen.")]
        public string? OutFile { get; init; }

        [CommandOption("--format <table|csv|json>")]
        [Description("table for people (default), csv or json for programs.")]
        public string? Format { get; init; }

        [CommandOption("--json")]
        [Description("Short for --format json.")]
        public bool Json { get; init; }

        public string EffectiveFormat => Json ? "json" : Format ?? "table";

        public override ValidationResult Validate() => this switch
        {
            { EffectiveFormat: not ("table" or "csv" or "json") } => ValidationResult.Error($"--format {Format} is not known. Use table, csv or json."),
            { Json: true, Format: not (null or "json") } => ValidationResult.Error($"--json contradicts --format {Format}. Use one of them."),
            { Cases: not null, Data: not null } => ValidationResult.Error("--cases and --data exclude each other. Use one of them."),
            { Cases: not null, OutFile: null } => ValidationResult.Error("--cases needs --out FILE for the rows with their actual results."),
            { Cases: not null, Today: not null } => ValidationResult.Error("--cases has the day of each case in its column today. Leave out --today."),
            { Cases: not null, Format: not null } => ValidationResult.Error("--cases writes the rows as CSV. Leave out --format; --json prints the summary as JSON."),
            _ => base.Validate(),
        };
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation) =>
        settings.Cases is { } cases ? Compare(cases, settings, cancellation) : Evaluate(settings, cancellation);

    int Evaluate(Settings settings, CancellationToken cancellation)
    {
        using var customers = services.Load(settings, cancellation);
        var portfolio = services.Progress.While("Judging", () => customers.Judge(cancellation));
        var defects = services.Report(customers, portfolio);
        Write(settings, portfolio, customers.Organization.Tables, defects);
        return defects.Count == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    void Write(Settings settings, Portfolio portfolio, SolutionTables tables, IReadOnlyList<Defect> defects)
    {
        var table = () => new VerdictTable(new Texts(settings.Language), tables).Of(portfolio);
        var text = settings.EffectiveFormat switch
        {
            "csv" => VerdictFiles.Csv(portfolio),
            "json" => VerdictFiles.Json(portfolio, defects),
            _ => settings.OutFile is null ? null : PlainText.Of(table()),
        };

        if (settings.OutFile is { } file) services.WriteFile(file, text!);
        else if (text is null) services.Consoles.Out.Write(table());
        else services.Consoles.Out.Raw(text);
    }

    int Compare(string path, Settings settings, CancellationToken cancellation)
    {
        // The day of each case is an argument of the request; the clock only has to be some day.
        var day = SampleManifest.Read(services.Repository.Samples).Today;
        using var organization = LocalOrganization.Open(services.Repository, settings.Language, day, services.Progress, cancellation);
        var file = CaseFile.Read(services.FullPath(path), organization.Tables.Facts);
        var comparison = services.Progress.While("Judging the cases", done => CaseRun.Run(file, organization, done, cancellation));
        services.WriteFile(settings.OutFile!, comparison.ToCsv());

        return CaseSummary.Print(comparison, services.Consoles, settings.OutFile!, settings.Json) == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }
}
