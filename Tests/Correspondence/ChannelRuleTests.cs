using CsCheck;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class ChannelRuleTests
{
    static readonly Gen<Recipient> Recipients = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, AnyOf.These<int?>(null, 1, 2, 3, 4, 5), (email, post, noEmail, noBulk, noPost, preferred) =>
        new Recipient { Email = email ? "a@example.com" : null, HasPostalAddress = post, RefusesEmail = noEmail, RefusesBulkEmail = noBulk, RefusesPost = noPost, PreferredMethod = preferred });

    static readonly Gen<LetterChannel?> Wanted = AnyOf.These<LetterChannel?>(null, LetterChannel.Email, LetterChannel.Letter);

    [Fact]
    public void R23_what_a_recipient_refuses_is_never_chosen() => Gen.Select(Recipients, Gen.Enum<LetterKind>(), Gen.Bool, Wanted).Sample((recipient, kind, paper, wanted) =>
    {
        var choice = ChannelRule.Choose(recipient, kind, paper, wanted);

        Assert.True(choice.Problem != ChannelProblem.None || ChannelRule.Allows(recipient, kind, choice.Channel));
        Assert.True(choice.Problem != ChannelProblem.None || !paper || choice.Channel == LetterChannel.Letter);
        Assert.True(choice.Problem != ChannelProblem.None || wanted is null || choice.Channel == wanted);
    });

    [Fact]
    public void R23_a_channel_that_is_allowed_and_reachable_is_found() => Gen.Select(Recipients, Gen.Enum<LetterKind>()).Sample((recipient, kind) =>
    {
        var isPossible = (recipient.Email is not null && ChannelRule.Allows(recipient, kind, LetterChannel.Email)) || (recipient.HasPostalAddress && ChannelRule.Allows(recipient, kind, LetterChannel.Letter));

        Assert.Equal(isPossible, ChannelRule.Choose(recipient, kind, needsPaper: false, wanted: null).Problem == ChannelProblem.None);
    });

    [Theory]
    [InlineData(2, LetterKind.Notice, LetterChannel.Email)]
    [InlineData(5, LetterKind.Summary, LetterChannel.Letter)]
    [InlineData(1, LetterKind.Summary, LetterChannel.Email)]
    [InlineData(null, LetterKind.Thanks, LetterChannel.Letter)]
    public void R23_the_preferred_way_decides(int? preferred, LetterKind kind, LetterChannel expected) =>
        Assert.Equal(
            new ChannelChoice(ChannelProblem.None, expected),
            ChannelRule.Choose(new Recipient { Email = "a@example.com", HasPostalAddress = true, PreferredMethod = preferred }, kind, needsPaper: false, wanted: null));

    [Fact]
    public void A_refusal_of_bulk_mail_stops_greetings_but_not_a_notice()
    {
        var recipient = new Recipient { RefusesBulkEmail = true };

        Assert.False(ChannelRule.Allows(recipient, LetterKind.Checkin, LetterChannel.Email));
        Assert.True(ChannelRule.Allows(recipient, LetterKind.Notice, LetterChannel.Email));
    }
}
