using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Erasure;

/// <summary>The erasure map as rows: what an admin may save, and what the product then reads.</summary>
public sealed class ErasureMapScenarios : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world;

    public ErasureMapScenarios(SharedSolution shared) => world = shared.World;

    [Theory]
    [InlineData("contact", "nickname", "", "text", "", "", "OFF-3101")]
    [InlineData("contact", "nickname", "contact_master", "", "", "", "OFF-3101")]
    [InlineData("contact", "nickname", "contact_master", "text", "sometimes", "", "OFF-3103")]
    [InlineData("contact", "nickname", "friend", "text", "", "", "OFF-3104")]
    [InlineData("contact", "nickname", "contact_master", "keep_ground", "", "", "OFF-3105")]
    [InlineData("contact", "*", "contact_master", "null", "", "", "OFF-3106")]
    [InlineData("unicorn", "horn", "contact_master", "text", "", "", "OFF-3107")]
    [InlineData("contact", "horn", "contact_master", "text", "", "", "OFF-3108")]
    [InlineData("contact", "fullname", "contact_master", "text", "", "", "OFF-3109")]
    [InlineData("task", "statecode", "activity_internal", "null", "", "", "OFF-3110")]
    [InlineData("contact", "birthdate", "contact_master", "token", "", "", "OFF-3111")]
    [InlineData("contact", "nickname", "contact_master", "detach", "", "", "OFF-3111")]
    public void What_cannot_be_carried_out_is_refused_and_nothing_is_saved(string table, string column, string recordClass, string method, string condition, string ground, string code)
    {
        var before = Count();

        var english = SolutionEnvironment.RefusalOf(() => Save(table, column, recordClass, method, condition, ground));

        Assert.EndsWith($"[{code}]", english, StringComparison.Ordinal);
        Assert.Contains(table, english, StringComparison.Ordinal);
        Assert.Equal(before, Count());
    }

    [Fact]
    public void A_method_that_somebody_invented_is_named_with_those_there_are()
    {
        var facts = Facts("contact", "nickname", "contact_master", "shred");

        var defect = ErasureMapRules.DefectOf(facts)!;

        Assert.Equal("OFF-3102", defect.Code);
        Assert.Contains("„shred“", defect.Text(Plugins.Language.German), StringComparison.Ordinal);
        Assert.Contains("rewrite_party", defect.Text(Plugins.Language.German), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_entries_that_could_hold_at_once_are_refused_and_the_other_one_is_named()
    {
        Save("contact", "employeeid", "contact_master", "text", "unless_consent", "");

        var message = SolutionEnvironment.RefusalOf(() => Save("contact", "employeeid", "contact_master", "null", "", ""));

        Assert.Contains("contact|employeeid|contact_master|unless_consent", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3112]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_gets_its_name_and_key_and_acts_from_then_on()
    {
        var id = Save("contact", "governmentid", "contact_master", "text", "", "");

        var row = new ErasureMapEntryRow(world.Administrator.Retrieve(ErasureMapEntryRow.Table, id, new ColumnSet("off_name", "off_entrykey")));
        var decision = ErasureMapQueries.Read(world.Administrator).Decide("contact", "governmentid", "contact_master", RowCircumstances.OfDueRow);

        Assert.Equal(("contact.governmentid", "contact|governmentid|contact_master|"), (row.Name, row.EntryKey));
        Assert.Equal(ErasureMapEntryMethod.Text, decision.Method);
    }

    [Fact]
    public void A_change_is_checked_with_the_rest_of_the_row_and_an_inactive_entry_is_nobodys_business()
    {
        var id = Save("contact", "pager", "contact_master", "null", "", "");

        var message = SolutionEnvironment.RefusalOf(() => world.Administrator.Update(
            new ErasureMapEntryRow(new Entity(ErasureMapEntryRow.Table, id)) { Method = ErasureMapEntryMethod.Detach }.Entity));
        world.Administrator.Update(new ErasureMapEntryRow(new Entity(ErasureMapEntryRow.Table, id)) { State = ErasureMapEntryState.Inactive, StatusReason = ErasureMapEntryStatusReason.Inactive }.Entity);
        world.Administrator.Update(new ErasureMapEntryRow(new Entity(ErasureMapEntryRow.Table, id)) { Method = ErasureMapEntryMethod.Detach }.Entity);

        Assert.EndsWith("[OFF-3111]", message, StringComparison.Ordinal);
        Assert.Equal(ColumnOutcome.Unclassified, ErasureMapQueries.Read(world.Administrator).Decide("contact", "pager", "contact_master", RowCircumstances.OfDueRow).Outcome);
    }

    [Theory]
    [InlineData("", "0e4331fe-3ec7-5e40-a0e4-cd3addb6d36e", "", "", "OFF-3120")]
    [InlineData("invoice", "the last one", "", "", "OFF-3121")]
    [InlineData("invoice", "0e4331fe-3ec7-5e40-a0e4-cd3addb6d36e", "friend", "", "OFF-3104")]
    [InlineData("invoice", "0e4331fe-3ec7-5e40-a0e4-cd3addb6d36e", "voucher", "document_date=31.12.2018", "OFF-3122")]
    [InlineData("invoice", "0e4331fe-3ec7-5e40-a0e4-cd3addb6d36e", "voucher", "document_date=2018-12-31;document_date=2019-01-01", "OFF-3122")]
    public void A_mark_that_could_not_be_read_again_is_refused(string table, string row, string recordClass, string events, string code) =>
        Assert.EndsWith($"[{code}]", SolutionEnvironment.RefusalOf(() => world.Administrator.Create(Mark(table, row, recordClass, events).Entity)), StringComparison.Ordinal);

    [Fact]
    public void A_row_is_marked_once()
    {
        var row = Guid.NewGuid().ToString();
        var id = world.Administrator.Create(Mark("invoice", row.ToUpperInvariant(), "customs_record", "document_date=2018-12-31").Entity);

        SolutionEnvironment.RefusalOf(() => world.Administrator.Create(Mark("invoice", row, "voucher", "").Entity));

        var mark = new RecordMarkRow(world.Administrator.Retrieve(RecordMarkRow.Table, id, new ColumnSet("off_name", "off_markkey")));
        Assert.Equal(("invoice · customs_record", "invoice|" + row), (mark.Name, mark.MarkKey));
    }

    static RecordMarkRow Mark(string table, string row, string recordClass, string events) => new() { TableName = table, RowId = row, RecordClass = recordClass, Events = events };

    Guid Save(string table, string column, string recordClass, string method, string condition, string ground) => world.Administrator.Create(new ErasureMapEntryRow
    {
        TableName = table,
        Column = column,
        RecordClass = recordClass,
        Method = ErasureMapEntryMethodCodes.FromCode(method),
        Condition = condition,
        Ground = ground,
        Origin = ErasureMapEntryOrigin.Customer,
        Version = 1,
    }.Entity);

    int Count() => world.Administrator.RetrieveMultiple(new QueryExpression(ErasureMapEntryRow.Table)).Entities.Count;

    static Dictionary<string, string> Facts(string table, string column, string recordClass, string method) => new()
    {
        ["table_name"] = table, ["column"] = column, ["record_class"] = recordClass, ["method"] = method, ["condition"] = "", ["ground"] = "", ["category"] = "",
    };
}
