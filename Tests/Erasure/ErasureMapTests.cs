using System.Linq;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Erasure;

public class ErasureMapTests
{
    static readonly ErasureMap Map = ErasureMap.Shipped();

    static readonly RowCircumstances Due = RowCircumstances.OfDueRow;
    static readonly RowCircumstances Running = new() { Stage = LineStage.Running };
    static readonly RowCircumstances Kept = new() { Stage = LineStage.Running, IsKeptForAnotherGround = true };

    [Theory]
    [InlineData("contact", "lastname", "contact_master", ColumnOutcome.Pseudonymize)]
    [InlineData("contact", "birthdate", "contact_master", ColumnOutcome.Erase)]
    [InlineData("contact", "createdon", "contact_master", ColumnOutcome.Keep)]
    [InlineData("contact", "fullname", "contact_master", ColumnOutcome.FollowsOthers)]
    [InlineData("invoice", "billto_name", "voucher", ColumnOutcome.Erase)]
    [InlineData("customeraddress", "name", "account_master", ColumnOutcome.Erase)]
    [InlineData("off_contract", "off_name", "contract_document", ColumnOutcome.Erase)]
    public void A_column_of_a_due_row_becomes_what_the_map_says(string table, string column, string recordClass, ColumnOutcome outcome) =>
        Assert.Equal(outcome, Map.Decide(table, column, recordClass, Due).Outcome);

