using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Tests.Schedule;

/// <summary>From rows, facts, holds and rules to lines. The relationship ended on 30 June 2026; it is 15 January 2027.</summary>
public sealed class ScheduleRuleTests
{
    static readonly LocalDate Today = new(2027, 1, 15);
    static readonly LocalDate End = new(2026, 6, 30);
    static readonly EntityReference Account = new("account", new Guid("a0000000-0000-0000-0000-000000000001"));
    static readonly EntityReference Contact = new("contact", new Guid("c0000000-0000-0000-0000-000000000001"));

    [Fact]
    public void Rows_of_one_subject_class_rule_and_end_share_a_line()
    {
        var lines = Lines([AccountRow(), Invoice(1, "2019-02-01"), Invoice(2, "2019-11-30"), Invoice(3, "2020-01-01")]);

        Assert.Equal(
            ["DE-AO-147-BELEG-8 2027-12-31 2", "DE-AO-147-BELEG-8 2028-12-31 1"],
            lines.Where(line => line.RecordClass == "voucher").Select(line => $"{line.Result.OperativeRule} {line.Result.RetentionEnd} {line.Rows.Count}"));
    }

    [Fact]
    public void A_note_has_the_day_of_its_document_and_a_letter_its_own_only()
    {
        var invoice = Invoice(1, "2019-02-01");
        var note = Row("annotation", 2, "voucher", Account, invoice);
        var letter = Row("letter", 3, "voucher", Account, invoice, isActivity: true);

        var lines = Lines([AccountRow(), invoice, note, letter]);

        Assert.Equal(2, lines.Single(line => line.Rows.Contains(note)).Rows.Count);
        Assert.Equal(RetentionStatus.NotStarted, lines.Single(line => line.Rows.Contains(letter)).Result.Status);
    }

    [Fact]
    public void A_contact_who_stands_for_another_active_account_is_kept_with_all_that_leads_to_the_contact_alone()
    {
        var facts = Facts() with { Subjects = new Dictionary<Guid, SubjectFacts> { [Contact.Id] = new() { HasOtherActiveAccounts = true } } };
        var task = Row("task", 2, "activity_internal", Contact, ContactRow(), isActivity: true);
        var own = Row("task", 3, "activity_internal", Account, AccountRow(), isActivity: true);

        var lines = Lines([AccountRow(), ContactRow(), task, own], facts);

        Assert.Equal(RetentionStatus.KeptActive, lines.Single(line => line.RecordClass == "contact_master").Result.Status);
        Assert.DoesNotContain(lines, line => line.Rows.Contains(task));
        Assert.Contains(lines, line => line.Rows.Contains(own));
    }

    [Fact]
    public void A_standing_consent_reduces_the_contact_instead_of_erasing()
    {
        var facts = Facts() with { Subjects = new Dictionary<Guid, SubjectFacts> { [Contact.Id] = new() { ConsentStanding = true } } };
        var consent = Row("off_consent", 5, "consent_proof", Contact, ContactRow());

        var lines = Lines([ContactRow(), consent], facts);

        Assert.Equal("reduce_to_consent", lines.Single(line => line.RecordClass == "contact_master").Result.ActionCode);
        Assert.NotNull(lines.Single(line => line.RecordClass == "contact_master").Result.EarliestErasure);
    }

    [Fact]
    public void The_identity_of_a_party_stays_as_long_as_a_row_kept_by_law_needs_it_and_not_for_one_with_a_copy()
    {
        var contract = Row("off_contract", 7, "contract_document", Account, AccountRow(), documentDate: "2024-12-01");
        var facts = Facts() with { ContractEnds = new Dictionary<Guid, LocalDate?> { [contract.Id] = End } };

        var withContract = Master(Lines([AccountRow(), contract], facts));
        var withInvoice = Master(Lines([AccountRow(), Invoice(1, "2026-06-01")], facts));

        Assert.Equal(("DEPENDENCY", "2032-12-31"), (withContract.OperativeRule, withContract.RetentionEnd.ToString()));
        Assert.NotEqual("DEPENDENCY", withInvoice.OperativeRule);
    }

    [Fact]
    public void A_contract_without_end_leaves_nothing_due()
    {
        var contract = Row("off_contract", 7, "contract_document", Account, AccountRow());
        var facts = Facts() with { ContractEnds = new Dictionary<Guid, LocalDate?> { [contract.Id] = null } };

        Assert.All(Lines([AccountRow(), contract], facts), line => Assert.Equal(RetentionStatus.NotStarted, line.Result.Status));
    }

    [Fact]
    public void A_row_that_a_hold_names_alone_stands_apart_with_what_belongs_to_it()
    {
        var held = Invoice(1, "2015-02-01");
        var note = Row("annotation", 2, "voucher", Account, held);
        var free = Invoice(3, "2015-03-01");
        var facts = Facts() with { Holds = [Hold(row: held.Id)] };

        var lines = Lines([held, note, free], facts);

        Assert.Equal(RetentionStatus.Held, lines.Single(line => line.Rows.Contains(held)).Result.Status);
        Assert.Same(lines.Single(line => line.Rows.Contains(held)), lines.Single(line => line.Rows.Contains(note)));
        Assert.Equal(RetentionStatus.Due, lines.Single(line => line.Rows.Contains(free)).Result.Status);
    }

