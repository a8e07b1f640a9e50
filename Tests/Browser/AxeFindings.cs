using System.Linq;
using System.Threading.Tasks;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Offboarding.Tests.Browser;

/// <summary>What axe finds in a page.</summary>
internal static class AxeFindings
{
    static readonly string[] Serious = ["serious", "critical"];

    /// <summary>Fails with each serious finding: the rule, and the elements that break it.</summary>
    public static async Task AssertNoneAsync(IPage page)
    {
        var result = await page.RunAxe();
        var findings = result.Violations.Where(violation => Serious.Contains(violation.Impact))
            .Select(violation => $"{violation.Id}: {violation.Help}\n  " + string.Join("\n  ", violation.Nodes.Select(node => node.Html))).ToList();

        Assert.True(findings.Count == 0, page.Url + "\n" + string.Join('\n', findings));
        Assert.NotEmpty(result.Passes);
    }
}
