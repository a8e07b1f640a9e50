using System;
using System.Threading;
using Offboard;
using Offboard.Output;
using Spectre.Console.Cli.Testing;
using Spectre.Console.Testing;

namespace Offboarding.Tests.Offboard;

/// <summary>Runs <c>offboard</c> as somebody at a redirected terminal of 150 columns does, on a computer whose date is 16 Mar 2026.</summary>
internal sealed class Terminal
{
    readonly TestConsole errors = new TestConsole().Width(PlainText.Width);

    Terminal(string[] arguments, string currentFolder, CancellationToken cancellation = default)
    {
        var console = new TestConsole().Width(PlainText.Width);
        var tester = new CommandAppTester(null, new CommandAppTesterSettings { TrimConsoleOutput = false }, console);
        tester.Configure(configuration => CommandLine.Configure(configuration, new Consoles(console, errors), new Midday(2026, 3, 16), currentFolder));
        ExitCode = tester.RunAsync(arguments, cancellation).GetAwaiter().GetResult().ExitCode;
        Output = console.Output.ReplaceLineEndings("\n");
        Errors = errors.Output.ReplaceLineEndings("\n");
    }

    public int ExitCode { get; }

    public string Output { get; }

    public string Errors { get; }

    /// <summary>Runs a command inside the repository.</summary>
    public static Terminal Run(params string[] arguments) => new(arguments, AppContext.BaseDirectory);

    /// <summary>Runs a command in another folder.</summary>
    public static Terminal RunIn(string folder, params string[] arguments) => new(arguments, folder);

    /// <summary>Runs a command inside the repository on which Ctrl+C was pressed at once.</summary>
    public static Terminal RunCancelled(params string[] arguments) => new(arguments, AppContext.BaseDirectory, new CancellationToken(canceled: true));

    sealed class Midday(int year, int month, int day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(year, month, day, 12, 0, 0, TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