    [Fact]
    public void What_was_erased_is_completed_and_stays_so()
    {
        var before = Lines([Invoice(1, "2015-02-01")]).Single();

        var after = ScheduleRule.Lines(Facts(), [Invoice(1, "2015-02-01")], ShippedRetentionRules.Rules, Today, new Dictionary<string, LocalDate> { [before.Key] = Today }).Single();

        Assert.Equal((before.Key, RetentionStatus.Completed), (after.Key, after.Result.Status));
    }

    [Fact]
    public void I5_the_order_of_rows_and_holds_changes_nothing() =>
        Gen.Select(Gen.Int[2012, 2026].List[1, 12], Gen.Int[0, 1000]).Sample((years, seed) =>
        {
            var rows = years.Select((year, index) => Invoice(index + 1, year + "-05-05")).Append(AccountRow()).Append(ContactRow()).ToList();
            var facts = Facts() with { Holds = [Hold(), Hold(row: rows[0].Id), Hold(recordClass: "voucher")] };
            var shuffled = facts with { Holds = [.. facts.Holds.Reverse()] };

            Assert.Equal(Texts(Lines(rows, facts)), Texts(Lines([.. rows.OrderBy(row => (row.Id, seed).GetHashCode())], shuffled)));
        });

    [Fact]
    public void Facts_of_a_line_are_read_again_as_they_were_written()
    {
        var line = Lines([Invoice(1, "2019-02-01")], Facts() with { Holds = [Hold()] }).Single();

        var again = LineFacts.ReadOrNull(line.Facts.ToJson())!;

        Assert.Equal(line.Facts.ToJson(), again.ToJson());
        Assert.Equal(line.Result.StatusCode, ShippedRetentionRules.Rules.Judge(again.On(Today)).StatusCode);
        Assert.Null(LineFacts.ReadOrNull("no json"));
    }

    [Fact]
    public void The_state_of_facts_changes_with_each_of_them()
    {
        var facts = Facts();
        AccountFacts[] others =
        [
            facts with { DeactivatedOn = Today }, facts with { Jurisdictions = "AT" }, facts with { Sectors = "gwg" }, facts with { ProceedingsOpen = "OPEN" }, facts with { FiscalYearEnd = "06-30" },
            facts with { Contacts = [Contact.Id] }, facts with { Holds = [Hold()] }, facts with { Holds = [Hold(recordClass: "voucher")] }, facts with { IsActive = true },
            facts with { ContractEnds = new Dictionary<Guid, LocalDate?> { [Guid.Empty] = Today } },
            facts with { Subjects = new Dictionary<Guid, SubjectFacts> { [Contact.Id] = new() { ConsentStanding = true } } },
        ];

        Assert.Equal(facts.State("1"), Facts().State("1"));
        Assert.Equal(others.Length + 2, others.Select(other => other.State("1")).Append(facts.State("1")).Append(facts.State("2")).Distinct().Count());
    }

    static RetentionResult Master(IEnumerable<ScheduleLine> lines) => lines.Single(line => line.RecordClass == "account_master").Result;

    static IEnumerable<string> Texts(IEnumerable<ScheduleLine> lines) =>
        lines.Select(line => line.Key + " " + line.Facts.ToJson() + " " + line.Result.StatusCode + " " + string.Join(",", line.Rows.Select(row => row.Id)));

    static IReadOnlyList<ScheduleLine> Lines(IReadOnlyList<FoundRow> rows, AccountFacts? facts = null) =>
        ScheduleRule.Lines(facts ?? Facts(), rows, ShippedRetentionRules.Rules, Today, new Dictionary<string, LocalDate>());

    static AccountFacts Facts() => new() { Id = Account.Id, DeactivatedOn = End, Jurisdictions = "DE" };

    static ScopedHold Hold(Guid? row = null, string recordClass = "") =>
        new() { Span = new HoldSpan("LS-" + row + recordClass, new LocalDate(2027, 1, 1), released: null), AccountId = Account.Id, RowId = row, Table = row is null ? "" : "invoice", RecordClass = recordClass };

    static FoundRow AccountRow() => new() { Table = "account", Id = Account.Id, RecordClass = "account_master", Subject = Account };

    static FoundRow ContactRow() => new() { Table = "contact", Id = Contact.Id, RecordClass = "contact_master", Subject = Contact };

    static FoundRow Invoice(int number, string date) => Row("invoice", number, "voucher", Account, AccountRow(), documentDate: date);

    static FoundRow Row(string table, int number, string recordClass, EntityReference subject, FoundRow parent, bool isActivity = false, string? documentDate = null) => new()
    {
        Table = table, Id = new Guid(number, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1), RecordClass = recordClass, Subject = subject, Parent = parent, IsActivity = isActivity,
        Events = documentDate is null ? new Dictionary<string, LocalDate>() : new Dictionary<string, LocalDate> { ["document_date"] = LocalDate.Parse(documentDate) },
    };
}
