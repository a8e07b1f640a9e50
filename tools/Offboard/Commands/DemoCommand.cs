using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using Newtonsoft.Json;
using Offboard.Local;
using Offboard.Output;
using Offboard.Preview;
using Offboard.Story;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>
/// The whole path once: pack, import, load, judge, what a sales rep sees when deactivating each account; and of the samples two stories of cases from the first refusal
/// to the end, and back again; and years later the erasure.
/// </summary>
/// <remarks>Whatever goes otherwise than the verdicts and the stories say ends the command with an error.</remarks>
internal sealed class DemoCommand(CommandServices services) : Command<DemoCommand.Settings>
{
    internal sealed class Settings : DataSettings
    {
        [CommandOption("--json")]
        [Description("Print verdicts and attempts as JSON.")]
        public bool Json { get; init; }

        [CommandOption("--out <DIR>")]
        [Description("Folder for the documents of the story: pack, summary, closing reports. Default: artifacts/demo of the repository.")]
        public string? Out { get; init; }
    }

    public override int Execute(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var customers = services.Load(settings, cancellation);
        var portfolio = customers.Judge(cancellation);
        var defects = services.Report(customers, portfolio);

        // Lazy: each account is deactivated when its line is printed, so that a person sees the work go on.
        var attempts = portfolio.Accounts.Select(account => (Account: account, Attempt: TryToDeactivate(customers, account, cancellation)));

        var texts = new Texts(settings.Language);
        var stage = new Stage(customers, texts, cancellation);
        var story = HasStory(settings) ? Tell(stage) : [];

        if (settings.Json) PrintJson(portfolio, attempts, defects, story);
        else Print(texts, customers, portfolio, attempts, story);

        // Written last: the story is told while it is printed.
        var folder = settings.Out ?? Path.Combine("artifacts", "demo");
        if (stage.Documents.Count > 0) Write(stage.Documents, settings.Out ?? Path.Combine(services.Repository.Root, folder));
        if (stage.Documents.Count > 0 && !settings.Json) services.Consoles.Out.Line(texts["StoryDocuments", folder.Replace('\\', '/')]);
        return defects.Count == 0 ? ExitCode.Done : ExitCode.NeedsAttention;
    }

    static DeactivationAttempt TryToDeactivate(LoadedCustomers customers, JudgedAccount account, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var attempt = DeactivationAttempt.Of(customers.AsRep, customers.IdOf(account.Account));
        Expect.Equal($"the refusal to deactivate {account.Account.Name}", account.Verdict.Verdict != "clear", attempt.IsRefused);
        return attempt;
    }

    static void Write(IReadOnlyList<StoryDocument> documents, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var document in documents) File.WriteAllText(Path.Combine(folder, document.Name), document.Html);
    }

    /// <summary>The stories are about the sample customers on their own day.</summary>
    static bool HasStory(Settings settings) => settings is { Data: null, Today: null };

    // Each story begins on the day on which the one before has ended.
    static IEnumerable<StoryEvent> Tell(Stage stage)
    {
        foreach (var happened in new Farewell(stage).Tell()) yield return happened;
        foreach (var happened in new WayBack(stage).Tell()) yield return happened;
        foreach (var happened in new YearsLater(stage).Tell()) yield return happened;
    }

    void Print(
        Texts texts,
        LoadedCustomers customers,
        Portfolio portfolio,
        IEnumerable<(JudgedAccount Account, DeactivationAttempt Attempt)> attempts,
        IEnumerable<StoryEvent> story)
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

        var printer = new StoryPrinter(console, texts);
        foreach (var happened in story) printer.Print(happened);
    }

    void PrintJson(
        Portfolio portfolio,
        IEnumerable<(JudgedAccount Account, DeactivationAttempt Attempt)> attempts,
        IReadOnlyList<Import.Defect> defects,
        IEnumerable<StoryEvent> story)
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
                }).ToList(),
                story = story.Select(StoryPrinter.Object).ToList(),
                defects = defects.Select(VerdictFiles.Object),
            },
            Formatting.Indented);
        services.Consoles.Out.Raw(json);
    }
}
