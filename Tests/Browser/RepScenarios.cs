using System;
using System.Threading.Tasks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Offboarding.Tests.Browser;

/// <summary>What a sales rep does all day, in the app of the packed solution.</summary>
public sealed class RepScenarios(ServedBrowser app) : IClassFixture<ServedBrowser>
{
    [Theory]
    [InlineData("English", "Deactivate", "cannot be deactivated yet. Contract V-2003 renews on 1 May 2026.")]
    [InlineData("Deutsch", "Deaktivieren", "Vertrag V-2003")]
    public async Task R48_the_refusal_of_a_deactivation_says_what_binds_and_what_to_do(string language, string deactivate, string says)
    {
        var page = await OpenAccountAsync("Bergmann Maschinenbau AG", language);

        await ServedBrowser.Command(page, deactivate).ClickAsync();
        await page.GetByRole(AriaRole.Alertdialog).Locator("fluent-button").First.ClickAsync();

        await Expect(page.Locator("main .message").First).ToContainTextAsync(says);
        await Expect(page.Locator("main .message").First).ToContainTextAsync("[OFF-1101]");
        await AxeFindings.AssertNoneAsync(page);
        await Chromium.KeepAsync(page, $"refusal-{language}");
    }

    [Theory]
    [InlineData("English", "Possible from Sat, 1 May 2027", "Latest notice date")]
    [InlineData("Deutsch", "Möglich ab", "Spätester Kündigungstermin")]
    public async Task R48_the_account_shows_verdict_and_timeline(string language, string verdict, string step)
    {
        var page = await OpenAccountAsync("Bergmann Maschinenbau AG", language);
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "Offboarding" }).ClickAsync();
        var panel = page.FrameLocator("iframe[data-resource='off_/html/account-panel.html']");

        await Expect(panel.Locator("body")).ToContainTextAsync(verdict);
        await Expect(panel.Locator("ol.timeline")).ToContainTextAsync(step);
        await AxeFindings.AssertNoneAsync(page);
        await Chromium.KeepAsync(page, $"panel-{language}");
    }

    [Fact]
    public async Task R48_a_relationship_is_ended_by_keyboard_alone()
    {
        var page = await OpenAccountAsync("Rheintal Druckerei GmbH");
        await TabToAsync(page, "End relationship");
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.FrameLocator("dialog iframe");
        await dialog.GetByRole(AriaRole.Radio).First.WaitForAsync();
        await AxeFindings.AssertNoneAsync(page);

        await TabToAsync(page, "We give notice");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Reason");
        await page.Keyboard.PressAsync("ArrowDown");
        await TabToAsync(page, "Explanation");
        await page.Keyboard.TypeAsync("The work for this customer has cost more than it brought for two years.");
        await TabToAsync(page, "Check");
        await page.Keyboard.PressAsync("Enter");
        await Chromium.KeepAsync(page, "end-relationship");
        await TabToAsync(page, "Start");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/record/off_offboardingcase/**");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("OFF-");
        await Chromium.KeepAsync(page, "case");
    }

    [Fact]
    public async Task What_was_typed_is_kept_when_the_start_is_refused()
    {
        var page = await OpenAccountAsync("Hansekontor Handels GmbH");
        await ServedBrowser.Command(page, "End relationship").ClickAsync();
        var dialog = page.FrameLocator("dialog iframe");

        await dialog.GetByLabel("We give notice").CheckAsync();
        await dialog.GetByLabel("Explanation").FillAsync("tbd");
        await dialog.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = "Start" }).ClickAsync();

        await Expect(dialog.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        Assert.Equal("tbd", await dialog.GetByLabel("Explanation").InputValueAsync());
        Assert.True(await dialog.GetByLabel("We give notice").IsCheckedAsync());
    }

    async Task<IPage> OpenAccountAsync(string name, string language = "English")
    {
        var page = await app.OpenAsync("/list/account", language: language);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/record/account/**");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync(name);
        await ServedBrowser.ReadyAsync(page);
        return page;
    }

    /// <summary>Presses Tab until the focus is on what a screen reader would call so.</summary>
    static async Task TabToAsync(IPage page, string name)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await FocusedAsync(page)).Contains(name, StringComparison.Ordinal)) return;
        }

        Assert.Fail($"'{name}' cannot be reached by Tab; the focus is on '{await FocusedAsync(page)}'.");
    }

    /// <summary>Text or label of the element with the focus, inside a frame, too.</summary>
    static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>(
        """
        () => {
            let focused = document.activeElement;
            while (focused && focused.tagName === 'IFRAME') focused = focused.contentDocument.activeElement;
            if (!focused || focused.tagName === 'BODY' || focused.tagName === 'MAIN') return '';
            const labels = focused.labels ? [...focused.labels].map(label => label.textContent) : [];
            return [...labels, focused.getAttribute('aria-label') || '', focused.tagName === 'SELECT' || focused.tagName === 'TEXTAREA' ? '' : focused.textContent].join(' ').trim();
        }
        """);
}
