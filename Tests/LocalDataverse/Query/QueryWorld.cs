using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using LocalDataverse.Metadata;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>A store with the standard tables and one custom table, and somebody who asks it.</summary>
/// <remarks>Ids are counted, so that every run is the same.</remarks>
internal sealed class QueryWorld
{
    public const string Contract = "test_contract";

    public static readonly DateTime Now = new(2027, 5, 12, 9, 30, 0, DateTimeKind.Utc);

    static readonly MetadataCatalog Catalog = MetadataCatalog.Standard.With([ContractTable()]);

    int ids;

    public QueryWorld()
    {
        Store = new Store(Catalog, TimeSpan.FromMilliseconds(200));
        User = Add("systemuser", ("fullname", "Renate Vogel"));
    }

    public Store Store { get; }

    public Guid User { get; }

    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.CreateCustomTimeZone(
        "Berlin", TimeSpan.FromHours(1), "Berlin", "Berlin", "Berlin summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    public Guid Add(string tableName, params (string Column, object? Value)[] values)
    {
        var id = new Guid(++ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        using var transaction = Store.Begin();
        Insert(transaction, tableName, id, values);
        transaction.Commit();
        return id;
    }

    public static void Insert(Transaction transaction, string tableName, Guid id, params (string Column, object? Value)[] values)
    {
        var table = transaction.Catalog.Table(tableName);
        transaction.Insert(table, id, Stored(table, values));
    }

    public static Dictionary<Column, object?> Stored(Table table, params (string Column, object? Value)[] values) =>
        values.ToDictionary(pair => table.Column(pair.Column), pair => RowValues.ToStored(table, table.Column(pair.Column), pair.Value));

    public QueryContext Context(Transaction transaction) => new()
    {
        Transaction = transaction,
        UserId = User,
        UtcNow = Now,
        TimeZone = Berlin,
    };

    public EntityCollection Run(QueryBase query, Func<QueryContext, QueryContext>? adjust = null)
    {
        using var transaction = Store.Begin();
        var context = Context(transaction);
        return QueryExecutor.Execute(query, adjust?.Invoke(context) ?? context);
    }

    public EntityCollection Fetch(string xml, Func<QueryContext, QueryContext>? adjust = null) => Run(new FetchExpression(xml), adjust);

    /// <summary>The names of the rows that meet a condition, in order.</summary>
    public string Names(string table, string column, ConditionOperator op, params object[] values)
    {
        var name = Catalog.Table(table).PrimaryName!.Name;
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(name) };
        query.Criteria.AddCondition(column, op, values);
        query.AddOrder(name, OrderType.Ascending);
        return Joined(Run(query), name);
    }

    public static string Joined(EntityCollection rows, string column) => string.Join(' ', rows.Entities.Select(row => row.GetAttributeValue<string>(column)));

    public static OrganizationServiceFault FaultOf(Action action) => Assert.Throws<FaultException<OrganizationServiceFault>>(action).Detail;

    static Table ContractTable() => new(
        new TableFacts { Name = Contract, SetName = "test_contracts", PrimaryId = "test_contractid", PrimaryName = "test_name", Ownership = Ownership.UserOwned, IsCustom = true },
        [
            new Column { Name = "test_contractid", Type = ColumnType.Uniqueidentifier },
            new Column { Name = "test_name", Type = ColumnType.String, MaxLength = 100 },
            new Column { Name = "test_accountid", Type = ColumnType.Lookup, Targets = ["account"] },
            new Column { Name = "test_start", Type = ColumnType.DateTime, DateBehavior = DateBehavior.DateOnly, Format = "DateOnly" },
            new Column { Name = "test_signed", Type = ColumnType.DateTime, DateBehavior = DateBehavior.UserLocal, Format = "DateAndTime" },
            new Column { Name = "test_meeting", Type = ColumnType.DateTime, DateBehavior = DateBehavior.TimeZoneIndependent, Format = "DateAndTime" },
            new Column { Name = "test_months", Type = ColumnType.Integer, Min = 0, Max = 120 },
            new Column { Name = "test_minimum", Type = ColumnType.Integer, Min = 0, Max = 120 },
            new Column { Name = "test_rate", Type = ColumnType.Decimal, Min = 0, Max = 100, Precision = 2 },
            new Column { Name = "test_fee", Type = ColumnType.Money, Min = -1000000, Max = 1000000, Precision = 2 },
            new Column
            {
                Name = "test_kind",
                Type = ColumnType.Picklist,
                Options = [new(1, new("Energy", "Strom")), new(2, new("Telecom", "Telefon")), new(3, new("Insurance", "Versicherung"))],
            },
            new Column
            {
                Name = "test_tags",
                Type = ColumnType.MultiSelectPicklist,
                Options = [new(1, new("One", "Eins")), new(2, new("Two", "Zwei")), new(3, new("Three", "Drei"))],
            },
            new Column { Name = "test_online", Type = ColumnType.Boolean, Options = [new(0, new("No", "Nein")), new(1, new("Yes", "Ja"))] },
            new Column { Name = "test_language", Type = ColumnType.Integer, Min = 0, Max = 100000 },
            new Column { Name = "ownerid", Type = ColumnType.Owner, Targets = ["systemuser", "team"] },
            new Column { Name = "owningbusinessunit", Type = ColumnType.Lookup, Targets = ["businessunit"], ValidForCreate = false },
            new Column { Name = "test_secret", Type = ColumnType.String, MaxLength = 100, ValidForRead = false },
            new Column { Name = "versionnumber", Type = ColumnType.BigInt, ValidForCreate = false, ValidForUpdate = false },
        ],
        [new AlternateKey("test_number", ["test_name", "test_months"])]);
}
