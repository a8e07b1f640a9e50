using System;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Holds;

/// <summary>What a legal hold covers, and what may become of it.</summary>
public sealed class HoldRulesTests
{
    static readonly Guid Account = Guid.NewGuid();
    static readonly Guid Contact = Guid.NewGuid();
    static readonly Guid Row = Guid.NewGuid();

    [Fact]
    public void A_hold_on_an_account_covers_its_contacts() =>
        Assert.True(HoldRules.Covers(Hold(), OfContact("contact_master", "contact", Contact)));

    [Fact]
    public void A_hold_on_a_contact_covers_its_rows_only()
    {
        var hold = new ScopedHold { Span = Span(), ContactId = Contact };

        Assert.True(HoldRules.Covers(hold, OfContact("activity_internal", "task", Row)));
        Assert.False(HoldRules.Covers(hold, OfAccount("activity_internal", "task", Row)));
        Assert.False(HoldRules.HoldsJob([hold], Account, new LocalDate(2027, 1, 1)));
    }

    [Theory]
    [InlineData("voucher", "voucher", true)]
    [InlineData("voucher", "commercial_letter", false)]
    public void A_hold_on_a_class_covers_rows_of_that_class(string held, string recordClass, bool covers)
    {
        var hold = new ScopedHold { Span = Span(), AccountId = Account, RecordClass = held };

        Assert.Equal(covers, HoldRules.Covers(hold, OfAccount(recordClass, "invoice", Row)));
        Assert.False(HoldRules.HoldsJob([hold], Account, new LocalDate(2027, 1, 1)));
    }

    [Fact]
    public void A_hold_on_a_row_covers_that_row_of_that_table_only()
    {
        var hold = new ScopedHold { Span = Span(), AccountId = Account, Table = "invoice", RowId = Row };

        Assert.True(HoldRules.Covers(hold, OfAccount("voucher", "invoice", Row)));
        Assert.False(HoldRules.Covers(hold, OfAccount("voucher", "quote", Row)));
        Assert.False(HoldRules.Covers(hold, OfAccount("voucher", "invoice", Guid.NewGuid())));
    }

    [Theory]
    [InlineData("2026-12-31", false)]
    [InlineData("2027-01-01", true)]
    [InlineData("2027-03-31", true)]
    [InlineData("2027-04-01", false)]
    public void A_hold_on_the_whole_account_holds_the_job_from_its_first_to_its_last_day(string day, bool holds) =>
        Assert.Equal(holds, HoldRules.HoldsJob([Hold("2027-03-31")], Account, LocalDate.Parse(day)));

    [Theory]
    [InlineData("2027-01-01", null, "2027-01-01", "2027-06-30", true)]
    [InlineData("2027-01-01", "2027-06-30", "2027-01-01", "2027-05-31", true)]
    [InlineData("2027-01-01", "2027-06-30", "2027-02-01", "2027-06-30", true)]
    [InlineData("2027-01-01", "2027-06-30", "2027-01-01", "2027-07-31", false)]
    [InlineData("2027-01-01", "2027-06-30", "2027-01-01", null, false)]
    [InlineData("2027-02-01", null, "2027-01-01", null, false)]
    public void Only_a_change_that_frees_a_day_is_a_release(string from, string? until, string newFrom, string? newUntil, bool releases) =>
        Assert.Equal(releases, LegalHoldRule.Releases(Days(from, until), Days(newFrom, newUntil)));

    static LegalHoldRow Days(string from, string? until) => new() { From = LocalDate.Parse(from), Until = until is null ? null : LocalDate.Parse(until) };

    static HoldSpan Span(string? until = null) => new("LS-1", new LocalDate(2027, 1, 1), until is null ? null : LocalDate.Parse(until));

    static ScopedHold Hold(string? until = null) => new() { Span = Span(until), AccountId = Account };

    static HeldRow OfContact(string recordClass, string table, Guid row) => new() { Accounts = [Account], ContactId = Contact, RecordClass = recordClass, Table = table, RowId = row };

    static HeldRow OfAccount(string recordClass, string table, Guid row) => new() { Accounts = [Account], RecordClass = recordClass, Table = table, RowId = row };
}
