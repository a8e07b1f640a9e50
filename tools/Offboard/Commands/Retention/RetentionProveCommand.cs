using System;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands.Retention;

/// <summary>Searches for the values of an erased customer again, by off_ProveErasure, in every place that is reached; writes proof and certificate.</summary>
internal sealed class RetentionProveCommand(CommandServices services, IOrganizations organizations) : Command<RetentionProveCommand.Settings>
{
    internal sealed class Settings : OrganizationSettings
    {
        [CommandArgument(0, "<JOB>")]
        [Description("Number of the erasure job whose plan was carried out, completed or failed.")]
        public required string Job { get; init; }

        [CommandOption("-y|--yes")]
        [Description("Do not ask.")]
        public bool Yes { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.Open(settings, cancellation);
        var service = organization.ServiceOf(settings);
        var job = Find(service, settings.Job);
        services.Confirmation.Demand(settings.Yes, $"Search for what {settings.Job} erased? It writes the proof and the certificate, and a find makes the job failed.");

        var isEmpty = false;
        var result = LoopRun.Of(
            organization,
            settings,
            new OrganizationRequest("off_ProveErasure") { ["Target"] = job },
            services.Progress,
            "Searching",
            steps: 1,
            cancellation,
            heard: answer => isEmpty = answer.Results.TryGetValue("Empty", out var empty) && empty is true);
        var proof = service.Retrieve("off_erasurejob", job.Id, new ColumnSet("off_proof")).GetAttributeValue<string>("off_proof") ?? "{}";
        if (settings.Json) services.Consoles.Out.Raw(proof);
        else Write(services.Consoles.Out, JObject.Parse(proof), isEmpty, result.Processed);
        return isEmpty ? ExitCode.Done : ExitCode.Findings;
    }

    /// <exception cref="CommandFailure">There is no such job.</exception>
    static EntityReference Find(IOrganizationService service, string number)
    {
        var query = new QueryExpression("off_erasurejob") { ColumnSet = new ColumnSet("off_name") };
        query.Criteria.AddCondition("off_name", ConditionOperator.Equal, number);
        return service.AllRows(query).FirstOrDefault()?.ToEntityReference() ?? throw new CommandFailure($"There is no erasure job {number}.", "Its number stands on the certificate.");
    }

    static void Write(IAnsiConsole console, JObject proof, bool isEmpty, int read)
    {
        var table = new Table().AddColumns("Place", "Rows", "Found");
        foreach (var place in proof["places"] ?? new JArray()) table.AddRow(Cell(place, "place"), Cell(place, "rows"), Cell(place, "found"));
        if (table.Rows.Count > 0) console.Write(table);
        foreach (var find in proof["finds"] ?? new JArray()) console.Line($"Found in {find["table"]}.{find["column"]} of {find["row"]}", Color.Red);
        foreach (var place in proof["unsearched"] ?? new JArray()) console.Line($"Not searched: {place["place"]} ({place["why"]})");
        console.Line(isEmpty ? $"Nothing was found in {read} rows." : $"{proof["found"]} values were found: the erasure is not complete.");
    }

    static string Cell(JToken row, string name) => Markup.Escape(Convert.ToString(row[name], System.Globalization.CultureInfo.InvariantCulture) ?? "");
}