    [Fact]
    public void Before_the_retention_end_the_snapshot_of_an_invoice_stays_with_its_ground()
    {
        var decision = Map.Decide("invoice", "billto_name", "voucher", Running);

        Assert.Equal(ColumnOutcome.KeepWithGround, decision.Outcome);
        Assert.StartsWith("§ 14(4) no. 1 UStG", decision.Ground, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Between_the_retention_end_and_the_end_of_a_hold_neither_condition_holds_and_nothing_is_written() =>
        Assert.Equal(ColumnOutcome.NotYet, Map.Decide("invoice", "billto_name", "voucher", new RowCircumstances { Stage = LineStage.Waiting }).Outcome);

    [Fact]
    public void An_entry_without_condition_acts_only_when_the_rows_own_line_is_due() =>
        Assert.Equal(ColumnOutcome.NotYet, Map.Decide("contact", "birthdate", "contact_master", Running).Outcome);

    [Theory]
    [InlineData(true, ColumnOutcome.Pseudonymize)]
    [InlineData(false, ColumnOutcome.Keep)]
    public void The_name_of_an_account_is_personal_only_when_one_person_bears_it(bool soleTrader, ColumnOutcome outcome) =>
        Assert.Equal(outcome, Map.Decide("account", "name", "account_master", Due with { IsSoleTrader = soleTrader }).Outcome);

    [Fact]
    public void A_standing_consent_keeps_the_name_and_only_the_columns_of_its_channel()
    {
        var reduced = Due with { ReducesToConsent = true, ConsentedColumns = "emailaddress1" };

        Assert.Equal(
            [ColumnOutcome.NotYet, ColumnOutcome.NotYet, ColumnOutcome.Erase, ColumnOutcome.Erase],
            new[] { "lastname", "emailaddress1", "emailaddress2", "address1_city" }.Select(column => Map.Decide("contact", column, "contact_master", reduced).Outcome));
    }

    [Fact]
    public void A_letter_that_another_ground_keeps_stays_with_its_ground_and_an_internal_mail_loses_its_text()
    {
        Assert.Equal(ColumnOutcome.KeepWithGround, Map.Decide("email", "description", "commercial_letter", Kept).Outcome);
        Assert.Equal(ColumnOutcome.Erase, Map.Decide("email", "description", "activity_internal", Kept).Outcome);
    }

    [Fact]
    public void A_due_mail_is_deleted_and_all_its_text_is_masked_first()
    {
        var table = Table("email", Column("subject"), Column("description"), Column("mimetype"), Column("to", ColumnKind.PartyList), Column("createdon", ColumnKind.Other));

        var decision = Map.Decide(table, "activity_internal", Due);

        Assert.True(decision.IsDeleted);
        Assert.Equal(
            [("subject", ErasureMapEntryMethod.Text), ("description", ErasureMapEntryMethod.Text), ("mimetype", ErasureMapEntryMethod.Null), ("to", ErasureMapEntryMethod.RewriteParty)],
            decision.Writes.Select(column => (column.Column, column.Method!.Value)));
        Assert.Empty(decision.Open);
    }

    [Fact]
    public void A_row_that_another_ground_keeps_is_not_deleted() =>
        Assert.False(Map.Decide(Table("email", Column("subject")), "activity_internal", Kept).IsDeleted);

    [Fact]
    public void An_entry_that_names_the_class_beats_one_that_inherits_it() =>
        Assert.Equal(ColumnOutcome.KeepWithGround, Map.Decide("activityparty", "addressused", "commercial_letter", Running).Outcome);

    [Fact]
    public void A_row_marked_as_another_class_is_treated_as_its_table_says() =>
        Assert.Equal(ColumnOutcome.KeepWithGround, Map.Decide("quote", "billto_name", "voucher", Running).Outcome);

    [Fact]
    public void A_row_marked_as_another_class_stays_undecided_where_the_table_says_two_things() =>
        Assert.Equal(ColumnOutcome.Undecided, Map.Decide("letter", "subject", "kyc_record", Kept).Outcome);

    [Fact]
    public void A_star_speaks_for_columns_without_an_entry_of_their_own_only()
    {
        Assert.Equal(ColumnOutcome.Erase, Map.Decide("lead", "new_whatever", "lead_prospect", Due).Outcome);
        Assert.Equal(ColumnOutcome.Unclassified, Map.Decide("contact", "new_whatever", "contact_master", Due).Outcome);
    }

    [Fact]
    public void No_column_of_the_shipped_map_has_two_entries_that_could_hold_at_once() =>
        Assert.All(
            Map.Tables.SelectMany(Map.Of).GroupBy(entry => (entry.Table, entry.Column)),
            column => Assert.DoesNotContain(column, entry => column.Any(other => other != entry && entry.Contradicts(other))));

    [Fact]
    public void The_version_of_the_map_follows_its_entries_and_not_their_order()
    {
        var entries = Map.Tables.SelectMany(Map.Of).ToList();

        Assert.Equal(Map.Version, new ErasureMap([.. Enumerable.Reverse(entries)]).Version);
        Assert.NotEqual(Map.Version, new ErasureMap([.. entries.Skip(1)]).Version);
    }

    [Fact]
    public void The_shipped_map_carries_every_fact_of_the_reviewed_map()
    {
        var ours = Map.Tables.SelectMany(Map.Of).Where(entry => !entry.Table.StartsWith("off_", System.StringComparison.Ordinal))
            .Select(entry => (entry.Column, entry.RecordClass, Method: entry.Method.ToCode(), Condition: entry.Condition.ToCode(), entry.Ground, entry.Table)).ToHashSet();

        Assert.All(
            Offboarding.Tests.Solution.CsvRows.Read(SharedFacts.Path("domain/erasure-map.csv")).Where(row => !row["table"].StartsWith("off_", System.StringComparison.Ordinal)),
            row => Assert.Contains(ours, our => row["table"].Contains(our.Table, System.StringComparison.Ordinal)
                && (our.Column, our.RecordClass, our.Method, our.Condition, our.Ground) == (row["column"], row["record_class"], row["method"], row["condition"], row["ground"])));
    }

    static TableFacts Table(string name, params ColumnFacts[] columns) => new(name, name + "id", primaryName: null, isActivity: true, columns, []);

    static ColumnFacts Column(string name, ColumnKind kind = ColumnKind.Text) => new() { Name = name, Kind = kind, IsWritable = true };
}
