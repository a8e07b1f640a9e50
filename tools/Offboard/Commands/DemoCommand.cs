using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Local;
using Offboard.Output;
using Offboard.Preview;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>The whole path once: pack, import, load, judge, and what a sales rep sees when deactivating each account.</summary>
internal sealed class DemoCommand(CommandServices services) : Command<DemoCommand.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--json")]
        [Description("Print verdicts and attempts as JSON.")]
        public bool Json { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var customers = services.Load(settings, cancellation);
        var portfolio = customers.Judge(cancellation);
        var defects = services.Report(customers, portfolio);

        // Lazy: each account is deactivated when its line is printed, so that a person sees the work go on.
        var attempts = portfolio.Accounts.Select(account => (Account: account, Attempt: TryToDeactivate(customers, account, cancellation)));

        if (settings.Json) PrintJson(portfolio, attempts, defects);
        else Print(new Texts(settings.Language), customers, portfolio, attempts);
        return defects.Count == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    static DeactivationAttempt TryToDeactivate(LoadedCustomers customers, JudgedAccount account, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return DeactivationAttempt.Of(customers.AsRep, customers.IdOf(account.Account));
    }

    void Print(Texts texts, LoadedCustomers customers, Portfolio portfolio, IEnumerable<(JudgedAccount Account, DeactivationAttempt Attempt)> attempts)
    {
        var console = services.Consoles.Out;
        var import = customers.Organization.Import;
        console.Write(new Rule(Markup.Escape(texts["Title", Days.ForPeople(portfolio.Today, texts.Language)])) { Justification = Justify.Left });
        console.Line(texts["Imported", import.SolutionUniqueName, import.Version]);
        console.Line(texts["Loaded", portfolio.Accounts.Count, portfolio.Accounts.Sum(account => account.Contracts.Count), LoadedCustomers.RepName]);
        console.Write(new VerdictTable(texts, customers.Organization.Tables).Of(portfolio));

        console.Write(new Rule(Markup.Escape(texts["Trying"])) { Justification = Justify.Left });
        int done = 0, refused = 0;
        foreach (var (account, attempt) in attempts)
        {
            console.MarkupLine((attempt.IsRefused ? "[red]✗[/] " : "[green]✓[/] ") + Markup.Escape(account.Account.Name));
            console.Line(attempt.Refusal ?? texts["Deactivated"], indent: 2);
            if (attempt.IsRefused) refused++;
            else done++;
        }

        console.Line("");
        console.Line(texts["Summary", done, refused]);
    }

    void PrintJson(
        Portfolio portfolio, IEnumerable<(JudgedAccount Account, DeactivationAttempt Attempt)> attempts, IReadOnlyList<Import.Defect> defects)
    {
        var json = JsonConvert.SerializeObject(
            new
            {
                today = Days.Iso(portfolio.Today),
                accounts = attempts.Select(pair => new
                {
                    account = VerdictFiles.Object(pair.Account),
                    deactivated = !pair.Attempt.IsRefused,
                    refusal = pair.Attempt.Refusal,
                }),
                defects = defects.Select(VerdictFiles.Object),
            },
            Formatting.Indented);
        services.Consoles.Out.Raw(json);
    }
}
