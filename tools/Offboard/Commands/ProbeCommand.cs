using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using Offboard.Connection;
using Offboard.Output;
using Offboard.Probes;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Asks a platform how it behaves where its documentation leaves it open.</summary>
internal sealed class ProbeCommand(CommandServices services, IOrganizations organizations) : Command<ProbeCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--only <NAMES>")]
        [Description("Run these probes only: names with commas between them.")]
        public string? Only { get; init; }

        [CommandOption("--list")]
        [Description("Show what would be asked, and do nothing.")]
        public bool List { get; init; }

        [CommandOption("--out <FILE>")]
        [Description("Write the report into this file: Markdown (.md) or HTML (.html).")]
        public string? OutFile { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }

        /// <summary>The probes that were asked for.</summary>
        public IReadOnlyList<Probe> Probes => Names is { } names ? [.. ProbeRun.Probes.Where(probe => names.Contains(probe.Name, StringComparer.OrdinalIgnoreCase))] : ProbeRun.Probes;

        /// <inheritdoc/>
        public override ValidationResult Validate()
        {
            if (OutFile is not null && Path.GetExtension(OutFile) is not (".md" or ".html")) return ValidationResult.Error($"--out {OutFile}: give a name that ends with .md or .html.");

            var unknown = Names?.FirstOrDefault(name => ProbeRun.Probes.All(probe => !string.Equals(probe.Name, name, StringComparison.OrdinalIgnoreCase)));
            return unknown is null ? base.Validate() : ValidationResult.Error($"--only {unknown}: there is no such probe. 'offboard probe --list' shows them.");
        }

        string[]? Names => Only?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        var probes = settings.Probes;
        if (settings.List)
        {
            foreach (var probe in probes) services.Consoles.Out.Line($"{probe.Name,-22} {probe.Question}");
            return ExitCode.Done;
        }

        using var organization = organizations.Open(settings, cancellation);
        services.Confirmation.Demand(
            settings.Yes, $"Make and remove accounts, contacts, tasks, notes and plug-in steps whose names begin with '{Mark}', to answer {probes.Count} questions?");
        var run = $"{Mark} {Guid.NewGuid():N}"[..(Mark.Length + 9)];
        var results = services.Progress.Steps(
            "Probing", probes.Count, done => ProbeRun.Of(organization, organization.ServiceOf(settings), run, probes, done, cancellation));
        var report = new ProbeReport(Place(settings), services.Time.GetUtcNow().UtcDateTime, results);

        if (settings.Json) services.Consoles.Out.Raw(report.Json());
        else Print(report);
        if (settings.OutFile is { } file) services.WriteFile(file, Path.GetExtension(file) == ".md" ? report.Markdown() : report.Html());
        return ExitOf(report);
    }

    /// <summary>How the names of all scratch rows begin.</summary>
    internal const string Mark = "offboard-probe";

    static int ExitOf(ProbeReport report)
    {
        if (report.Results.Any(result => result.IsBeyondOptions)) return ExitCode.Findings;

        return report.Left.Count > 0 || report.Results.Any(result => result.Answer.Reading is Reading.CannotTell or Reading.Failed) ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    static string Place(Settings settings) => settings.Environment ?? settings.Database ?? settings.Data ?? "an embedded Dataverse with the sample customers";

    void Print(ProbeReport report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var header in new[] { "Probe", "Reading", "That is", "What was seen", "EnvironmentOptions" }) table.AddColumn(header);
        foreach (var result in report.Results)
        {
            table.AddRow(
                new[] { result.Probe.Name, result.Shown, result.Probe.Of(result.Answer.Reading)?.Text ?? "", result.Answer.Seen, result.Option ?? "" }.Select(cell => new Text(cell)));
        }

        services.Consoles.Out.Write(table);
        foreach (var sentence in report.Sentences()) services.Consoles.Out.Line(sentence);
    }
}
