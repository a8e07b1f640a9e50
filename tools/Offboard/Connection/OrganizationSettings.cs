using System;
using System.ComponentModel;
using System.Linq;
using Offboard.Connection.Online;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Connection;

/// <summary>What every command takes that works on an organization: which one, and as whom.</summary>
internal abstract class OrganizationSettings : SignInSettings
{
    [CommandOption("--database <FILE>")]
    [Description("Work on an embedded Dataverse that is kept in this file; 'database create' makes one.")]
    public string? Database { get; init; }

    [CommandOption("--environment <URL>")]
    [Description("Work on a Dataverse environment or a served one, such as https://contoso.crm4.dynamics.com.")]
    public string? Environment { get; init; }

    [CommandOption("--as <USER>")]
    [Description("Act as this user, with the user's rights: full name, user name, e-mail address or id.")]
    public string? Actor { get; init; }

    [CommandOption("--json")]
    [Description("Print the result as JSON.")]
    public bool Json { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate()
    {
        var places = new[] { ("--data", Data), ("--database", Database), ("--environment", Environment) }.Where(place => place.Item2 is not null).Select(place => place.Item1).ToList();
        if (places.Count > 1) return ValidationResult.Error($"{places[0]} and {places[1]} exclude each other: each names an organization to work on. Use one of them.");

        if (Environment is not null)
        {
            if (!Uri.TryCreate(Environment, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            {
                return ValidationResult.Error($"--environment {Environment} is no URL. Write it as https://contoso.crm4.dynamics.com.");
            }

            if (Today is not null) return ValidationResult.Error("--today moves the clock of an embedded Dataverse; an environment has its own. Leave it out.");
        }

        if (Environment is null && SaysHow) return ValidationResult.Error("Signing in is for --environment URL. Give it, or leave out --sign-in, --tenant, --client-id and --token-file.");
        if (Subsidiaries && Data is null) return ValidationResult.Error("--subsidiaries is a setting of the organization, which is stored there. Use it with --data, or set off_IncludeSubsidiaries.");
        return base.Validate();
    }
}
