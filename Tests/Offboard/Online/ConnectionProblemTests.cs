using System;
using System.IO;
using System.Threading.Tasks;
using LocalDataverse;
using Microsoft.AspNetCore.Http;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Connection.Online;
using Spectre.Console.Testing;

namespace Offboarding.Tests.Offboard.Online;

/// <summary>Whatever goes wrong between a command and an environment: one message that says what to do, and nothing is done twice.</summary>
public sealed class ConnectionProblemTests : IDisposable
{
    readonly LocalEnvironment empty = LocalEnvironment.Create();
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("problems-");

    public void Dispose()
    {
        empty.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void An_expired_token_asks_for_a_new_one()
    {
        using var served = new ServedOrganization(empty);
        File.WriteAllText(served.TokenFile, "expired");

        Refused(served.Run("nightly", "--yes"), "did not accept the token (401); it is expired, or of another environment.", "Get a new one, and give it by --token-file or OFFBOARD_TOKEN.");
    }

    [Fact]
    public void A_caller_without_access_is_told_what_it_takes()
    {
        using var served = new ServedOrganization(empty, (context, _) => Answer(context, 403, "text/plain", "forbidden"));

        Refused(served.Run("nightly", "--yes"), "does not let this caller in (403).", "Make the caller an enabled user of the environment, with a role of the solution.");
    }

    [Fact]
    public void A_refused_privilege_names_the_role_as_remedy()
    {
        using var solution = new SolutionEnvironment();
        solution.Local.AddUser(new NewUser("Guest Guestson"));
        using var served = new ServedOrganization(solution.Local);

        Refused(served.Run("retention", "status", "--as", "Guest Guestson"), "Dataverse refused a request:", "Give the user a role of the solution that allows it, or act as another one with --as.");
    }

    [Fact]
    public void A_throttling_server_is_asked_again_when_it_says_and_the_command_ends_as_if_nothing_had_been()
    {
        using var solution = new SolutionEnvironment();
        var refusals = 0;
        using var served = new ServedOrganization(solution.Local, async (context, number) => number % 2 == 1 && await Throttle(context, () => refusals++));

        var run = served.Run("retention", "status");

        Assert.Equal((0, "No erasure job is open.\nNo plan is approved.\n"), (run.ExitCode, run.Output));
        Assert.InRange(refusals, 3, 100);
    }

    [Fact]
    public void A_server_that_is_gone_is_named()
    {
        using var served = new ServedOrganization(empty);
        served.End();

        Refused(served.Run("nightly", "--yes"), " cannot be reached: ", "This request was not sent.");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(404)]
    public void A_website_is_no_environment(int status)
    {
        using var served = new ServedOrganization(empty, (context, _) => Answer(context, status, "text/html", "<!DOCTYPE html><html><body>Welcome</body></html>"));

        Refused(served.Run("nightly", "--yes"), $"no Dataverse Web API answers (status {status}).", "Give the address of the environment alone, such as https://contoso.crm4.dynamics.com");
    }

    [Fact]
    public void A_host_that_is_not_there_is_named() => Refused(
        Terminal.Run("nightly", "--yes", "--environment", "https://nowhere.invalid", "--token-file", Token()), "There is no computer of the name in https://nowhere.invalid.", "Check the spelling, and the network.");

    [Fact]
    public void A_connection_that_is_not_secure_is_refused_before_anything_is_sent()
    {
        using var served = new ServedOrganization(empty);

        Refused(
            Terminal.Run("nightly", "--yes", "--environment", served.Url.Replace("http:", "https:", StringComparison.Ordinal), "--token-file", served.TokenFile),
            "No secure connection to ",
            "Nothing was sent.");
        Refused(
            Terminal.Run("nightly", "--yes", "--environment", "http://contoso.crm4.dynamics.com", "--token-file", served.TokenFile),
            "would send the token over the network for everybody to read.",
            "Use https://.");
        Assert.Equal(0, served.Requests);
    }

    [Fact]
    public void An_environment_without_the_solution_asks_to_import_it()
    {
        using var served = new ServedOrganization(empty);

        Refused(served.Run("nightly", "--yes"), "does not know off_RunNightly: the solution Customer Offboarding is not installed there", "Import it with 'offboard solution import', or check the URL.");
        Refused(served.Run("health"), "does not know off_CheckHealth", "Import it with 'offboard solution import'");
    }

    [Fact]
    public void A_write_whose_answer_is_lost_is_never_repeated_and_says_that_its_outcome_is_unknown()
    {
        using var solution = new SolutionEnvironment();
        var writes = 0;
        using var served = new ServedOrganization(solution.Local, (context, _) =>
        {
            if (!context.Request.Path.Value!.EndsWith("/off_PauseRetention", StringComparison.Ordinal)) return Task.FromResult(false);

            writes++;
            context.Abort();
            return Task.FromResult(true);
        });

        Refused(served.Run("retention", "pause"), " gave no answer to off_PauseRetention: ", "The outcome is unknown: it may have been carried out. Check before you repeat it.");
        Assert.Equal(1, writes);
    }

    [Fact]
    public void A_step_whose_answer_is_lost_is_asked_for_again_because_it_carries_its_token()
    {
        var lost = new OutcomeUnknown("lost", new IOException());
        var service = new Answers(lost, lost, Step(more: true), lost, Step(more: false));
        var waits = 0;

        var result = global::Offboard.Local.StepLoop.Run(service, "off_RunNightly", _ => waits++, TestContext.Current.CancellationToken);

        Assert.Equal((2, 3), (result.Steps, waits));
        Assert.Equal([null, null, null, "t", "t"], service.Tokens);
        Assert.Throws<OutcomeUnknown>(() => global::Offboard.Local.StepLoop.Run(new Answers(lost, lost, lost, lost), "off_RunNightly", _ => { }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("RetrieveMultiple", "Nothing was changed by it. Run the command again.")]
    [InlineData("off_ApproveErasure", "The outcome is unknown: it may have been carried out. Check before you repeat it.")]
    public void What_takes_too_long_says_whether_anything_may_have_changed(string message, string remedy)
    {
        var problems = new ConnectionProblems("https://contoso.crm4.dynamics.com", SignInWith(_ => null, new Settings()));

        var told = problems.TryTell(new DataverseOperationException("POST had no answer: timeout", new TaskCanceledException("timeout", new TimeoutException())), message);

        Assert.EndsWith(remedy, told!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sign-in token needs a token, and there is none. Set OFFBOARD_TOKEN, or name a file with --token-file.", SignIn.Token)]
    [InlineData("--sign-in client-secret needs --tenant.", SignIn.ClientSecret)]
    public async Task What_signing_in_needs_is_named(string message, string way)
    {
        var signIn = SignInWith(_ => null, new Settings { SignInWay = way });

        var refused = await Assert.ThrowsAsync<global::Offboard.CommandFailure>(async () => await signIn.Provider()("https://contoso.crm4.dynamics.com"));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_secret_comes_from_a_variable_and_a_token_from_a_variable_or_a_file()
    {
        var secret = SignInWith(name => name == "OFFBOARD_CLIENT_SECRET" ? "s" : null, new Settings { SignInWay = SignIn.ClientSecret, Tenant = "t", ClientId = "c" });
        var token = SignInWith(name => name == "OFFBOARD_TOKEN" ? " abc\n" : null, new Settings());

        Assert.NotNull(secret.Provider());
        Assert.Equal("abc", await token.Provider()("https://x"));
        Assert.Equal(SignIn.DeviceCode, SignInWith(_ => null, new Settings()).Way);
        Assert.Equal(SignIn.Token, SignInWith(_ => null, new Settings { TokenFile = Token() }).Way);
    }

    static SignIn SignInWith(Func<string, string?> variable, SignInSettings settings) => new(settings, variable, path => path, new TestConsole());

    string Token()
    {
        var file = Path.Combine(folder.FullName, "token");
        File.WriteAllText(file, "t");
        return file;
    }

    static void Refused(Terminal run, string problem, string remedy)
    {
        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Equal("", run.Output);
        var text = run.Errors.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
        Assert.Contains("Error: ", text, StringComparison.Ordinal);
        Assert.Contains(problem, text, StringComparison.Ordinal);
        Assert.Contains(remedy, text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    static async Task<bool> Answer(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
        return true;
    }

    static Task<bool> Throttle(HttpContext context, Action count)
    {
        count();
        context.Response.Headers.RetryAfter = "0";
        return Answer(context, 429, "application/json", """{"error":{"code":"0x80072322","message":"Number of requests exceeded the limit of 6000 over time window of 300 seconds."}}""");
    }

    static OrganizationResponse Step(bool more) => new() { Results = { ["More"] = more, ["Token"] = "t", ["Processed"] = 1, ["Failed"] = 0 } };

    sealed class Settings : SignInSettings;

    /// <summary>Gives answers in their order, exceptions among them, and keeps the tokens that it was sent.</summary>
    sealed class Answers(params object[] answers) : IOrganizationService
    {
        readonly System.Collections.Generic.List<string?> tokens = [];

        public System.Collections.Generic.IReadOnlyList<string?> Tokens => tokens;

        public OrganizationResponse Execute(OrganizationRequest request)
        {
            tokens.Add(request.Parameters.TryGetValue("Token", out var token) ? (string)token : null);
            return answers[tokens.Count - 1] is Exception lost ? throw lost : (OrganizationResponse)answers[tokens.Count - 1];
        }

        public Guid Create(Entity entity) => throw new NotSupportedException();

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw new NotSupportedException();

        public void Update(Entity entity) => throw new NotSupportedException();

        public void Delete(string entityName, Guid id) => throw new NotSupportedException();

        public EntityCollection RetrieveMultiple(QueryBase query) => throw new NotSupportedException();

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();
    }
}
