using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using LocalDataverse;

namespace Offboarding.Tests.Web;

/// <summary>Several requests in one.</summary>
public sealed class BatchTests : IAsyncLifetime
{
    readonly LocalEnvironment environment = LocalEnvironment.Create();
    ServedEnvironment web = null!;
    Guid contoso;

    public async ValueTask InitializeAsync()
    {
        web = ServedEnvironment.Of(environment);
        contoso = await web.CreateAsync("accounts", """{"name":"Contoso"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        environment.Dispose();
    }

    [Fact, Trait("fidelity", "F350")]
    public async Task Requests_are_answered_in_their_order()
    {
        var answer = (await Batch(
            Part("POST", "/api/data/v9.2/accounts", """{"name":"A"}"""),
            Part("GET", "accounts?$select=name&$orderby=name"),
            Part("GET", $"{ServedEnvironment.Root}accounts({contoso})/name/$value"))).Ok();

        Assert.Equal([204, 200, 200], Statuses(answer));
        Assert.StartsWith("multipart/mixed; boundary=batchresponse_", answer.Headers["Content-Type"]);
        Assert.Contains("\"name\":\"A\"", answer.Body);
        Assert.Contains("OData-EntityId: " + ServedEnvironment.Root + "accounts(", answer.Body);
    }

    [Fact, Trait("fidelity", "F350")]
    public async Task The_first_error_ends_a_batch_unless_it_shall_go_on()
    {
        string[] parts = [Part("POST", "accounts", """{"nope":1}"""), Part("POST", "accounts", """{"name":"B"}""")];

        var stopped = await Batch(parts);
        var went = await Batch("odata.continue-on-error", parts);

        Assert.Equal(400, stopped.Status);
        Assert.Equal([400], Statuses(stopped));
        Assert.Equal(200, went.Status);
        Assert.Equal([400, 204], Statuses(went));
    }

    [Fact, Trait("fidelity", "F351")]
    public async Task A_change_set_happens_wholly_or_not_at_all()
    {
        var answer = await Batch(ChangeSet(
            Part("POST", "accounts", """{"name":"A"}""", contentId: "1"),
            Part("PATCH", $"accounts({contoso})", """{"name":"Changed"}""", contentId: "2"),
            Part("POST", "accounts", """{"name":"B","accountcategorycode":99}""", contentId: "3")));

        Assert.Equal(400, answer.Status);
        Assert.Contains("0x8004431a", answer.Body);
        Assert.Equal("1", (await web.GetAsync("accounts/$count")).Body);
        Assert.Equal("Contoso", (await web.GetAsync($"accounts({contoso})/name/$value")).Body);
    }

    [Fact, Trait("fidelity", "F351")]
    public async Task Requests_of_a_change_set_refer_to_rows_that_it_creates()
    {
        var answer = (await Batch(
            ChangeSet(
                Part("POST", "accounts", """{"name":"New"}""", contentId: "1"),
                Part("POST", "contacts", """{"lastname":"L","parentcustomerid_account@odata.bind":"$1"}""", contentId: "2"),
                Part("PATCH", "$1", """{"primarycontactid@odata.bind":"$2"}""", contentId: "3"),
                Part("POST", "$1/Account_Tasks", """{"subject":"T"}""", contentId: "4")),
            Part("GET", "accounts?$select=name&$filter=name eq 'New'&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname),Account_Tasks($select=subject)"))).Ok();

        Assert.Equal([204, 204, 204, 204, 200], Statuses(answer));
        Assert.Equal(["1", "2", "3", "4"], answer.Body.Split('\n').Where(line => line.StartsWith("Content-ID:", StringComparison.Ordinal)).Select(line => line[11..].Trim()));
        Assert.Contains("\"primarycontactid\":{", answer.Body);
        Assert.Contains("\"subject\":\"T\"", answer.Body);
    }

    [Fact, Trait("fidelity", "F351")]
    public async Task A_reference_to_nothing_is_a_bad_request()
    {
        var answer = await Batch(ChangeSet(Part("POST", "contacts", """{"lastname":"L","parentcustomerid_account@odata.bind":"$9"}""", contentId: "1")));

        Assert.Equal(400, answer.Status);
        Assert.Contains("Content-ID Reference: '$9' does not exist in the batch context.", answer.Body);
    }

    [Fact, Trait("fidelity", "F351")]
    public async Task A_change_set_holds_no_get_and_no_other_change_set()
    {
        var get = await Batch(ChangeSet(Part("GET", "accounts")));
        var nested = await Batch(ChangeSet(ChangeSet(Part("POST", "accounts", """{"name":"A"}"""))));

        Assert.Equal((400, 400), (get.Status, nested.Status));
        Assert.Contains("cannot hold a GET", get.Body);
    }

    [Fact]
    public async Task A_change_set_shows_the_rows_that_it_wrote()
    {
        var answer = (await Batch(ChangeSet(Part("POST", "accounts?$select=name", """{"name":"Shown"}""", contentId: "1", headers: "Prefer: return=representation\r\n")))).Ok();

        Assert.Equal([201], Statuses(answer));
        Assert.Contains("\"name\":\"Shown\"", answer.Body);
    }

    [Fact, Trait("fidelity", "F350")]
    public async Task A_thousand_requests_are_the_most()
    {
        var answer = await Batch([.. Enumerable.Repeat(Part("GET", "WhoAmI"), 1001)]);

        Assert.Equal(400, answer.Status);
        Assert.Contains("1000", answer.ErrorMessage);
    }

    [Theory]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/mixed", "x")]
    [InlineData("multipart/mixed; boundary=b", "nothing")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: application/http\r\n\r\nnonsense\r\n--b--\r\n")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: application/http\r\n\r\nGET accounts HTTP/1.1\r\nno header\r\n\r\n--b--\r\n")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: application/http\r\n\r\nPOST $batch HTTP/1.1\r\n\r\n--b--\r\n")]
    [InlineData("multipart/mixed; boundary=b", "--b\r\nContent-Type: application/http\r\n\r\nGET https://elsewhere.example/x HTTP/1.1\r\n\r\n--b--\r\n")]
    public async Task A_malformed_batch_is_a_bad_request(string type, string body)
    {
        var answer = await web.SendAsync("POST", "$batch", body, "Content-Type", type);

        Assert.Equal(400, answer.Status);
    }

    static string Part(string method, string target, string? body = null, string? contentId = null, string headers = "") =>
        "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n" + (contentId is null ? "" : $"Content-ID: {contentId}\r\n")
        + $"\r\n{method} {target} HTTP/1.1\r\n{headers}" + (body is null ? "Accept: application/json\r\n\r\n" : $"Content-Type: application/json; type=entry\r\n\r\n{body}\r\n");

    static string ChangeSet(params string[] parts) => "Content-Type: multipart/mixed; boundary=\"changeset_x\"\r\n\r\n" + Body("changeset_x", parts);

    static string Body(string boundary, string[] parts)
    {
        var body = new StringBuilder();
        foreach (var part in parts) body.Append("--").Append(boundary).Append("\r\n").Append(part).Append("\r\n");
        return body.Append("--").Append(boundary).Append("--\r\n").ToString();
    }

    Task<WebAnswer> Batch(params string[] parts) => web.SendAsync("POST", "$batch", Body("batch_1", parts), "Content-Type", "multipart/mixed; boundary=\"batch_1\"");

    Task<WebAnswer> Batch(string prefer, string[] parts) =>
        web.SendAsync("POST", "$batch", Body("batch_1", parts), "Content-Type", "multipart/mixed; boundary=batch_1", "Prefer", prefer);

    /// <summary>The status of each answer inside the batch.</summary>
    static int[] Statuses(WebAnswer answer) =>
        [.. answer.Body.Split('\n').Where(line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)).Select(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))];
}
