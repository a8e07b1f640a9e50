using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

/// <summary>No letter goes out past its release, whatever door is used.</summary>
public class LetterGateScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly LetterWorld letters = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    [Theory]
    [InlineData("letter")]
    [InlineData("email")]
    public void R02_a_letter_that_was_not_released_cannot_be_completed_through_any_door(string channel)
    {
        var thanks = letters.Drafted(letters.Customer(), "thanks", ("Channel", channel));
        var status = channel == "email" ? 3 : 4;
        var before = letters.Cases.Snapshot();

        var update = SolutionEnvironment.RefusalOf(() => LetterWorld.Complete(letters.Rep, thanks.Activity));
        var german = SolutionEnvironment.RefusalOf(() => LetterWorld.Complete(world.GermanRep, thanks.Activity));
        var setState = SolutionEnvironment.RefusalOf(() => letters.Rep.Execute(new SetStateRequest { EntityMoniker = thanks.Activity, State = new OptionSetValue(1), Status = new OptionSetValue(status) }));

        Assert.Equal("“Thank you for our time together” was not released and cannot be sent or completed. Next: release the letter; what is still missing is named then. [OFF-4060]", update);
        Assert.Equal(
            "„Thank you for our time together“ ist nicht freigegeben und kann nicht versandt oder abgeschlossen werden. Nächster Schritt: das Schreiben freigeben; dabei wird genannt, was noch fehlt. [OFF-4060]", german);
        Assert.Equal(update, setState);
        Assert.Equal(before, letters.Cases.Snapshot());
    }

    [Fact]
    public void Editing_a_released_letter_makes_the_release_void()
    {
        var thanks = Released("thanks");

        letters.Rep.Update(new Entity("letter", thanks.Activity.Id) { ["subject"] = "Something else" });

        var letter = letters.Letter(thanks.Letter);
        Assert.Equal((LetterLetterState.Draft, null, null), (letter.LetterState, letter.TextHash, letter.ReleasedOn));
        Assert.EndsWith("[OFF-4060]", SolutionEnvironment.RefusalOf(() => LetterWorld.Complete(letters.Rep, thanks.Activity)), StringComparison.Ordinal);
    }

    [Fact]
    public void Saving_without_a_change_leaves_the_release_as_it_is()
    {
        var thanks = Released("thanks");
        var text = (string)letters.Activity(thanks.Activity)["description"];

        letters.Rep.Update(new Entity("letter", thanks.Activity.Id) { ["description"] = text.Replace("\n", "\r\n", StringComparison.Ordinal) });

        Assert.Equal(LetterLetterState.Released, letters.Letter(thanks.Letter).LetterState);
    }

    [Fact]
    public void An_edit_past_the_steps_or_with_the_completion_itself_is_found_when_the_letter_goes_out()
    {
        var migrated = Released("thanks");
        world.UpdatePastTheProduct(new Entity("letter", migrated.Activity.Id) { ["description"] = "Something else" });
        var together = Released("thanks");

        Assert.EndsWith("[OFF-4061]", SolutionEnvironment.RefusalOf(() => LetterWorld.Complete(letters.Rep, migrated.Activity)), StringComparison.Ordinal);
        Assert.Matches("\\[OFF-406[01]\\]$", SolutionEnvironment.RefusalOf(() => letters.Rep.Update(new Entity("letter", together.Activity.Id)
        {
            ["description"] = "Something else", ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(4),
        })));
    }

    [Fact]
    public void A_letter_cannot_be_moved_away_from_its_case()
    {
        var thanks = letters.Drafted(letters.Customer(), "thanks");

        var refusal = SolutionEnvironment.RefusalOf(() => letters.Rep.Update(new Entity("letter", thanks.Activity.Id) { ["regardingobjectid"] = new EntityReference(AccountRow.Table, thanks.Account) }));

        Assert.EndsWith("[OFF-4062]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_of_others_are_left_alone()
    {
        var customer = letters.Customer();
        var own = letters.Rep.Create(new Entity("letter") { ["subject"] = "Greetings", ["regardingobjectid"] = new EntityReference(OffboardingCaseRow.Table, customer.Case) });
        var elsewhere = letters.Rep.Create(new Entity("letter") { ["subject"] = "Greetings", ["regardingobjectid"] = new EntityReference(AccountRow.Table, customer.Account) });

        world.Local.Requests.Clear();
        LetterWorld.Complete(letters.Rep, new EntityReference("letter", elsewhere));

        Assert.Empty(world.Local.Requests.ByPlugins);
        LetterWorld.Complete(letters.Rep, new EntityReference("letter", own));
    }

    [Fact]
    public void What_the_product_writes_of_a_letter_nobody_writes_by_hand()
    {
        var thanks = letters.Drafted(letters.Customer(), "thanks");

        var release = SolutionEnvironment.RefusalOf(() => letters.Rep.Update(new LetterRow(new Entity(LetterRow.Table, thanks.Letter)) { LetterState = LetterLetterState.Released }.Entity));
        var german = SolutionEnvironment.RefusalOf(() => world.GermanRep.Update(new LetterRow(new Entity(LetterRow.Table, thanks.Letter)) { Facts = "{}" }.Entity));
        var create = SolutionEnvironment.RefusalOf(() => letters.Rep.Create(new LetterRow
        {
            Name = "x", Kind = LetterKind.Thanks, CaseId = new EntityReference(OffboardingCaseRow.Table, thanks.Case), LetterState = LetterLetterState.Released,
        }.Entity));
        var delete = SolutionEnvironment.RefusalOf(() => world.Administrator.Delete(LetterRow.Table, thanks.Letter));

        Assert.EndsWith("[OFF-4065]", release, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4065]", german, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4066]", create, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4066]", delete, StringComparison.Ordinal);
        letters.Rep.Update(new LetterRow(new Entity(LetterRow.Table, thanks.Letter)) { Name = "Thanks to Anna" }.Entity);
    }

    LetterCase Released(string kind)
    {
        var letter = letters.Drafted(letters.Customer(), kind);
        Assert.True((bool)letters.Rep.Execute(LetterWorld.ReleaseRequest(letter.Letter))["Released"]);
        return letter;
    }
}
