using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Contracts.Sources;

/// <summary>What is wrong with a contract source is said when it is saved, with table, column and fact.</summary>
public sealed class ContractSourceCheckScenarios
{
    public static TheoryData<string> Faults => [.. Wrongs.Keys];

    static readonly IReadOnlyDictionary<string, Wrong> Wrongs = new Dictionary<string, Wrong>(StringComparer.Ordinal)
    {
        ["the table does not exist"] = new("OFF-4700", ["tst_nirgends"], static (world, id) => Change(world, id, static source => source.SourceTable = "tst_nirgends")),
        ["a column does not exist"] = new("OFF-4701", ["tst_vertrag", "tst_weg", "end of the initial term"], static (world, id) => ForeignContracts.Map(world, id, "initial_end", "tst_weg")),
        ["the account column does not exist"] = new("OFF-4701", ["tst_niemand", "the account"], static (world, id) => Change(world, id, static source => source.AccountColumn = "tst_niemand")),
        ["the account column is no lookup of accounts"] = new("OFF-4702", ["ownerid", "Owner"], static (world, id) => Change(world, id, static source => source.AccountColumn = "ownerid")),
        ["the name column is no text"] = new("OFF-4702", ["tst_monate", "Integer"], static (world, id) => Change(world, id, static source => source.NameColumn = "tst_monate")),
        ["a column has the wrong type for the fact"] = new("OFF-4702", ["tst_monate", "Integer", "YYYY-MM-DD"], static (world, id) => ForeignContracts.Map(world, id, "max_end", ForeignContracts.Months)),
        ["an option has no meaning"] = new("OFF-4703", ["tst_art", "2 Miete"], static (world, id) => ForeignContracts.Map(world, id, "pay_period", ForeignContracts.Kind, map: "1=month")),
        ["a mandatory fact is not mapped"] = new("OFF-4704", ["start", "tst_vertrag"], static (world, id) => world.Administrator.Delete(ContractSourceColumnRow.Table, Mapping(world, id, "start"))),
        ["a fact is mapped twice"] = new("OFF-4705", ["notice", "3M", "1M"], static (world, id) => ForeignContracts.Map(world, id, "notice", constant: "1M")),
        ["a fact does not exist"] = new("OFF-4707", ["laufzeit", "initial_term"], static (world, id) => ForeignContracts.Map(world, id, "laufzeit", constant: "1M")),
        ["a mapping says nothing"] = new("OFF-4708", ["anchor"], static (world, id) => ForeignContracts.Map(world, id, "anchor")),
        ["a constant is no value of the fact"] = new("OFF-4709", ["quarterly", "month"], static (world, id) => ForeignContracts.Map(world, id, "pay_period", constant: "quarterly")),
        ["a meaning is no value of the fact"] = new("OFF-4709", ["monthly"], static (world, id) => ForeignContracts.Map(world, id, "pay_period", ForeignContracts.Kind, map: "1=monthly\n2=")),
        ["the filter names no option"] = new("OFF-4714", ["statecode", "7", "0, 1"], static (world, id) => Change(world, id, static source => source.ActiveValues = "0;7")),
        ["a number has no unit"] = new("OFF-4715", ["tst_monate"], static (world, id) => ForeignContracts.Map(world, id, "notice_after", ForeignContracts.Months)),
        ["a text has a unit"] = new("OFF-4715", ["tst_noticeafter"], static (world, id) => ForeignContracts.Map(world, id, "notice_after", "tst_noticeafter", unit: ContractSourceColumnUnit.M)),
        ["a line of values says nothing"] = new("OFF-4716", ["monthly"], static (world, id) => ForeignContracts.Map(world, id, "pay_period", ForeignContracts.Kind, map: "1=month\nmonthly\n2=year")),
        ["a value is named twice"] = new("OFF-4717", ["1"], static (world, id) => ForeignContracts.Map(world, id, "pay_period", ForeignContracts.Kind, map: "1=month\n1=year\n2=year")),
        ["the table is our own"] = new("OFF-4722", ["off_contract"], static (world, id) => Change(world, id, static source => source.SourceTable = ContractRow.Table)),
        ["a source in use is deleted"] = new("OFF-4712", ["Leases"], static (world, id) => world.Administrator.Delete(ContractSourceRow.Table, id)),
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_source_in_use_that_would_be_read_wrongly_is_not_saved(string fault)
    {
        using var world = ForeignContracts.Environment();
        var source = ForeignContracts.MapTheUsual(world);
        ForeignContracts.Use(world, source);
        var (code, names, seed) = Wrongs[fault];

        var message = SolutionEnvironment.RefusalOf(() => seed(world, source));

        Assert.EndsWith("[" + code + "]", message, StringComparison.Ordinal);
        Assert.StartsWith("Leases", message, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Contains(name, message, StringComparison.Ordinal));
        Assert.True(ForeignContracts.Source(world, source).InUse);
    }

    [Fact]
    public void A_good_source_is_checked_and_what_verdicts_need_is_learned()
    {
        using var world = ForeignContracts.Environment();
        var id = ForeignContracts.MapTheUsual(world);
        Assert.Null(ForeignContracts.Source(world, id).IdColumn);

        ForeignContracts.Use(world, id);

        var source = ForeignContracts.Source(world, id);
        Assert.Equal("tst_vertragid", source.IdColumn);
        Assert.Equal("60;120", source.Midnights);
        Assert.Equal(new Plugins.Calendar.LocalDate(2027, 1, 15), source.CheckedOn);
    }

    [Fact]
    public void A_source_that_is_not_in_use_may_be_incomplete_and_of_a_table_that_is_not_here()
    {
        using var world = ForeignContracts.Environment();

        var source = ForeignContracts.AddSource(world, static source => source.SourceTable = "tst_spaeter");
        ForeignContracts.Map(world, source, "start", "tst_beginn");

        Assert.NotEqual(true, ForeignContracts.Source(world, source).InUse);
        Assert.EndsWith("[OFF-4705]", SolutionEnvironment.RefusalOf(() => ForeignContracts.Map(world, source, "start", "tst_anfang")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4700]", SolutionEnvironment.RefusalOf(() => ForeignContracts.Use(world, source)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_source_is_used_before_the_setting_says_so()
    {
        using var world = ForeignContracts.Environment("no");
        var source = ForeignContracts.MapTheUsual(world);

        Assert.EndsWith("[OFF-4710]", SolutionEnvironment.RefusalOf(() => ForeignContracts.Use(world, source)), StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_five_sources_are_in_use()
    {
        using var world = ForeignContracts.Environment();
        foreach (var _ in Enumerable.Range(0, 5)) ForeignContracts.Use(world, ForeignContracts.MapTheUsual(world));
        var sixth = ForeignContracts.MapTheUsual(world);

        Assert.EndsWith("[OFF-4711]", SolutionEnvironment.RefusalOf(() => ForeignContracts.Use(world, sixth)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_may_not_read_the_table_cannot_put_it_to_use_and_is_told_in_German()
    {
        using var world = ForeignContracts.Environment();
        var source = ForeignContracts.MapTheUsual(world);
        var admin = world.Local.ServiceFor(world.Local.AddUser(new NewUser("Anton Admin") { Language = 1031, Roles = ["Offboarding Administrator"] }));

        var message = SolutionEnvironment.RefusalOf(() => ForeignContracts.Use(admin, source));

        Assert.StartsWith("Leases: Sie dürfen Zeilen der Tabelle tst_vertrag nicht lesen", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4706]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_that_moves_to_another_source_or_is_switched_off_leaves_its_old_source_whole()
    {
        using var world = ForeignContracts.Environment();
        var used = ForeignContracts.MapTheUsual(world);
        ForeignContracts.Use(world, used);
        var other = ForeignContracts.AddSource(world);
        var start = Mapping(world, used, "start");

        var moved = SolutionEnvironment.RefusalOf(() => world.Administrator.Update(
            new ContractSourceColumnRow(new Entity(ContractSourceColumnRow.Table, start)) { SourceId = new EntityReference(ContractSourceRow.Table, other) }.Entity));
        var off = SolutionEnvironment.RefusalOf(() => world.Administrator.Update(
            new ContractSourceColumnRow(new Entity(ContractSourceColumnRow.Table, start)) { State = ContractSourceColumnState.Inactive, StatusReason = ContractSourceColumnStatusReason.Inactive }.Entity));

        Assert.EndsWith("[OFF-4704]", moved, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4704]", off, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_examples_are_not_in_use_and_can_be_where_their_table_is()
    {
        using var world = ForeignContracts.Environment();
        var query = new QueryExpression(ContractSourceRow.Table) { ColumnSet = new ColumnSet([.. ContractSourceRow.FactColumns.Values]) };
        var shipped = world.Administrator.RetrieveMultiple(query).Entities.Select(static row => new ContractSourceRow(row)).ToList();
        Assert.Equal(["entitlement", "service-contract"], shipped.Select(static source => source.Code).Order(StringComparer.Ordinal));
        Assert.All(shipped, static source => Assert.NotEqual(true, source.InUse));

        foreach (var source in shipped) ForeignContracts.Use(world, source.Id);

        Assert.Equal("entitlementid", ForeignContracts.Source(world, shipped.Single(static source => source.Code == "entitlement").Id).IdColumn);
        Assert.Equal("transactioncurrencyid", ForeignContracts.Source(world, shipped[0].Id).CurrencyColumn);
    }

    static void Change(SolutionEnvironment world, Guid id, Action<ContractSourceRow> change)
    {
        var row = new ContractSourceRow(new Entity(ContractSourceRow.Table, id));
        change(row);
        world.Administrator.Update(row.Entity);
    }

    static Guid Mapping(SolutionEnvironment world, Guid source, string fact)
    {
        var query = new QueryByAttribute(ContractSourceColumnRow.Table);
        query.AddAttributeValue(ContractSourceColumnRow.Columns.SourceId, source);
        query.AddAttributeValue(ContractSourceColumnRow.Columns.ContractFact, fact);
        return world.Administrator.RetrieveMultiple(query).Entities.Single().Id;
    }

    sealed record Wrong(string Code, string[] Names, Action<SolutionEnvironment, Guid> Seed);
}
