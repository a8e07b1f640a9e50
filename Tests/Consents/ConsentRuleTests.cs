using System;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Consents;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Correspondence;

namespace Offboarding.Tests.Consents;

public class ConsentRuleTests
{
    static readonly LocalDate Day = new(2027, 1, 15);

    static readonly Gen<ConsentRow> Rows = Gen.Select(
        AnyOf.These([.. ConsentPurpose.All]), Gen.Enum<ConsentBasis>(), AnyOf.These<ConsentChannel?>(null, ConsentChannel.Any, ConsentChannel.Email, ConsentChannel.Letter, ConsentChannel.Phone),
        Gen.Int[-400, 400], AnyOf.These<int?>(null, -100, -1, 0, 1, 100), AnyOf.These<int?>(null, -1, 0, 1),
        (purpose, basis, channel, given, withdrawn, ends) => Row(purpose, basis, channel, given, withdrawn, ends));

    [Theory]
    [InlineData("third_party", ConsentBasis.Consent, ConsentChannel.Any, null, ConsentProblem.None)]
    [InlineData("third_party", ConsentBasis.Interest, ConsentChannel.Any, null, ConsentProblem.WeakBasis)]
    [InlineData("third_party", ConsentBasis.Contract, ConsentChannel.Any, null, ConsentProblem.WeakBasis)]
    [InlineData("keep_in_touch", ConsentBasis.Existing, ConsentChannel.Email, null, ConsentProblem.None)]
    [InlineData("keep_in_touch", ConsentBasis.Existing, ConsentChannel.Phone, null, ConsentProblem.WeakBasis)]
    [InlineData("keep_in_touch", ConsentBasis.Interest, ConsentChannel.Letter, null, ConsentProblem.None)]
    [InlineData("keep_in_touch", ConsentBasis.Interest, ConsentChannel.Email, null, ConsentProblem.WeakBasis)]
    [InlineData("reference", ConsentBasis.Consent, ConsentChannel.Letter, ConsentChannel.Email, ConsentProblem.OtherChannel)]
    [InlineData("feedback", ConsentBasis.Interest, ConsentChannel.Email, null, ConsentProblem.None)]
    public void R12_a_basis_carries_its_purpose_on_its_channel(string purpose, ConsentBasis basis, ConsentChannel act, ConsentChannel? covered, ConsentProblem expected) =>
        Assert.Equal(expected, ConsentRule.Judge([Row(purpose, basis, covered, given: -10)], purpose, act, Day).Problem);

    [Theory]
    [InlineData(-10, null, null, ConsentProblem.None)]
    [InlineData(0, null, null, ConsentProblem.None)]
    [InlineData(1, null, null, ConsentProblem.NotYet)]
    [InlineData(-10, 0, null, ConsentProblem.Withdrawn)]
    [InlineData(-10, 1, null, ConsentProblem.None)]
    [InlineData(-10, null, -1, ConsentProblem.Ended)]
    [InlineData(-10, null, 0, ConsentProblem.None)]
    public void R12_a_consent_holds_from_the_day_it_was_given_to_the_day_before_its_withdrawal(int given, int? withdrawn, int? ends, ConsentProblem expected) =>
        Assert.Equal(expected, ConsentRule.Judge([Row(ConsentPurpose.ThirdParty, ConsentBasis.Consent, null, given, withdrawn, ends)], ConsentPurpose.ThirdParty, ConsentChannel.Any, Day).Problem);

    [Fact]
    public void R12_without_a_row_of_the_purpose_there_is_no_basis() =>
        Assert.Equal(ConsentProblem.Missing, ConsentRule.Judge([Row(ConsentPurpose.Reference, ConsentBasis.Consent, null, -1)], ConsentPurpose.ThirdParty, ConsentChannel.Any, Day).Problem);

    [Fact]
    public void R12_a_withdrawal_stops_every_other_row_of_the_purpose_until_a_later_day()
    {
        var withdrawn = Row(ConsentPurpose.KeepInTouch, ConsentBasis.Existing, ConsentChannel.Email, given: -100, withdrawn: -10);

        Assert.Equal(ConsentProblem.Withdrawn, Judge(withdrawn, Row(ConsentPurpose.KeepInTouch, ConsentBasis.Consent, null, given: -50)));
        Assert.Equal(ConsentProblem.Withdrawn, Judge(withdrawn, Row(ConsentPurpose.KeepInTouch, ConsentBasis.Consent, null, given: -10)));
        Assert.Equal(ConsentProblem.None, Judge(withdrawn, Row(ConsentPurpose.KeepInTouch, ConsentBasis.Consent, null, given: -9)));

        static ConsentProblem Judge(params ConsentRow[] rows) => ConsentRule.Judge(rows, ConsentPurpose.KeepInTouch, ConsentChannel.Email, Day).Problem;
    }

    [Fact]
    public void R12_whatever_rows_there_are_an_act_rests_on_one_that_stands() => Gen.Select(Rows.Array[0, 6], AnyOf.These([.. ConsentPurpose.All]), Gen.Enum<ConsentChannel>()).Sample((rows, purpose, channel) =>
    {
        var verdict = ConsentRule.Judge(rows, purpose, channel, Day);
        if (!verdict.Holds) return;

        var consent = verdict.Consent!;
        Assert.Equal(purpose, consent.Purpose);
        Assert.True(consent.GivenOn <= Day && !(consent.WithdrawnOn <= Day) && !(consent.EndsOn < Day) && ConsentRule.Carries(consent.Basis, purpose, channel));
    });

    [Fact]
    public void R12_one_more_withdrawal_never_allows_what_was_not_allowed() => Gen.Select(Rows.Array[1, 6], AnyOf.These([.. ConsentPurpose.All]), Gen.Enum<ConsentChannel>(), Gen.Int[0, 5]).Sample((rows, purpose, channel, which) =>
    {
        var before = ConsentRule.Judge(rows, purpose, channel, Day).Holds;
        rows[which % rows.Length].WithdrawnOn = Day;

        Assert.True(before || !ConsentRule.Judge(rows, purpose, channel, Day).Holds);
    });

    [Fact]
    public void The_order_of_rows_does_not_matter() => Gen.Select(Rows.Array[0, 6], AnyOf.These([.. ConsentPurpose.All]), Gen.Enum<ConsentChannel>()).Sample((rows, purpose, channel) =>
        Assert.Equal(ConsentRule.Judge(rows, purpose, channel, Day).Holds, ConsentRule.Judge(rows.Reverse(), purpose, channel, Day).Holds));

    static ConsentRow Row(string purpose, ConsentBasis basis, ConsentChannel? channel, int given, int? withdrawn = null, int? ends = null)
    {
        var row = new ConsentRow { Purpose = purpose, Basis = basis, Channel = channel, GivenOn = Day.PlusDays(given), WithdrawnOn = withdrawn is { } w ? Day.PlusDays(w) : null, EndsOn = ends is { } e ? Day.PlusDays(e) : null };
        row.Entity.Id = Guid.NewGuid();
        return row;
    }
}
