using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace Offboarding.Tests.Browser;

/// <summary>Dialogs of the client API in a real browser: keyboard, focus, magnification.</summary>
public sealed class DialogTests(Chromium chromium) : IClassFixture<Chromium>
{
    const string Origin = "http://app.test/";
    static readonly string Scripts = Path.Combine(SharedFacts.RepositoryRoot, "tools", "LocalDataverse.Web", "App", "wwwroot", "xrm");

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_question_is_answered_by_keyboard_and_the_focus_comes_back(int width)
    {
        var page = await PageAsync(width);
        await page.FocusAsync("#before");

        await page.EvaluateAsync("void (window.asked = Xrm.Navigation.openConfirmDialog({ title: 'Zeilen löschen', text: '214 Zeilen von 3 Firmen löschen?', confirmButtonLabel: '214 Zeilen löschen' }))");
        await AxeFindings.AssertNoneAsync(page);
        Assert.Equal("Abbrechen", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page scrolls sideways.");
        await Chromium.KeepAsync(page, $"question-{width}");
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Keyboard.PressAsync("Enter");

        Assert.True(await page.EvaluateAsync<bool>("window.asked.then(answer => answer.confirmed)"));
        Assert.Equal("before", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Escape_answers_no()
    {
        var page = await PageAsync();

        await page.EvaluateAsync("void (window.asked = Xrm.Navigation.openConfirmDialog({ text: 'Wirklich?' }))");
        await page.Keyboard.PressAsync("Escape");

        Assert.False(await page.EvaluateAsync<bool>("window.asked.then(answer => answer.confirmed)"));
    }

    [Theory]
    [InlineData(1280, 768)]
    [InlineData(320, 320)]
    public async Task A_web_resource_takes_its_share_of_the_window_and_closes_itself(int width, int expected)
    {
        var page = await PageAsync(width);

        await page.EvaluateAsync("void (window.closed_ = Xrm.Navigation.navigateTo({ pageType: 'webresource', webresourceName: 'off_/html/page.html', data: 'a b' }, { target: 2, position: 1, width: { value: 60, unit: '%' } }))");
        var frame = page.FrameLocator("dialog iframe");
        Assert.Contains("data=a+b", await frame.Locator("#address").TextContentAsync(), System.StringComparison.Ordinal);
        var box = await page.Locator("dialog").BoundingBoxAsync();
        Assert.InRange(box!.Width, expected - 2, expected + 2);
        Assert.Equal("Die Seite", await page.Locator("dialog h2").TextContentAsync());
        await frame.Locator("#close").ClickAsync();

        await page.EvaluateAsync("window.closed_");
        Assert.Equal(0, await page.Locator("dialog").CountAsync());
    }

    async Task<IPage> PageAsync(int width = 1280)
    {
        var page = await chromium.OpenAsync("de-DE", width);
        await page.RouteAsync("**/*", route => AnswerAsync(route));
        await page.GotoAsync(Origin);
        await page.WaitForFunctionAsync("window.Xrm !== undefined");
        return page;
    }

    static Task AnswerAsync(IRoute route)
    {
        var path = new System.Uri(route.Request.Url).AbsolutePath;
        if (path.StartsWith("/app/xrm/", System.StringComparison.Ordinal)) return route.FulfillAsync(new RouteFulfillOptions { Path = Path.Combine(Scripts, Path.GetFileName(path)) });

        var body = path.StartsWith("/WebResources/", System.StringComparison.Ordinal)
            ? """<!DOCTYPE html><html lang="de"><title>Die Seite</title><body><p id="address"></p><button id="close">Zu</button><script>address.textContent = location.search; document.getElementById('close').onclick = () => window.close();</script>"""
            : """
              <!DOCTYPE html><html lang="de"><head><title>App</title><link rel="stylesheet" href="/app/xrm/xrm.css"></head><body><main><h1>App</h1><button id="before">Vorher</button></main>
              <script type="module">
                import { start } from '/app/xrm/xrm.js';
                window.GetGlobalContext = () => ({ getClientUrl: () => location.origin, userSettings: { languageId: 1031 }, organizationSettings: { languageId: 1033, uniqueName: 'local' } });
                start({ invokeMethodAsync: async () => null });
              </script>
              """;
        return route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = body });
    }
}
