using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Identity;
using Offboard.Output;

namespace Offboard.Connection.Online;

/// <summary>Gives access tokens for an environment, in the way that the options name. The same in both builds.</summary>
/// <param name="settings">The options.</param>
/// <param name="variable">Value of a variable of the process; null: it is not set.</param>
/// <param name="fullPath">A path from the folder in which the command was started.</param>
/// <param name="console">Shows where to sign in with a device code.</param>
internal sealed class SignIn(SignInSettings settings, Func<string, string?> variable, Func<string, string> fullPath, Spectre.Console.IAnsiConsole console)
{
    public const string DeviceCode = "device-code";
    public const string ClientSecret = "client-secret";
    public const string ManagedIdentity = "managed-identity";
    public const string Token = "token";

    public const string TokenVariable = "OFFBOARD_TOKEN";
    public const string SecretVariable = "OFFBOARD_CLIENT_SECRET";

    /// <summary>The way that is taken.</summary>
    public string Way => settings.SignInWay ?? (settings.TokenFile is not null || variable(TokenVariable) is not null ? Token : DeviceCode);

    /// <summary>What to do when the environment does not let the caller in.</summary>
    public string Remedy => Way switch
    {
        Token => "A token is valid for about an hour, those of 'offboard serve' until it ends. Get a new one, and give it by --token-file or OFFBOARD_TOKEN.",
        ClientSecret => $"Check --tenant, --client-id and {SecretVariable}, and that the application is a user of the environment.",
        ManagedIdentity => "Check that the identity is assigned to this computer and is a user of the environment.",
        _ => "Sign in again, as a user of the environment.",
    };

    /// <summary>Asked before each request with the address of the environment.</summary>
    /// <exception cref="CommandFailure">Something that the way needs is missing.</exception>
    public Func<string, Task<string>> Provider()
    {
        if (Way == Token) return _ => Task.FromResult(GivenToken());

        var credential = Credential();
        return async resource => (await credential.GetTokenAsync(new TokenRequestContext([resource + "/.default"]), CancellationToken.None).ConfigureAwait(false)).Token;
    }

    string GivenToken()
    {
        if (settings.TokenFile is not { } file)
        {
            return variable(TokenVariable)?.Trim() is { Length: > 0 } given ? given : throw new CommandFailure($"--sign-in {Token} needs a token, and there is none.", $"Set {TokenVariable}, or name a file with --token-file.");
        }

        try
        {
            var text = File.ReadAllText(fullPath(file)).Trim();
            return text.Length > 0 && !text.Contains('\n') ? text : throw new CommandFailure($"--token-file {file} does not hold one token on one line.", "Write only the token into it.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"--token-file {file} cannot be read: {problem.Message}", "Check the name.");
        }
    }

    TokenCredential Credential() => Way switch
    {
        ClientSecret => new ClientSecretCredential(
            settings.Tenant ?? throw Missing("--tenant"),
            settings.ClientId ?? throw Missing("--client-id"),
            variable(SecretVariable) ?? throw Missing($"the variable {SecretVariable}")),
        ManagedIdentity => new ManagedIdentityCredential(settings.ClientId is { } own ? ManagedIdentityId.FromUserAssignedClientId(own) : ManagedIdentityId.SystemAssigned),
        _ => new DeviceCodeCredential(Asking()),
    };

    DeviceCodeCredentialOptions Asking()
    {
        var options = new DeviceCodeCredentialOptions
        {
            TenantId = settings.Tenant,
            DeviceCodeCallback = (code, _) =>
            {
                console.Line(code.Message);
                return Task.CompletedTask;
            },
        };
        if (settings.ClientId is { } client) options.ClientId = client;
        return options;
    }

    CommandFailure Missing(string what) => new($"--sign-in {Way} needs {what}.", "Give it. Secrets are read from variables of the process only, because others can see arguments.");
}
