using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Offboarding.Tests.Web;

namespace Offboarding.Tests.Browser;

/// <summary><c>offboard serve</c> with the sample customers, and a browser to look at it. Started once for a class of tests.</summary>
public sealed class ServedBrowser : IAsyncLifetime
{
    readonly Chromium chromium = new();
    ServerProcess? server;

    /// <summary>The sales rep of the sample customers; the app begins with her.</summary>
    internal const string Rep = "Lea Brandt";

    internal const string Manager = "Mara Kern";
    internal const string Administrator = "Anton Berg";
    internal const string Officer = "Dana Weiss";

    /// <summary>A page of the app, as a user who reads a language; the user and the language are chosen in the menu, as a newcomer does.</summary>
    internal async Task<IPage> OpenAsync(string path = "/", string user = Rep, string language = "English", int width = 1280)
    {
        var page = await chromium.OpenAsync(width: width);
        await GoAsync(page, "/");
        await MenuAsync(page).ClickAsync();
        await page.Locator("form[action='/session'] button", new PageLocatorOptions { HasText = user }).ClickAsync();
        await ReadyAsync(page);
        var code = language == "Deutsch" ? "de" : "en";
        if (await page.Locator("html").GetAttributeAsync("lang") != code)
        {
            await MenuAsync(page).ClickAsync();
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = language, Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", code);
        }

        await GoAsync(page, path);
        return page;
    }

    internal async Task GoAsync(IPage page, string path)
    {
        await page.GotoAsync(new Uri(server!.Address, path).AbsoluteUri);
        await ReadyAsync(page);
    }

    /// <summary>Waits until the page listens: before, clicks would be lost.</summary>
    internal static async Task ReadyAsync(IPage page)
    {
        await page.Locator("main").WaitForAsync();
        for (var tries = 0; tries < 150; tries++)
        {
            // Functions that wait inside the page would need eval, which its policy forbids.
            if (await page.EvaluateAsync<bool>("typeof window.Xrm === 'object' || typeof window.Xrm === 'function'")) return;

            await page.WaitForTimeoutAsync(100);
        }

        Assert.Fail("The page did not become ready: " + page.Url);
    }

    /// <summary>A button of the command bar.</summary>
    internal static ILocator Command(IPage page, string label) => page.Locator(".commands fluent-button", new PageLocatorOptions { HasText = label }).First;

    /// <summary>Fails if somebody at 400 % would have to scroll sideways.</summary>
    internal static async Task AssertNoSidewaysScrollAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{page.Url} scrolls sideways: {await page.EvaluateAsync<int>("document.documentElement.scrollWidth")} px.");

    static ILocator MenuAsync(IPage page) => page.Locator(".tools details.menu > summary").Last;

    public async ValueTask InitializeAsync()
    {
        await chromium.InitializeAsync();
        server = await ServerProcess.StartAsync("--today", "2026-03-16");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.EndAsync();
        server?.Dispose();
        await chromium.DisposeAsync();
    }
}
