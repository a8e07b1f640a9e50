using System;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LocalDataverse;
using LocalDataverse.Web;
using LocalDataverse.Web.Callers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Offboard.Connection;
using Offboard.Local;
using Offboard.Output;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Serves an embedded Dataverse with customers in it to this computer, until Ctrl+C: to browsers as its model-driven app, to other programs by the Dataverse Web API.</summary>
/// <remarks>Callers show by a token which user they are; the tokens are new at each start and stand on the output only.</remarks>
internal sealed class ServeCommand(CommandServices services, IOrganizations organizations) : AsyncCommand<ServeCommand.Settings>
{
    /// <summary>Requests, and traces of plug-ins, that the process remembers at most, however long it runs.</summary>
    const int RememberedEntries = 10_000;

    internal sealed class Settings : OrganizationSettings
    {
        [CommandOption("--port <NUMBER>")]
        [Description("Port on this computer's loopback address; 0: a free one, which the output names.")]
        [DefaultValue(5050)]
        public int Port { get; init; } = 5050;

        /// <inheritdoc/>
        public override ValidationResult Validate()
        {
            if (Port is < 0 or > 65535) return ValidationResult.Error($"--port {Port} is not a port. Give a number from 0 to 65535.");
            if (Environment is not null) return ValidationResult.Error("serve serves an embedded Dataverse, so there is none to serve at --environment. Leave it out.");
            if (Actor is not null) return ValidationResult.Error("Each caller of the server shows by a token which user it is. Leave out --as.");

            return base.Validate();
        }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellation)
    {
        using var organization = organizations.OpenEmbedded(settings, cancellation);
        var environment = organization.Environment;
        environment.LimitLogs(RememberedEntries);
        if (settings.Database is null) Prepare(environment, settings, cancellation);
        var tokens = BearerTokens.Issue(environment);
        await using var server = WebServer.Build(
            environment,
            tokens,
            new WebServerOptions
            {
                Port = settings.Port,
                Failed = Report,
                Nightly = stop => StepLoop.Run(environment.Administrator, "off_RunNightly", environment.Clock.Advance, stop).Report,
                FirstUser = tokens.Issued.FirstOrDefault(token => token.User == LoadedCustomers.RepName)?.UserId,
            },
            builder => builder.Services.AddHostedService(_ => new EnvironmentPulse(environment, services.Time, Report)));
        await StartAsync(server, settings.Port, cancellation).ConfigureAwait(false);

        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        services.Consoles.Out.Raw($"Serving {address}{WebServer.ServicePath} until Ctrl+C");
        services.Consoles.Out.Raw($"app {address}/");
        foreach (var token in tokens.Issued) services.Consoles.Out.Raw($"token {token.User}: {token.Value}");

        await WaitAsync(cancellation).ConfigureAwait(false);
        await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Done;
    }

    /// <summary>What an admin and a first night do, so that whoever looks first finds users, verdicts and dates.</summary>
    void Prepare(LocalEnvironment environment, Settings settings, CancellationToken cancellation)
    {
        SampleUsers.Add(environment, settings.Language);
        services.Progress.While("Running the first night", () =>
        {
            StepLoop.Run(environment.Administrator, "off_PrepareRestriction", environment.Clock.Advance, cancellation);
            var night = StepLoop.Run(environment.Administrator, "off_RunNightly", environment.Clock.Advance, cancellation);
            environment.RunAsyncJobs();
            return night;
        });
    }

    /// <exception cref="CommandFailure">Another program has the port.</exception>
    static async Task StartAsync(WebApplication server, int port, CancellationToken cancellation)
    {
        try
        {
            await server.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException taken)
        {
            throw new CommandFailure($"Port {port} cannot be used: {taken.Message}", "Give another --port, or 0 for a free one.");
        }
    }

    /// <summary>Ctrl+C is how a server is ended: no failure.</summary>
    static async Task WaitAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource();
        await using var registration = cancellation.Register(ended.SetResult).ConfigureAwait(false);
        await ended.Task.ConfigureAwait(false);
    }

    void Report(Exception defect) => services.Consoles.Error.Line($"Defect of the server: {defect}", Color.Red);
}
