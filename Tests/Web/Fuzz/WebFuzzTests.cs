using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.Web.Fuzz;

/// <summary>Whatever is sent over HTTP is answered, soon, and never by an exception of the server.</summary>
/// <remarks>
/// An input follows from its number. OFFBOARDING_FUZZ_INPUTS says how many inputs of each of the three kinds are sent, OFFBOARDING_FUZZ_FIRST with which number they begin.
/// </remarks>
public sealed class WebFuzzTests
{
    const int FewInputs = 700;

    /// <summary>Inputs between which the environment is made anew, so that what they write does not pile up.</summary>
    const int InputsOfAnEnvironment = 1000;

    /// <summary>Generous: the machine may do other work.</summary>
    static readonly TimeSpan LongestInput = TimeSpan.FromMinutes(1);

    [Fact]
    public Task Any_URL_is_answered() => SendAsync((web, requests) => web.SendRawAsync(requests.Method, requests.Url(), requests.Headers(), []));

    [Fact]
    public Task Any_body_is_answered() => SendAsync((web, requests) =>
    {
        var headers = requests.Headers();
        headers["Content-Type"] = "application/json";
        return web.SendRawAsync(requests.One(["POST", "PATCH", "PUT"]), requests.Writable(), headers, Encoding.UTF8.GetBytes(requests.Fitting()));
    });

    [Fact]
    public Task Any_batch_is_answered() => SendAsync((web, requests) =>
    {
        var headers = requests.Headers();
        headers["Content-Type"] = requests.One(["multipart/mixed; boundary=b", "multipart/mixed;boundary=\"b\"", "multipart/mixed; boundary=c", "multipart/mixed", "text/plain", "multipart/mixed; boundary=\"b"]);
        return web.SendRawAsync("POST", "$batch", headers, Encoding.UTF8.GetBytes(requests.Batch()));
    });

    static async Task SendAsync(Func<ServedEnvironment, RandomWebRequest, Task<WebAnswer>> send)
    {
        var inputs = Number("OFFBOARDING_FUZZ_INPUTS", FewInputs);
        var first = Number("OFFBOARDING_FUZZ_FIRST", 0);
        var statuses = new Dictionary<int, int>();
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = first; at < first + inputs; at += InputsOfAnEnvironment) await SendSomeAsync(at, Math.Min(InputsOfAnEnvironment, first + inputs - at), send, statuses, failures);

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Values));

        // Inputs that all fail at the door would show nothing.
        Assert.True(inputs < FewInputs || (statuses.Keys.Any(status => status < 300) && statuses.Count >= 4), string.Join(", ", statuses));
    }

    static async Task SendSomeAsync(
        int first, int count, Func<ServedEnvironment, RandomWebRequest, Task<WebAnswer>> send, Dictionary<int, int> statuses, Dictionary<string, string> failures)
    {
        using var solution = new SolutionEnvironment();
        var account = solution.AddAccount("Contoso");
        var contact = solution.Administrator.Create(new Entity("contact") { ["lastname"] = "Ada", ["parentcustomerid"] = new EntityReference("account", account) });
        solution.AddContract(account);
        var heard = new List<Exception>();
        await using var web = ServedEnvironment.Of(solution.Local, heard);
        for (var number = first; number < first + count; number++)
        {
            var answer = await send(web, new RandomWebRequest(new Random(number), account, contact)).WaitAsync(LongestInput, TestContext.Current.CancellationToken);
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
            if (heard.Count > 0) failures.TryAdd(Place(heard[0]), string.Create(CultureInfo.InvariantCulture, $"Input {number}: {heard[0]}"));
            else if (Defect(answer) is { } defect) failures.TryAdd(defect, string.Create(CultureInfo.InvariantCulture, $"Input {number}: {defect}: {answer.Body}"));
            heard.Clear();
        }
    }

    static string Place(Exception thrown) => thrown.GetType().Name + thrown.StackTrace?.Split('\n')[0];

    /// <summary>What is wrong with an answer: an error without code and message, or a body that is not what its header says.</summary>
    static string? Defect(WebAnswer answer)
    {
        if (answer.Headers.GetValueOrDefault("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true) return answer.Status >= 400 && answer.Body.Length == 0 ? "an error without body" : null;

        try
        {
            if (answer.Body.Length == 0) return null;       // the answer to HEAD
            return answer.Status >= 400 && (answer.ErrorCode.Length != 10 || answer.ErrorMessage.Length == 0) ? "an error without code or message" : answer.Json.ValueKind == JsonValueKind.Object ? null : "no object";
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "unreadable JSON";
        }
    }

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
