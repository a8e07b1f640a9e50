using System;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Nightly;

namespace Offboarding.Tests.Nightly;

public class NightlyTokenTests
{
    static readonly string[] Marks = ["F", "", "C"];

    [Fact]
    public void A_token_reads_back_as_it_was_written() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, NightlyToken.ContractsPerStep], Gen.Guid.Array[0, NightlyToken.MostLeftOut]).Sample((phase, size, leftOut) =>
        {
            var text = Marks[phase] + string.Join(';', leftOut.Select(id => id.ToString("N")).Prepend(size.ToString(System.Globalization.CultureInfo.InvariantCulture)));

            var token = NightlyToken.ParseOrNull(text)!;

            Assert.Equal(size, token.Size);
            Assert.Equal(leftOut, token.LeftOut);
            Assert.Equal(text, token.ToString());
        });

    [Fact]
    public void Halving_comes_down_to_one_contract_in_seven_failures_and_success_climbs_back()
    {
        var token = NightlyToken.Start;
        var failures = 0;
        for (; token.Size > 1; failures++) token = token.Halved();

        Assert.Equal(7, failures);
        for (var i = 0; i < failures; i++) token = token.Grown();
        Assert.Equal(NightlyToken.ContractsPerStep, token.Size);
    }

    [Fact]
    public void A_contract_that_failed_alone_is_left_out_and_the_others_come_in_full_steps_again()
    {
        var contract = Guid.NewGuid();

        var token = NightlyToken.ParseOrNull("1")!.Without(contract);

        Assert.Equal(NightlyToken.ContractsPerStep, token.Size);
        Assert.Equal([contract], token.LeftOut);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-5")]
    [InlineData("100;x")]
    [InlineData("100;")]
    [InlineData("notice-rules:0:50")]
    [InlineData(" 100")]
    public void Other_texts_are_no_token(string text) => Assert.Null(NightlyToken.ParseOrNull(text));
}
