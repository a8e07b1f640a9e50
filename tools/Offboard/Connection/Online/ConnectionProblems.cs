using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.ServiceModel;
using System.Text.Json;
using System.Threading.Tasks;
using Azure.Identity;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;
using Microsoft.Xrm.Sdk;

namespace Offboard.Connection.Online;

/// <summary>Why an environment did not answer, in words, with what to do.</summary>
/// <param name="url">The environment as it was given.</param>
/// <param name="signIn">How the caller signs in.</param>
internal sealed class ConnectionProblems(string url, SignIn signIn)
{
    /// <summary>Messages that change nothing: whether they were carried out does not matter.</summary>
    static readonly HashSet<string> Reads = new(StringComparer.Ordinal) { "Retrieve", "RetrieveMultiple", "WhoAmI", "RetrieveVersion", "off_PreviewOffboarding", "off_FindSubject", "off_CheckHealth" };

    /// <summary>What to say of a failure. Null: it says enough itself, or is no failure of the connection.</summary>
    /// <param name="failure">How a request ended.</param>
    /// <param name="message">Name of the request.</param>
    public Exception? TryTell(Exception failure, string message) => failure switch
    {
        CommandFailure => null,
        FaultException<OrganizationServiceFault> => null,
        NotSupportedException lacking => Lacking(lacking, message),
        AuthenticationFailedException refused => new CommandFailure($"Nobody could be signed in to {url}: {FirstLine(refused)}", signIn.Remedy),
        DataverseConnectionException or DataverseOperationException or HttpRequestException or TaskCanceledException or TimeoutException or CommunicationException or JsonException or IOException => Unanswered(failure, message),
        _ => null,
    };

    CommandFailure Lacking(NotSupportedException lacking, string message) => message.StartsWith("off_", StringComparison.Ordinal)
        ? new CommandFailure($"{url} does not know {message}: the solution Customer Offboarding is not installed there, or in an older version.", "Import it with 'offboard solution import', or check the URL.")
        : new CommandFailure(lacking.Message, "Nothing was sent.");

    Exception Unanswered(Exception failure, string message)
    {
        var chain = Chain(failure).ToList();
        var http = chain.OfType<HttpRequestException>().FirstOrDefault();
        if (chain.OfType<AuthenticationFailedException>().FirstOrDefault() is { } signedOut) return new CommandFailure($"Nobody could be signed in to {url}: {FirstLine(signedOut)}", signIn.Remedy);
        if (http?.StatusCode is { } status) return Status(status, failure, message);
        if (http?.HttpRequestError == HttpRequestError.NameResolutionError || chain.OfType<SocketException>().Any(socket => socket.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData))
            return new CommandFailure($"There is no computer of the name in {url}.", "Check the spelling, and the network.");
        if (http?.HttpRequestError == HttpRequestError.SecureConnectionError || chain.OfType<AuthenticationException>().Any())
            return new CommandFailure($"No secure connection to {url} could be made: {FirstLine(chain[^1])}", "Check the URL and the clock of this computer, and whether a proxy stands in between whose certificate is not trusted. Nothing was sent.");
        if (http?.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError || chain.OfType<SocketException>().Any(socket => socket.SocketErrorCode == SocketError.ConnectionRefused))
            return new CommandFailure($"{url} cannot be reached: {FirstLine(chain[^1])}", "Check the URL and the network; 'offboard serve' must still run. This request was not sent.");
        if (Reads.Contains(message)) return new CommandFailure($"{url} gave no answer to {message}: {FirstLine(failure)}", "Nothing was changed by it. Run the command again.");

        return Unknown(failure, message);
    }

    Exception Status(HttpStatusCode status, Exception failure, string message) => status switch
    {
        HttpStatusCode.Unauthorized => new CommandFailure($"{url} did not accept the token (401); it is expired, or of another environment.", signIn.Remedy),
        HttpStatusCode.Forbidden => new CommandFailure($"{url} does not let this caller in (403).", "Make the caller an enabled user of the environment, with a role of the solution."),
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new CommandFailure($"{url} takes no more requests now ({(int)status}).", "Let other programs of the same user end, or wait some minutes; then run the command again. This request was not carried out."),
        _ when (int)status >= 500 && !Reads.Contains(message) => Unknown(failure, message),
        _ when (int)status >= 500 => new CommandFailure($"{url} failed to answer {message} ({(int)status}).", "Nothing was changed by it. Run the command again in some minutes."),
        _ => new CommandFailure($"At {url} no Dataverse Web API answers (status {(int)status}).", "Give the address of the environment alone, such as https://contoso.crm4.dynamics.com, as the admin center shows it."),
    };

    OutcomeUnknown Unknown(Exception failure, string message) => new(
        $"{url} gave no answer to {message}: {FirstLine(failure)} The outcome is unknown: it may have been carried out. Check before you repeat it.", failure);

    static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var one = failure; one is not null; one = one.InnerException) yield return one;
    }

    static string FirstLine(Exception failure) => failure.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.') + ".";
}
