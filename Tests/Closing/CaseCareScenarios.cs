using System;
using System.Linq;
using Offboarding.Plugins.Closing;
using Offboarding.Tests.Nightly;
using Offboarding.Tests.Preparation;

namespace Offboarding.Tests.Closing;

/// <summary>What the night does for open cases: stale packs, checklists, overdue summaries.</summary>
public sealed class CaseCareScenarios : IDisposable
{
    readonly FarewellWorld farewell = new FarewellWorld().WithHistory();

    public void Dispose() => farewell.Dispose();

    [Fact]
    public void R26_the_night_marks_a_pack_whose_facts_changed_once_and_says_what_changed()
    {
        farewell.Do("off_PrepareConversation");
        var fresh = farewell.World.RunOn("2027-01-16");
        var before = farewell.Document().Stale;
        farewell.Invoice("R-3", 50m, 2026);

        var night = farewell.World.RunOn("2027-01-17");
        var again = farewell.World.RunOn("2027-01-18");

        Assert.NotEqual(true, before);
        Assert.DoesNotContain(fresh.Reports, static line => line.Contains("out of date", StringComparison.Ordinal));
        Assert.Equal((true, "Open points, Money"), (farewell.Document().Stale, farewell.Document().StaleReason));
        Assert.Contains(night.Reports, static line => line.Contains("its conversation pack is out of date; changed: ", StringComparison.Ordinal));
        Assert.DoesNotContain(again.Reports, static line => line.Contains("out of date", StringComparison.Ordinal));
    }

    [Fact]
    public void R29_the_night_reminds_once_of_a_summary_that_is_overdue()
    {
        farewell.Do("off_PrepareConversation");
        farewell.Do("off_ConfirmPack");
        farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));
        var due = farewell.Item("service-summary").DueOn!.Value;

        farewell.World.RunOn(due.ToString());
        var onTheDay = Reminders();
        farewell.World.RunOn(due.PlusDays(1).ToString());
        farewell.World.RunOn(due.PlusDays(2).ToString());

        Assert.Equal(0, onTheDay);
        Assert.Equal(1, Reminders());
    }

    [Theory]
    [InlineData("", "", false)]
    [InlineData(";1", "", true)]
    [InlineData("OFF-000017", "OFF-000017", false)]
    [InlineData("OFF-000017;1", "OFF-000017", true)]
    public void A_token_reads_as_it_was_written(string text, string after, bool isAlone)
    {
        var token = CareToken.ParseOrNull(text)!;

        Assert.Equal((after, isAlone, text), (token.After, token.IsAlone, token.ToString()));
    }

    [Fact]
    public void A_token_of_something_else_is_none() => Assert.Null(CareToken.ParseOrNull("a;b"));

    int Reminders() => farewell.All("task", "subject").Count(static row => row.GetAttributeValue<string>("subject").StartsWith("The summary of the talk is overdue since ", StringComparison.Ordinal));
}
