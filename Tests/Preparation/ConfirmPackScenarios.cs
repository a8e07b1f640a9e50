using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Preparation;

namespace Offboarding.Tests.Preparation;

/// <summary>Confirming a pack, and what makes it stale.</summary>
[Trait("requirement", "R26")]
public sealed class ConfirmPackScenarios : IDisposable
{
    readonly FarewellWorld farewell = new FarewellWorld().WithHistory();

    public void Dispose() => farewell.Dispose();

    [Fact]
    public void R26_a_pack_is_confirmed_by_name_and_confirming_again_changes_nothing()
    {
        farewell.Do("off_PrepareConversation");

        var first = farewell.Do("off_ConfirmPack");
        var confirmed = farewell.Document();
        farewell.World.Local.Clock.MoveTo(new DateTime(2027, 1, 15, 9, 0, 0, DateTimeKind.Utc));
        farewell.Do("off_ConfirmPack");

        Assert.True((bool)first["Confirmed"]);
        Assert.Equal("Ada Rep", confirmed.ConfirmedById!.Name);
        Assert.Equal(confirmed.ConfirmedOn, farewell.Document().ConfirmedOn);
    }

    [Fact]
    public void R26_without_a_pack_there_is_nothing_to_confirm() => Assert.EndsWith("[OFF-4250]", farewell.Refused("off_ConfirmPack"), StringComparison.Ordinal);

    [Fact]
    public void R26_a_pack_whose_facts_changed_is_not_confirmed_and_the_message_says_what_changed()
    {
        farewell.Do("off_PrepareConversation");
        farewell.Invoice("R-3", 50m, 2026);

        var refusal = farewell.Refused("off_ConfirmPack");

        Assert.Contains("changed since: Open points, Money.", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4251]", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explanation")]
    [InlineData("situation")]
    [InlineData("contract")]
    [InlineData("interaction")]
    [InlineData("complaint")]
    public void R26_each_kind_of_fact_makes_a_pack_stale(string fact)
    {
        farewell.Do("off_PrepareConversation");
        switch (fact)
        {
            case "explanation": farewell.Change(static row => row.Explanation = "Our strategy has changed and this service ends with it."); break;
            case "situation": farewell.Change(static row => row.Situation = "They found a new partner already."); break;
            case "contract": farewell.World.AddContract(farewell.Account, "V-2042"); break;
            case "interaction": farewell.Completed("phonecall", "They called yesterday", status: 2); break;
            default: farewell.World.Administrator.Create(new Entity("incident") { ["title"] = "Again", ["customerid"] = farewell.Customer, ["casetypecode"] = new OptionSetValue(2) }); break;
        }

        Assert.EndsWith("[OFF-4251]", farewell.Refused("off_ConfirmPack"), StringComparison.Ordinal);
    }

    [Fact]
    public void R26_time_alone_and_our_own_tasks_make_no_pack_stale()
    {
        farewell.Do("off_PrepareConversation");
        farewell.Completed("task", "Ours alone as well", status: 5);
        farewell.World.Local.Clock.MoveTo(new DateTime(2027, 1, 25, 8, 0, 0, DateTimeKind.Utc));

        Assert.True((bool)farewell.Do("off_ConfirmPack")["Confirmed"]);
    }

    [Fact]
    public void R26_a_new_pack_keeps_the_confirmation_only_while_the_facts_are_the_same()
    {
        farewell.Do("off_PrepareConversation");
        farewell.Do("off_ConfirmPack");
        farewell.Do("off_PrepareConversation", ("Language", "de"));
        var same = farewell.Document().ConfirmedOn;
        farewell.Invoice("R-3", 50m, 2026);
        farewell.Do("off_PrepareConversation");

        Assert.NotNull(same);
        Assert.Null(farewell.Document().ConfirmedOn);
    }

    [Fact]
    public void R26_a_waiver_needs_a_reason_that_says_something_and_ends_with_a_new_pack()
    {
        var refusal = farewell.Refused("off_ConfirmPack", ("WaiverReason", "n/a"));
        var answer = farewell.Do("off_ConfirmPack", ("WaiverReason", "They called us this morning and wanted to talk at once."));
        var waived = farewell.Document();
        farewell.Do("off_PrepareConversation");

        Assert.EndsWith("[OFF-4255]", refusal, StringComparison.Ordinal);
        Assert.False((bool)answer["Confirmed"]);
        Assert.Equal(("Ada Rep", "They called us this morning and wanted to talk at once."), (waived.ConfirmedById!.Name, waived.WaiverReason));
        Assert.Null(farewell.Document().WaiverReason);
        Assert.Null(farewell.Document().ConfirmedOn);
    }

    [Fact]
    public void R26_confirming_takes_no_more_requests_than_it_says()
    {
        farewell.Do("off_PrepareConversation");
        farewell.World.Local.Requests.Clear();

        farewell.Do("off_ConfirmPack");

        Assert.InRange(farewell.World.Local.Requests.ByPlugins.Count, 8, ConfirmPack.MostRequests);
    }

    [Fact]
    public void R26_the_messages_are_in_the_language_of_the_reader()
    {
        farewell.Do("off_PrepareConversation");
        farewell.Invoice("R-3", 50m, 2026);

        var refusal = farewell.Cases.RefusalOf(farewell.World.GermanRep, Tests.Cases.CaseWorld.On(farewell.Case, "off_ConfirmPack"));

        Assert.Contains("seitdem geändert: Offene Punkte, Geld.", refusal, StringComparison.Ordinal);
    }
}
