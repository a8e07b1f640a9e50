using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Playwright;

namespace Offboarding.Tests.Browser;

/// <summary>The computer's own Chromium, driven by Playwright; started once for a class of tests.</summary>
/// <remarks>Looked for on the path, or where the environment variable <c>OFFBOARDING_CHROMIUM</c> says. Without it the tests are skipped with the reason; with the variable CI set that is a failure, because nobody would notice.</remarks>
public sealed class Chromium : IAsyncLifetime
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    IPlaywright? playwright;
    IBrowser? browser;

    /// <summary>A window of its own, with its own cookies.</summary>
    /// <param name="language">Language of the browser: de-DE or en-US.</param>
    /// <param name="width">Width in CSS pixels; 320 is what 1280 become at 400 %.</param>
    /// <param name="height">Height in CSS pixels.</param>
    internal async Task<IPage> OpenAsync(string language = "en-US", int width = 1280, int height = 900)
    {
        if (browser is null)
        {
            const string Message = "Chromium is not here. Install the package chromium, or name the program in OFFBOARDING_CHROMIUM.";
            Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")), Message);
            Assert.Fail(Message);
        }

        var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = language, TimezoneId = "Europe/Berlin", ViewportSize = new ViewportSize { Width = width, Height = height } });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture of the page beside the other results of the tests.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">Name of the file, without ending.</param>
    internal static async Task KeepAsync(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(SharedFacts.RepositoryRoot, "artifacts", "screenshots"));
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, name + ".png") });
    }

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program) return;

        playwright = await Playwright.CreateAsync();
        // Tests may run as root in a container, where the sandbox of Chromium cannot; they open pages of this computer only.
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("OFFBOARDING_CHROMIUM") is { Length: > 0 } named) return named;

        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}
