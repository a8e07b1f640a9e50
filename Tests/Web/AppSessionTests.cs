using System;
using System.Linq;
using System.Threading.Tasks;

namespace Offboarding.Tests.Web;

/// <summary>Who may use the session of a browser, and what pages of the app may load.</summary>
public sealed class AppSessionTests
{
    [Fact]
    public async Task The_app_begins_as_the_first_user_and_the_web_api_takes_its_session_for_requests_of_its_own_page()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");

        var who = await app.SendAsync("GET", "/api/data/v9.2/WhoAmI", "Sec-Fetch-Site", "same-origin");

        Assert.True(who.Status == 200, who.Body);
        Assert.Contains("UserId", who.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Accept", "application/json")]
    public async Task The_session_is_nothing_to_requests_that_another_site_may_have_sent(string header, string value)
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");

        var refused = await app.SendAsync("GET", "/api/data/v9.2/WhoAmI", header, value);

        Assert.Equal(401, refused.Status);
        Assert.Contains("0x80040277", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_origin_that_is_this_server_stands_for_the_missing_header_of_an_older_browser()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");

        Assert.Equal(200, (await app.SendAsync("GET", "/api/data/v9.2/WhoAmI", "Origin", "http://localhost")).Status);
    }

    [Fact]
    public async Task A_foreign_name_for_this_computer_opens_nothing()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);

        var refused = await app.SendAsync("GET", "http://rebound.example/", "Accept", "text/html");

        Assert.Equal(403, refused.Status);
        Assert.DoesNotContain("Set-Cookie", refused.Headers.Keys);
    }

    [Fact]
    public async Task Switching_the_user_changes_whose_requests_they_are()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");
        var before = await app.SendAsync("GET", "/api/data/v9.2/WhoAmI", "Sec-Fetch-Site", "same-origin");

        await app.BecomeAsync(environment.Local.AdministratorId);
        var after = await app.SendAsync("GET", "/api/data/v9.2/WhoAmI", "Sec-Fetch-Site", "same-origin");

        Assert.Contains(environment.Local.AdministratorId.ToString("D"), after.Body, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(before.Body, after.Body);
    }

    [Fact]
    public async Task Another_sites_form_cannot_switch_the_user()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");

        var refused = await app.PostAsync("/session", new() { ["user"] = environment.Local.AdministratorId.ToString() }, "Sec-Fetch-Site", "cross-site");

        Assert.Equal(403, refused.Status);
    }

    [Theory]
    [InlineData("//evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/list/account", "/list/account")]
    public async Task Switching_leads_to_pages_of_the_app_only(string asked, string led)
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);

        var answer = await app.PostAsync("/session", new() { ["user"] = environment.Local.AdministratorId.ToString(), ["to"] = asked }, "Sec-Fetch-Site", "same-origin");

        Assert.Equal(led, answer.Headers["Location"]);
    }

    [Fact]
    public async Task A_token_needs_no_session_and_its_user_counts()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);

        var who = await app.SendAsync("GET", "/api/data/v9.2/WhoAmI", "Authorization", "Bearer " + app.Tokens.Issued.Single(token => token.UserId == environment.Local.AdministratorId).Value);

        Assert.Contains(environment.Local.AdministratorId.ToString("D"), who.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Pages_and_web_resources_may_load_scripts_of_this_server_only()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);

        var page = await app.OpenAsync("/list/account");
        var icon = await app.SendAsync("GET", "/WebResources/off_/icons/case.svg");

        foreach (var answer in new[] { page, icon })
        {
            Assert.Equal(200, answer.Status);
            Assert.Contains("script-src 'self';", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        }

        Assert.DoesNotContain(" onclick=", page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page.Body);
    }

    [Theory]
    [InlineData("/app/app.css", "text/css")]
    [InlineData("/app/xrm/xrm.js", "text/javascript")]
    [InlineData("/_framework/blazor.web.js", "text/javascript")]
    [InlineData("/_content/Microsoft.FluentUI.AspNetCore.Components/Microsoft.FluentUI.AspNetCore.Components.lib.module.js", "text/javascript")]
    [InlineData("/WebResources/off_/icons/case.svg", "image/svg+xml")]
    [InlineData("/ClientGlobalContext.js.aspx", "text/javascript")]
    [InlineData("/WebResources/ClientGlobalContext.js.aspx", "text/javascript")]
    public async Task Everything_has_its_media_type(string path, string type)
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");

        var answer = await app.SendAsync("GET", path);

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(type, answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.NotEmpty(answer.Body);
    }

    [Fact]
    public async Task Each_web_resource_of_the_solution_is_served_with_the_type_it_has()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);

        foreach (var resource in environment.Local.Screens.Resources.Values)
        {
            var answer = await app.SendAsync("GET", "/WebResources/" + resource.Name);

            Assert.Equal(200, answer.Status);
            Assert.NotEqual("application/octet-stream", answer.Headers["Content-Type"]);
        }
    }

    [Fact]
    public async Task A_web_resource_that_is_not_there_is_named()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);

        var missing = await app.SendAsync("GET", "/WebResources/off_/js/nothing.js");

        Assert.Equal(404, missing.Status);
        Assert.Contains("off_/js/nothing.js", missing.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_context_tells_who_looks_and_in_which_language()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        await app.OpenAsync("/");
        await app.BecomeAsync(environment.Local.AdministratorId);

        var script = (await app.SendAsync("GET", "/ClientGlobalContext.js.aspx")).Body;

        Assert.Contains("GetGlobalContext", script, StringComparison.Ordinal);
        Assert.Contains($$"""
            "userId":"{{{environment.Local.AdministratorId.ToString("D").ToUpperInvariant()}}}"
            """.Trim(), script, StringComparison.Ordinal);
        Assert.Contains("\"url\":\"http://localhost\"", script, StringComparison.Ordinal);
        Assert.Contains("\"language\":1033", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_of_a_model_driven_app_lead_to_the_same_pages_here()
    {
        using var environment = new SolutionEnvironment();
        await using var app = ServedApp.Of(environment.Local);
        var id = Guid.NewGuid();

        var record = await app.SendAsync("GET", $"/main.aspx?pagetype=entityrecord&etn=account&id=%7B{id:D}%7D");
        var list = await app.SendAsync("GET", $"/main.aspx?pagetype=entitylist&etn=off_contract&viewid={id:D}");

        Assert.Equal($"/record/account/{id:D}", record.Headers["Location"]);
        Assert.Equal($"/list/off_contract?view={id:D}", list.Headers["Location"]);
    }
}
