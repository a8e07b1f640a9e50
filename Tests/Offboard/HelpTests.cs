using System;
using System.IO;
using System.Linq;
using Offboard.Import;

namespace Offboarding.Tests.Offboard;

public class HelpTests
{
    public static TheoryData<string> Commands => ["demo", "evaluate", "explain", "serve", "retention evaluate", "retention status", "retention plan", "retention approve", "retention run", "retention prove", "retention pause", "nightly", "reconcile", "probe", "evidence export", "evidence verify", "handover export", "subject find", "subject export", "subject erase", "database create", "database upgrade", "solution pack", "solution unpack", "solution check", "solution import", "solution rows", "letter preview"];

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_says_in_its_help_what_it_does_with_an_example(string command)
    {
        var help = Terminal.Run([.. command.Split(' '), "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("DESCRIPTION:", help.Output, StringComparison.Ordinal);
        Assert.Contains("EXAMPLES:", help.Output, StringComparison.Ordinal);
        Assert.Contains("offboard " + command, help.Output, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public void Every_command_is_in_the_reference(string command) =>
        Assert.Contains("`" + command, File.ReadAllText(Reference), StringComparison.Ordinal);

    [Fact]
    public void Every_fact_and_flag_is_in_the_reference()
    {
        var reference = File.ReadAllText(Reference);

        Assert.All(ContractFacts.Names.Concat(ContractFacts.Flags), fact => Assert.Contains($"| `{fact}` |", reference, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--today 2026-02-30 is not a day. Write it as 2026-03-31.", "evaluate", "--today", "2026-02-30")]
    [InlineData("--language fr is not known. Use de or en.", "demo", "--language", "fr")]
    [InlineData("--format xml is not known. Use table, csv or json.", "evaluate", "--format", "xml")]
    [InlineData("--json contradicts --format csv. Use one of them.", "evaluate", "--json", "--format", "csv")]
    [InlineData("--cases needs --out FILE for the rows with their actual results.", "evaluate", "--cases", "c.csv")]
    [InlineData("--cases and --data exclude each other. Use one of them.", "evaluate", "--cases", "c.csv", "--data", "d")]
    [InlineData("--cases has the day of each case in its column today. Leave out --today.", "evaluate", "--cases", "c.csv", "--out", "o", "--today", "2026-03-31")]
    [InlineData("letter preview needs --kind KIND.", "letter", "preview", "--language", "de")]
    [InlineData("retention evaluate needs --cases FILE and --out FILE.", "retention", "evaluate", "--cases", "c.csv")]
    [InlineData("--port 70000 is not a port. Give a number from 0 to 65535.", "serve", "--port", "70000")]
    [InlineData("--data and --database exclude each other: each names an organization to work on. Use one of them.", "nightly", "--data", "d", "--database", "x.db")]
    [InlineData("--environment nowhere is no URL. Write it as https://contoso.crm4.dynamics.com.", "nightly", "--environment", "nowhere")]
    [InlineData("--today moves the clock of an embedded Dataverse; an environment has its own. Leave it out.", "nightly", "--environment", "https://contoso.crm4.dynamics.com", "--today", "2026-03-31")]
    [InlineData("Signing in is for --environment URL.", "nightly", "--database", "x.db", "--token-file", "t")]
    [InlineData("--sign-in magic is not known. Use device-code, client-secret, managed-identity or token.", "nightly", "--environment", "https://contoso.crm4.dynamics.com", "--sign-in", "magic")]
    [InlineData("--token-file missing cannot be read:", "nightly", "--environment", "https://contoso.crm4.dynamics.com", "--token-file", "missing")]
    [InlineData("solution import needs an organization: --environment URL, or --database FILE.", "solution", "import", "x.zip")]
    [InlineData("--subsidiaries is a setting of the organization, which is stored there.", "nightly", "--database", "x.db", "--subsidiaries")]
    [InlineData("There is no database x.db. Create it with 'offboard database create x.db', or check the name.", "nightly", "--database", "x.db")]
    [InlineData("There is no database x.db. Create it with 'offboard database create x.db', or check the name.", "database", "upgrade", "x.db")]
    [InlineData("--callers 0 is out of range. Give 1 to 52.", "retention", "run", "--callers", "0")]
    [InlineData("--reject needs --reason TEXT: the planner has to know why.", "retention", "approve", "EP-1", "--reject")]
    [InlineData("evidence verify needs a FILE, or an organization: --database FILE or --environment URL.", "evidence", "verify")]
    [InlineData("A file of evidence is checked without any organization.", "evidence", "verify", "e.csv", "--database", "x.db")]
    [InlineData("Unknown option 'dat'.", "demo", "--dat", "x")]
    [InlineData("Unknown command 'dmo'.", "dmo")]
    [InlineData("Command 'unpack' is missing required argument 'ZIP'.", "solution", "unpack")]
    [InlineData("missing.zip does not exist. Give the path of a solution zip.", "solution", "unpack", "missing.zip", "x")]
    [InlineData("The folder nowhere does not exist. Give a folder that holds accounts.csv and contracts.csv.", "demo", "--data", "nowhere")]
    public void A_wrong_argument_gets_one_clear_message_and_exit_code_1(string message, params string[] arguments)
    {
        var run = Terminal.Run(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.StartsWith("Error: " + message, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    static string Reference => Path.Combine(global::Offboard.Repository.Find(AppContext.BaseDirectory).Root, "docs", "reference", "cli.md");
}
