using System;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Commands;
using Offboard.Connection;
using Offboard.Output;
using Spectre.Console.Cli;
using Spectre.Console.Cli.Testing;
using Spectre.Console.Testing;

namespace Offboarding.Tests.Offboard;

/// <summary>An organization that a test has open: commands work on it and do not dispose of it.</summary>
internal sealed class OpenOrganization(IOrganizationService service) : IOrganizations, IOrganization
{
    public bool SendsSetState => true;

    public int RecommendedCallers => 1;

    /// <summary>Runs a command on it.</summary>
    /// <param name="register">Names the commands that there are.</param>
    /// <param name="arguments">Command and options.</param>
    public (int ExitCode, string Output, string Errors) Run(Action<IConfigurator> register, params string[] arguments)
    {
        var console = new TestConsole().Width(PlainText.Width);
        var errors = new TestConsole().Width(PlainText.Width);
        var consoles = new Consoles(console, errors);
        var tester = new CommandAppTester(null, new CommandAppTesterSettings { TrimConsoleOutput = false }, console);
        tester.Configure(configuration =>
        {
            configuration.SetExceptionHandler((problem, _) => ErrorReport.Of(problem, consoles));
            configuration.Settings.Registrar.RegisterInstance(consoles);
            configuration.Settings.Registrar.RegisterInstance<IOrganizations>(this);
            register(configuration);
        });
        var exitCode = tester.RunAsync(arguments, CancellationToken.None).GetAwaiter().GetResult().ExitCode;
        return (exitCode, console.Output.ReplaceLineEndings("\n"), errors.Output.ReplaceLineEndings("\n"));
    }

    public IOrganization Open(OrganizationSettings settings, CancellationToken cancellation) => this;

    public EmbeddedOrganization OpenEmbedded(OrganizationSettings settings, CancellationToken cancellation) => throw new NotSupportedException();

    public IOrganizationService Service() => service;

    public IOrganizationService As(string user) => throw new NotSupportedException();

    public void Wait(TimeSpan time)
    {
    }

    public void Dispose()
    {
    }
}
