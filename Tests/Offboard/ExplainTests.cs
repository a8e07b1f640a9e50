using System;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.Offboard;

public class ExplainTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void R10_an_account_is_explained_as_approved(string language)
    {
        var run = Terminal.Run("explain", "--account", "Rheintal Druckerei GmbH", "--language", language);

        Assert.Equal(0, run.ExitCode);
        ApprovedTexts.Match(run.Output, language);
    }

    [Fact]
    public void The_explanation_comes_as_json_with_the_contract_of_a_subsidiary()
    {
        var json = JObject.Parse(Terminal.Run("explain", "--account", "K-1017", "--json").Output);

        Assert.Contains(json["accounts"]![0]!["contracts"]!, contract => (string?)contract["account"] == "Sanders Lagertechnik GmbH");
    }

    [Theory]
    [InlineData("Nobody", "accounts.csv has no account Nobody. Give a number or a part of a name that stands in it.")]
    [InlineData("sanders", "sanders stands for Sanders Holding SE (K-1017), Sanders Lagertechnik GmbH (K-1018). Give the number of one.")]
    public void An_account_that_is_not_clear_is_refused_by_name(string account, string message)
    {
        var run = Terminal.Run("explain", "--account", account);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Error: " + message, run.Errors, StringComparison.Ordinal);
    }
}
