using System;
using System.ComponentModel;
using System.Globalization;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>What every command that judges accounts takes.</summary>
internal abstract class DataSettings : CommandSettings
{
    [CommandOption("--data <DIR>")]
    [Description("Folder with accounts.csv and contracts.csv. Default: the sample customers.")]
    public string? Data { get; init; }

    [CommandOption("--today <YYYY-MM-DD>")]
    [Description("Day on which to judge. Default: the day of the samples' manifest; with --data the date of this computer.")]
    public string? Today { get; init; }

    [CommandOption("--language <de|en>")]
    [Description("Language of the environment and its messages: de or en.")]
    [DefaultValue("en")]
    public string LanguageCode { get; init; } = "en";

    [CommandOption("--subsidiaries")]
    [Description("Judge an account together with its subsidiaries (the setting off_IncludeSubsidiaries). The samples' manifest switches it on.")]
    public bool Subsidiaries { get; init; }

    /// <summary>The language asked for.</summary>
    public Language Language => LanguageCode == "de" ? Language.German : Language.English;

    /// <summary>The day asked for, or null.</summary>
    public DateOnly? Day => Today is null ? null : DateOnly.ParseExact(Today, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override ValidationResult Validate()
    {
        if (LanguageCode is not ("de" or "en")) return ValidationResult.Error($"--language {LanguageCode} is not known. Use de or en.");
        if (Today is not null && !DateOnly.TryParseExact(Today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return ValidationResult.Error($"--today {Today} is not a day. Write it as 2026-03-31.");
        }

        return ValidationResult.Success();
    }
}
