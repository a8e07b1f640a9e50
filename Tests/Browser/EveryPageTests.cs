using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace Offboarding.Tests.Browser;

/// <summary>Every page that the site map leads each user to: readable for all, at every size, in both languages.</summary>
public sealed class EveryPageTests(ServedBrowser app) : IClassFixture<ServedBrowser>
{
    [Theory]
    [InlineData(ServedBrowser.Rep, "Sales", 5)]
    [InlineData(ServedBrowser.Manager, "Management", 5)]
    [InlineData(ServedBrowser.Officer, "Data protection", 5)]
    [InlineData(ServedBrowser.Administrator, "Administration", 8)]
    public async Task R48_each_user_finds_an_area_whose_pages_have_no_serious_finding(string user, string area, int atLeast)
    {
        var page = await app.OpenAsync(user: user);
        Assert.Contains(area, await page.Locator("nav h2").AllTextContentsAsync());
        var addresses = await AddressesAsync(page);
        Assert.True(addresses.Count >= atLeast, $"{user} has {addresses.Count} pages.");

        foreach (var address in addresses)
        {
            await app.GoAsync(page, address);
            await AxeFindings.AssertNoneAsync(page);
            Assert.Equal(0, await page.Locator("main .placeholder").CountAsync());
        }

        await app.GoAsync(page, "/");
        await Chromium.KeepAsync(page, "home-" + area.Replace(' ', '-'));
    }

    [Theory]
    [InlineData(ServedBrowser.Rep)]
    [InlineData(ServedBrowser.Officer)]
    [InlineData(ServedBrowser.Administrator)]
    public async Task At_400_percent_nothing_has_to_be_scrolled_sideways(string user)
    {
        var page = await app.OpenAsync(user: user, language: "Deutsch", width: 320);

        foreach (var address in await AddressesAsync(page))
        {
            await app.GoAsync(page, address);
            await ServedBrowser.AssertNoSidewaysScrollAsync(page);
        }

        await Chromium.KeepAsync(page, "narrow-" + user.Replace(' ', '-'));
    }

    static async Task<IReadOnlyList<string>> AddressesAsync(IPage page)
    {
        var links = await page.Locator("nav.side a").AllAsync();
        return [.. (await Task.WhenAll(links.Select(link => link.GetAttributeAsync("href")))).OfType<string>().Distinct()];
    }
}
