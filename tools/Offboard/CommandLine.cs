using System;
using Offboard.Commands;
using Offboard.Commands.Retention;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;

namespace Offboard;

/// <summary>The commands of <c>offboard</c>.</summary>
public static class CommandLine
{
    /// <summary>Registers every command with its description and example.</summary>
    /// <param name="configuration">Of the app or of a test.</param>
    /// <param name="consoles">Where results and errors go.</param>
    /// <param name="time">The computer's clock, asked only for the default of --today.</param>
    /// <param name="currentFolder">Folder from which the repository is looked for.</param>
    public static void Configure(IConfigurator configuration, Consoles consoles, TimeProvider time, string currentFolder)
    {
        configuration.SetApplicationName("offboard");
        configuration.UseAssemblyInformationalVersion();
        configuration.UseStrictParsing();
        configuration.CancellationExitCode(ExitCode.Cancelled);
        configuration.SetExceptionHandler((problem, _) => ErrorReport.Of(problem, consoles));
        configuration.Settings.Registrar.RegisterInstance(consoles);
        var services = new CommandServices(consoles, time, currentFolder);
        configuration.Settings.Registrar.RegisterInstance(services);
        configuration.Settings.Registrar.RegisterInstance<IOrganizations>(new Organizations(services, time));

        configuration.AddCommand<DemoCommand>("demo")
            .WithDescription("Imports the solution into an embedded Dataverse and tries to deactivate sample customers, as a sales rep would.")
            .WithExample("demo", "--language", "de")
            .WithExample("demo", "--data", "mycustomers", "--today", "2026-03-31");
        configuration.AddCommand<EvaluateCommand>("evaluate")
            .WithDescription("Judges contracts: yours (--data), or worked cases with expected results (--cases). Changes nothing but the --out file.")
            .WithExample("evaluate", "--data", "mycustomers", "--out", "verdicts.csv", "--format", "csv")
            .WithExample("evaluate", "--cases", "contract-cases.csv", "--out", "actual.csv");
        configuration.AddCommand<ExplainCommand>("explain")
            .WithDescription("Shows how one account was judged: facts, rules, and each step of the calendar.")
            .WithExample("explain", "--account", "\"Nordlicht Logistik GmbH\"");
        configuration.AddCommand<ServeCommand>("serve")
            .WithDescription("Serves an embedded Dataverse with your customers, or the samples, by the Dataverse Web API on this computer.")
            .WithExample("serve", "--port", "5050")
            .WithExample("serve", "--data", "mycustomers", "--today", "2026-03-31");
        configuration.AddCommand<HealthCommand>("health")
            .WithDescription("Checks steps, roles, settings, keys, the erasure map, auditing, overdue work and chains of evidence; says what to do.")
            .WithExample("health")
            .WithExample("health", "--repair", "--json");
        configuration.AddCommand<ProbeCommand>("probe")
            .WithDescription("Asks a platform how it behaves where its documentation leaves it open, in scratch rows that are removed again; says which reading is true.")
            .WithExample("probe", "--environment", "https://contoso.crm4.dynamics.com", "--out", "readings.md")
            .WithExample("probe", "--list");
        configuration.AddBranch("retention", retention =>
        {
            retention.SetDescription("Works with retention rules: how long records are kept, and when they may be erased.");
            retention.AddCommand<RetentionEvaluateCommand>("evaluate")
                .WithDescription("Judges retention cases, or deadlines of data subjects' requests. Changes nothing but the --out file.")
                .WithExample("retention", "evaluate", "--cases", "retention-cases.csv", "--out", "actual.csv");
            retention.AddCommand<RetentionStatusCommand>("status")
                .WithDescription("Shows the open erasure jobs, their plans, and how much a run has to do. Changes nothing.")
                .WithExample("retention", "status", "--database", "customers.db");
            retention.AddCommand<RetentionPlanCommand>("plan")
                .WithDescription("Plans the erasure of jobs that are due: what would be erased, and what is kept on which ground. Changes nothing but the plans.")
                .WithExample("retention", "plan", "--database", "customers.db");
            retention.AddCommand<RetentionApproveCommand>("approve")
                .WithDescription("Approves or rejects a plan, as another person than the one who made it. Erases nothing.")
                .WithExample("retention", "approve", "EP-01000", "--as", "\"Dana Weiss\"", "--count", "12", "--database", "customers.db");
            retention.AddCommand<RetentionRunCommand>("run")
                .WithDescription("Carries out approved plans until none is left. It cannot be undone.")
                .WithExample("retention", "run", "--callers", "2", "--database", "customers.db");
            retention.AddCommand<RetentionProveCommand>("prove")
                .WithDescription("Searches for the values of an erased customer again, in every place that is reached. Writes proof and certificate.")
                .WithExample("retention", "prove", "ERASE-001000", "--yes", "--database", "customers.db");
            retention.AddCommand<RetentionPauseCommand>("pause")
                .WithDescription("Stops the erasure within one step, or lets it go on.")
                .WithExample("retention", "pause", "--database", "customers.db")
                .WithExample("retention", "pause", "--resume", "--yes", "--database", "customers.db");
        });
        configuration.AddBranch("letter", letter =>
        {
            letter.SetDescription("Works with the templates of letters.");
            letter.AddCommand<LetterPreviewCommand>("preview")
                .WithDescription("Prints a letter template with sample data. Changes nothing but the --out file.")
                .WithExample("letter", "preview", "--kind", "thanks", "--language", "de", "--address", "du", "--formality", "informal");
        });
        configuration.AddBranch("handover", handover =>
        {
            handover.SetDescription("Hands over to the customer.");
            handover.AddCommand<HandoverExportCommand>("export")
                .WithDescription("Writes the customer's own data as a package: JSON and CSV, documents, an index to read, and a manifest with the hash of each file. Marks what it hands over as done.")
                .WithExample("handover", "export", "--case", "OFF-000001", "--out", "package");
        });
        configuration.AddBranch("subject", Subjects);
        configuration.AddCommand<NightlyCommand>("nightly")
            .WithDescription("Runs the night until it has nothing more to do, as a scheduler does.")
            .WithExample("nightly", "--yes", "--database", "customers.db");
        configuration.AddCommand<ReconcileCommand>("reconcile")
            .WithDescription("Brings the schedules of erasure in line with facts and rules, and lists what went past the checks.")
            .WithExample("reconcile", "--yes", "--database", "customers.db");
        configuration.AddBranch("evidence", evidence =>
        {
            evidence.SetDescription("Works with the evidence of erasures.");
            evidence.AddCommand<EvidenceVerifyCommand>("verify")
                .WithDescription("Checks an exported file of evidence, or the evidence of an organization: finds every entry that was changed, removed, added or moved.")
                .WithExample("evidence", "verify", "evidence.csv")
                .WithExample("evidence", "verify", "--database", "customers.db");
            evidence.AddCommand<EvidenceExportCommand>("export")
                .WithDescription("Exports the chains of evidence into one file, which 'evidence verify' checks without any connection.")
                .WithExample("evidence", "export", "evidence.csv", "--database", "customers.db");
        });
        configuration.AddBranch("database", database =>
        {
            database.SetDescription("Works with databases: files in which an embedded Dataverse is kept from one command to the next.");
            database.AddCommand<DatabaseCreateCommand>("create")
                .WithDescription("Makes a database with the solution, its default data, the customers of --data, and users to act as. Then give it to other commands with --database.")
                .WithExample("database", "create", "customers.db", "--data", "mycustomers");
            database.AddCommand<DatabaseUpgradeCommand>("upgrade")
                .WithDescription("Brings the solution in a database to the version of this program. Says what it is about to do and asks, or takes --yes.")
                .WithExample("database", "upgrade", "customers.db", "--yes");
        });
        configuration.AddBranch("solution", solution =>
        {
            solution.SetDescription("Works on the solution: pack, unpack, check, import, rehearse, uninstall, rows.");
            solution.AddCommand<SolutionPackCommand>("pack")
                .WithDescription("Packs the managed and the unmanaged zip. The same source gives the same bytes.")
                .WithExample("solution", "pack", "--out", "artifacts");
            solution.AddCommand<SolutionUnpackCommand>("unpack")
                .WithDescription("Unpacks a solution zip into a source folder.")
                .WithExample("solution", "unpack", "Customer_managed.zip", "Solution");
            solution.AddCommand<SolutionCheckCommand>("check")
                .WithDescription("Finds what an import would stumble over: dangling references, missing labels, invalid XML.")
                .WithExample("solution", "check", "--schemas", "../shared/schemas");
            solution.AddCommand<SolutionImportCommand>("import")
                .WithDescription("Imports a solution zip into an environment: with progress, steps switched on, and the settings of a file.")
                .WithExample("solution", "import", "artifacts/CustomerOffboarding_managed.zip", "--environment", "https://contoso.crm4.dynamics.com", "--settings", "deployment/settings.example.json", "--defaults");
            solution.AddCommand<SolutionRehearseCommand>("rehearse")
                .WithDescription("Tries an upgrade: what is added, changed and dropped with how many rows, and what blocks it.")
                .WithExample("solution", "rehearse", "old_managed.zip", "new_managed.zip", "--with", "ours.zip");
            solution.AddCommand<SolutionUninstallCommand>("uninstall")
                .WithDescription("Tries the removal of a solution; refuses while evidence is not exported.")
                .WithExample("solution", "uninstall", "CustomerOffboarding_managed.zip", "--evidence", "evidence");
            solution.AddCommand<SolutionRowsCommand>("rows")
                .WithDescription("Writes the typed row classes of the plugins anew from the tables of the solution.")
                .WithExample("solution", "rows");
        });
    }

    static void Subjects(IConfigurator<CommandSettings> subject)
    {
        subject.SetDescription("Works with requests of data subjects: finds a person, hands out data, answers requests for erasure.");
        subject.AddCommand<SubjectFindCommand>("find")
            .WithDescription("Finds the rows that may be about one person, across accounts, each with the reasons why. Changes nothing.")
            .WithExample("subject", "find", "--email", "ada@example.org");
        subject.AddCommand<SubjectExportCommand>("export")
            .WithDescription("Writes the answer to a request for access or portability into files. Changes nothing in the organization.")
            .WithExample("subject", "export", "--request", "DSR-000001", "--out", "answer");
        subject.AddCommand<SubjectEraseCommand>("erase")
            .WithDescription("Shows what becomes of the data of a person who asked for erasure; with --yes answers the request. Plan and approval follow.")
            .WithExample("subject", "erase", "--request", "DSR-000002", "--yes");
    }
}
