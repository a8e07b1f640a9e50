using System;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using Newtonsoft.Json.Linq;
using Offboard.Import;
using Offboard.Output;
using Offboard.Preview;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Prints how an account was judged, from the JSON that the preview gives to every face of the product.</summary>
internal sealed class ExplainCommand(CommandServices services) : Command<ExplainCommand.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--account <NAME>", isRequired: true)]
        [Description("Name or number of the account.")]
        public string Account { get; init; } = "";

        [CommandOption("--json")]
        [Description("Print the explanation as JSON, as the Custom API returns it.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var customers = services.Load(settings, cancellation);
        var account = Find(customers.Data.Accounts, settings.Account);
        var answer = PreviewCall.Run(customers.AsRep, [customers.IdOf(account)], customers.Organization.Today);
        var json = JObject.Parse(answer.Json);
        if (settings.Json) services.Consoles.Out.Raw(json.ToString());
        else new ExplanationText(services.Consoles.Out, new Texts(settings.Language), customers.Organization.Tables).Write((JObject)json["accounts"]!.Single());

        foreach (var defect in customers.Data.Defects) DefectReport.Write(services.Consoles.Error, defect);
        return customers.Data.Defects.Count == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    static AccountLine Find(AccountFile file, string wanted)
    {
        var found = file.Accounts.Where(account => account.Number == wanted).ToList();
        if (found.Count == 0) found = file.Accounts.Where(account => account.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailure($"{file.File} has no account {wanted}.", "Give a number or a part of a name that stands in it."),
            _ => throw new CommandFailure($"{wanted} stands for {string.Join(", ", found.Select(account => $"{account.Name} ({account.Number})"))}.", "Give the number of one."),
        };
    }
}
