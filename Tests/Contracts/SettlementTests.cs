using System;
using System.Collections.Generic;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;
using static Offboarding.Tests.Contracts.ContractSample;

namespace Offboarding.Tests.Contracts;

/// <summary>What leaving early costs, and what comes back.</summary>
public class SettlementTests
{
    static readonly Gen<string> Kinds = Gen.Int[0, 2].Select(i => new[] { "fixed", "remaining_instalments", "declining" }[i]);

    const string Fee = "exit_date=2026-03-31|fee_kind=remaining_instalments|monthly_fee=1000";

    [Fact]
    public void R09_an_early_exit_shows_its_cost_before_anything_is_agreed()
    {
        var evaluation = Evaluate("2026-03-01", Fee);

        Assert.Equal(ContractStatus.NoticeOpen, evaluation.Status);
        Assert.Equal(3000m, evaluation.ExitFee);        // April, May, June
    }

    [Fact]
    public void R13_with_an_agreement_on_file_the_proposal_is_asked_as_if_there_were_none()
    {
        var facts = ContractFacts.Read(name => Facts(Fee + "|termination=mutual|agreed_end=2026-03-31").GetValueOrDefault(name, ""));

        var agreed = ContractRule.Evaluate(facts, ContractTable.ShippedRules, new LocalDate(2026, 3, 1));
        var proposal = ContractRule.Evaluate(facts.WithoutAgreement(), ContractTable.ShippedRules, new LocalDate(2026, 3, 1));

        Assert.Equal(("mutual", 0m), (agreed.Basis, agreed.ExitFee));
        Assert.Equal(("contract", 3000m), (proposal.Basis, proposal.ExitFee));
    }

    [Fact]
    public void R13_leaving_later_never_costs_more_and_never_returns_more() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 100], Kinds).Sample((days, more, kind) =>
        {
            var early = At(days);
            var late = At(days + more);

            Assert.True(late.ExitFee <= early.ExitFee);
            Assert.True(late.Refund <= early.Refund);
            Assert.True(late is { ExitFee: >= 0 and <= 12_000, Refund: >= 0 and <= 1_000 });

            ContractEvaluation At(int day) => Evaluate(
                "2025-07-01",
                $"exit_date={new LocalDate(2025, 7, 1).PlusDays(day)}|fee_kind={kind}|fee_amount=12000|monthly_fee=1000|prepaid_amount=1000|prepaid_from=2025-07-01|prepaid_to=2026-06-30");
        });

    [Theory]
    [InlineData("fee_amount=0.005", "0.01")]
    [InlineData("fee_amount=0.0049999", "0.00")]
    [InlineData("fee_amount=2500", "2500.00")]
    public void R13_amounts_are_rounded_half_up_to_the_cent(string amount, string expected) =>
        Assert.Equal(expected, Evaluate("2026-03-01", "exit_date=2026-03-31|fee_kind=fixed|" + amount).Output(ContractOutput.ExitFee));

    [Fact]
    public void R08_judging_a_common_contract_allocates_less_than_three_kilobytes()
    {
        var texts = Facts("holidays=2026-01-01;2026-04-03;2026-04-06;2026-05-01;2026-12-25;2026-12-26");
        Func<string, string?> textOf = name => texts.GetValueOrDefault(name, "");
        var today = new LocalDate(2026, 3, 1);
        ContractRule.Evaluate(ContractFacts.Read(textOf), ContractTable.ShippedRules, today);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) ContractRule.Evaluate(ContractFacts.Read(textOf), ContractTable.ShippedRules, today);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 3 * 1024);
    }
}
