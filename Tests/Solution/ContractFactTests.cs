using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Solution;

/// <summary>Rows tell facts in the words of data files.</summary>
public class ContractFactTests
{
    [Fact]
    public void A_fact_reads_as_a_data_file_writes_it()
    {
        var row = new ContractRow
        {
            Start = new LocalDate(2024, 2, 29),
            InitialTerm = "24M",
            ContractKind = ContractKind.EnergyBasic,
            CauseBasis = ContractCauseBasis.Code89a,
            MonthlyFee = 1199.50m,
            FeeRate = 70.5m,
            PostEndDays = 14,
            InTermNotice = true,
        };

        Assert.Equal("2024-02-29", row.Fact("start"));
        Assert.Equal("24M", row.Fact("initial_term"));
        Assert.Equal("energy_basic", row.Fact("contract_kind"));
        Assert.Equal("89a", row.Fact("cause_basis"));
        Assert.Equal("1199.50", row.Fact("monthly_fee"));
        Assert.Equal("70.5", row.Fact("fee_rate"));
        Assert.Equal("14", row.Fact("post_end_days"));
        Assert.Equal("yes", row.Fact("in_term_notice"));
    }

    [Fact]
    public void A_blank_fact_and_a_no_are_empty()
    {
        var row = new ContractRow { NoticeExcluded = false, Renewal = null };

        foreach (var fact in ContractRow.FactColumns.Keys) Assert.Equal(string.Empty, row.Fact(fact));
        Assert.Equal(string.Empty, row.Fact("flags"));
    }

    [Fact]
    public void Flags_that_are_set_are_listed_together()
    {
        var row = new ContractRow { OpenServices = true, Suspended = true, Online = false };

        Assert.Equal("suspended;open_services", row.Fact("flags"));
    }

    [Fact]
    public void An_option_that_a_customer_added_is_no_known_code()
    {
        var row = new ContractRow(new Entity(ContractRow.Table) { ["off_contractkind"] = new OptionSetValue(727000099) });

        Assert.Equal("727000099", row.Fact("contract_kind"));
        Assert.Null(ContractKindCodes.FromCode(row.Fact("contract_kind")));
    }

    [Fact]
    public void A_fact_that_does_not_exist_is_an_error() => Assert.Throws<ArgumentException>(() => new ContractRow().Fact("initial-term"));

    [Fact]
    public void A_row_of_another_table_is_refused() => Assert.Throws<ArgumentException>(() => new ContractRow(new Entity("account")));

    [Fact]
    public void Values_are_stored_as_the_platform_wants_them()
    {
        var row = new ContractRow { Start = new LocalDate(2024, 2, 29), MonthlyFee = 10m, Party = ContractParty.Customer };

        Assert.Equal(new DateTime(2024, 2, 29, 0, 0, 0, DateTimeKind.Unspecified), row.Entity["off_start"]);
        Assert.Equal(new Money(10m), row.Entity["off_monthlyfee"]);
        Assert.Equal(new OptionSetValue(727000001), row.Entity["off_party"]);
        Assert.Equal(new LocalDate(2024, 2, 29), row.Start);
    }

    [Fact]
    public void Setting_null_clears_the_column()
    {
        var row = new ContractRow { Start = null, MonthlyFee = null, Party = null, InitialTerm = null };

        Assert.True(row.Entity.Contains("off_start"));
        Assert.Null(row.Entity["off_start"]);
        Assert.Null(row.Entity["off_monthlyfee"]);
        Assert.Null(row.Entity["off_party"]);
        Assert.Null(row.Entity["off_initialterm"]);
    }

    [Fact]
    public void Every_fact_of_the_worked_cases_comes_back_as_it_was_set()
    {
        foreach (var worked in CsvRows.Read(SharedFacts.Path("domain/contract-cases.csv")))
        {
            var row = new ContractRow();
            foreach (var fact in ContractRow.FactColumns.Keys)
            {
                if (!worked.TryGetValue(fact, out var text)) continue;

                if (row.TrySetFact(fact, text)) Assert.Equal(text, row.Fact(fact));
                else Assert.Contains($"BAD_VALUE:{fact}", worked["expected_missing"], StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("start", "31.12.2027")]
    [InlineData("start", "2027-02-29")]
    [InlineData("law", "FR")]
    [InlineData("in_term_notice", "ja")]
    [InlineData("post_end_days", "1.5")]
    [InlineData("fee_amount", "1.234,50")]
    public void A_text_that_the_column_cannot_hold_is_not_stored(string fact, string text)
    {
        var row = new ContractRow();

        Assert.False(row.TrySetFact(fact, text));
        Assert.False(row.Entity.Contains(ContractRow.FactColumns[fact]));
    }

    [Fact]
    public void A_text_longer_than_its_column_is_not_stored() => Assert.False(new ContractRow().TrySetFact("initial_term", new string('1', 101)));

    [Fact]
    public void An_empty_text_clears_the_column()
    {
        var row = new ContractRow { Start = new LocalDate(2024, 2, 29) };

        Assert.True(row.TrySetFact("start", string.Empty));
        Assert.Null(row.Start);
    }
}
