using System;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Asks <c>off_FindSubject</c> which rows may be about one person, and shows why. Decides nothing.</summary>
internal sealed class SubjectFindCommand(Consoles consoles, IOrganizations organizations) : Command<SubjectFindCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--contact <ID>")]
        [Description("Id of a contact of the person.")]
        public string? Contact { get; init; }

        [CommandOption("--email <ADDRESS>")]
        [Description("E-mail address of the person.")]
        public string? Email { get; init; }

        [CommandOption("--first-name <NAME>")]
        [Description("First name; with --last-name and --birth-date.")]
        public string? FirstName { get; init; }

        [CommandOption("--last-name <NAME>")]
        [Description("Last name; with --first-name and --birth-date.")]
        public string? LastName { get; init; }

        [CommandOption("--birth-date <YYYY-MM-DD>")]
        [Description("Birth date; with --first-name and --last-name.")]
        public string? BirthDate { get; init; }

        public override ValidationResult Validate() => Contact is not null && !Guid.TryParse(Contact, out _)
            ? ValidationResult.Error($"--contact {Contact} is no id. Copy it from the address of the form, or search with --email.")
            : base.Validate();
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var request = new OrganizationRequest("off_FindSubject");
        if (settings.Contact is { } contact) request["ContactId"] = Guid.Parse(contact);
        foreach (var (name, value) in new[] { ("Email", settings.Email), ("FirstName", settings.FirstName), ("LastName", settings.LastName), ("BirthDate", settings.BirthDate) })
            if (value is not null) request[name] = value;

        var answer = organization.ServiceOf(settings).Execute(request);
        if (settings.Json) consoles.Out.Raw(JObject.Parse((string)answer["Matches"]).ToString());
        else Write(answer, new Texts(settings.Language));
        return (bool)answer["Truncated"] ? ExitCode.NeedsAttention : ExitCode.Done;
    }

    void Write(OrganizationResponse answer, Texts texts)
    {
        var matches = (JArray)JObject.Parse((string)answer["Matches"])["matches"]!;
        consoles.Out.Line(texts["SubjectMatches", matches.Count]);
        foreach (var match in matches)
        {
            consoles.Out.Line((string)match["row"]!);
            consoles.Out.Line(string.Join(", ", new[] { (string?)match["label"], (string?)match["account"] }.Where(static text => !string.IsNullOrEmpty(text)).Concat(match["reasons"]!.Select(static reason => (string)reason["text"]!))), indent: 2);
        }

        if ((bool)answer["Truncated"]) consoles.Error.Line(texts["SubjectTruncated"]);
        else if (matches.Count > 0) consoles.Error.Line(texts["SubjectConfirm"]);
    }
}
