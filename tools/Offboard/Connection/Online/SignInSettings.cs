using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Connection.Online;

/// <summary>How somebody signs in to an environment. Secrets come from variables of the process or from files, never from arguments, which others can see.</summary>
internal abstract class SignInSettings : Commands.DataSettings
{
    [CommandOption("--sign-in <WAY>")]
    [Description("With --environment: device-code, client-secret, managed-identity or token. Default: token where --token-file or OFFBOARD_TOKEN gives one, else device-code.")]
    public string? SignInWay { get; init; }

    [CommandOption("--tenant <ID>")]
    [Description("With --environment: the tenant to sign in to, for client-secret; id or domain.")]
    public string? Tenant { get; init; }

    [CommandOption("--client-id <ID>")]
    [Description("With --environment: application to sign in as, for client-secret and a managed identity of one's own. Its secret is read from OFFBOARD_CLIENT_SECRET.")]
    public string? ClientId { get; init; }

    [CommandOption("--token-file <FILE>")]
    [Description("With --environment: file that holds an access token, as 'offboard serve' prints one. Read before each request.")]
    public string? TokenFile { get; init; }

    /// <summary>Whether anything is said about signing in.</summary>
    protected bool SaysHow => (SignInWay ?? Tenant ?? ClientId ?? TokenFile) is not null;

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        SignInWay is null or SignIn.DeviceCode or SignIn.ClientSecret or SignIn.ManagedIdentity or SignIn.Token
            ? base.Validate()
            : ValidationResult.Error($"--sign-in {SignInWay} is not known. Use {SignIn.DeviceCode}, {SignIn.ClientSecret}, {SignIn.ManagedIdentity} or {SignIn.Token}.");
}
