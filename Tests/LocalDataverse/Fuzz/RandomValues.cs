using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.LocalDataverse.Fuzz;

/// <summary>Names that exist or not, and values of all types, fitting or not.</summary>
/// <param name="random">Of one input.</param>
/// <param name="catalog">Tables that exist.</param>
/// <param name="ids">Ids of rows that exist.</param>
internal sealed class RandomValues(Random random, MetadataCatalog catalog, IReadOnlyList<Guid> ids)
{
    static readonly string[] CommonTables = ["account", "contact", "task", "annotation", "team", "role", "systemuser", "activitypointer", "email", "environmentvariablevalue"];

    static readonly string?[] Texts =
        [null, "", " ", "x", "0", "-1", "true", "2026-02-30", "2026-01-01T00:00:00Z", "{00000000-0000-0000-0000-000000000000}", "%", "[a", "\0", "\ud800", "Ä\u0301", "'; drop", "<a>&amp;", new('y', 5000)];

    /// <summary>Names of parameters that some message has.</summary>
    public static IReadOnlyList<string> ParameterNames { get; } =
    [
        "Target", "Targets", "Query", "ColumnSet", "EntityMoniker", "State", "Status", "Assignee", "Relationship", "RelatedEntities", "RelatedEntitiesQuery", "SubordinateId",
        "UpdateContent", "PerformParentingChecks", "Requests", "Settings", "ReturnResponses", "ConcurrencyBehavior", "PrincipalAccess", "Principal", "Revokee", "LogicalName", "EntityLogicalName",
        "EntityFilters", "MetadataId", "RetrieveAsIfPublished", "TimeZoneCode", "UtcTime", "LocalTime", "UserId", "DefinitionSchemaName", "QuerySet", "JobName", "RecurrencePattern",
        "StartDateTime", "ToRecipients", "CCRecipients", "SendEmailNotification", "tag", "SuppressDuplicateDetection", "BypassBusinessLogicExecution", "BypassCustomPluginExecution",
        "BypassBusinessLogicExecutionStepIds", "PagingInfo", "AttributeLogicalName", "AuditId", "EndDate", "Nonsense",
    ];

    public Random Random => random;

    public T One<T>(params IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public bool Chance(int oneIn) => random.Next(oneIn) == 0;

    public string? Text() => One(Texts);

    public Guid Id() => Chance(3) ? Guid.Empty : Chance(2) ? new Guid(random.Next(), 0, 0, new byte[8]) : One(ids);

    public string TableName() => Chance(25) ? Text()! : Chance(4) ? One(catalog.TableNames.ToList()) : One(CommonTables);

    public string ColumnName(string? table) => Chance(15) || catalog.TryTable(table ?? "") is not { } known ? Text() ?? "none" : One(known.Columns).Name;

    public Entity Row(int depth = 0)
    {
        var row = new Entity(TableName());
        for (var i = random.Next(6); i > 0; i--)
        {
            var column = ColumnName(row.LogicalName);
            row[column] = Chance(3) || catalog.TryTable(row.LogicalName ?? "")?.TryColumn(column) is not { } known ? Value(depth + 1)! : Fitting(known)!;
        }

        if (Chance(8)) row.Id = Id();
        if (Chance(8)) row.KeyAttributes[ColumnName(row.LogicalName!)] = Value(depth + 1);
        if (Chance(20)) row.RelatedEntities[new Relationship(Text() ?? "r")] = new EntityCollection([new Entity(TableName())]);
        if (Chance(10)) row.RowVersion = Text();
        return row;
    }

    public EntityReference Reference() => Chance(10)
        ? new EntityReference(TableName(), new KeyAttributeCollection { [Text() ?? "key"] = Value(depth: 3)! })
        : new EntityReference(TableName(), Id());

    /// <summary>A value of the column's type, but maybe too long, too large or an option that is none.</summary>
    public object? Fitting(Column column) => column.Type switch
    {
        ColumnType.String or ColumnType.Memo => Text(),
        ColumnType.Integer => One(0, 1, -1, int.MaxValue, int.MinValue),
        ColumnType.BigInt => One(0L, long.MaxValue, long.MinValue),
        ColumnType.Decimal => One(0m, 1.5m, decimal.MaxValue, decimal.MinValue),
        ColumnType.Money => new Money(One(0m, 9.999m, decimal.MaxValue, decimal.MinValue)),
        ColumnType.Double => One(0d, double.NaN, double.PositiveInfinity, double.MaxValue),
        ColumnType.Boolean => Chance(2),
        ColumnType.DateTime => Moment(),
        ColumnType.Picklist or ColumnType.State or ColumnType.Status => new OptionSetValue(One(0, 1, 2, -1, int.MaxValue)),
        ColumnType.MultiSelectPicklist => new OptionSetValueCollection([new OptionSetValue(1), new OptionSetValue(1), null!]),
        ColumnType.Uniqueidentifier => Id(),
        ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => Reference(),
        _ => Value(),
    };

    /// <summary>A value of the type that messages want under that name.</summary>
    public object? Parameter(string name) => name switch
    {
        "Target" => Chance(2) ? Row() : Reference(),
        "Targets" => new EntityCollection([Row(), Row()]) { EntityName = TableName() },
        "EntityMoniker" or "Assignee" or "Principal" or "Revokee" => Reference(),
        "State" or "Status" => new OptionSetValue(One(0, 1, 2, -1)),
        "Query" => new RandomQuery(this).Query(),
        "ColumnSet" => new ColumnSet(ColumnName("account")),
        "Relationship" => new Relationship(One("contact_customer_accounts", "teammembership_association", "Account_Tasks", "none")),
        "RelatedEntities" => new EntityReferenceCollection([Reference()]),
        "SubordinateId" or "MetadataId" or "UserId" or "AuditId" => Id(),
        "UpdateContent" => Row(),
        "Requests" => new OrganizationRequestCollection { new OrganizationRequest("Create") { ["Target"] = Row() }, new OrganizationRequest("Delete") { ["Target"] = Reference() } },
        "Settings" => new ExecuteMultipleSettings { ContinueOnError = Chance(2), ReturnResponses = Chance(2) },
        "PrincipalAccess" => new Microsoft.Crm.Sdk.Messages.PrincipalAccess { Principal = Reference(), AccessMask = Microsoft.Crm.Sdk.Messages.AccessRights.ReadAccess },
        "LogicalName" or "EntityLogicalName" => TableName(),
        "TimeZoneCode" => One(0, 110, -1, 99999),
        "UtcTime" or "LocalTime" or "EndDate" or "StartDateTime" => Moment(),
        "ConcurrencyBehavior" => (ConcurrencyBehavior)random.Next(4),
        "QuerySet" => new[] { new RandomQuery(this).Expression() },
        _ => Chance(2) ? Text() : Value(),
    };

    public object? Value(int depth = 0) => random.Next(depth > 2 ? 18 : 32) switch
    {
        0 => null,
        1 => Text(),
        2 => One(0, 1, -1, int.MaxValue, int.MinValue),
        3 => One(0L, long.MaxValue),
        4 => One(0m, decimal.MaxValue, decimal.MinValue),
        5 => One(double.NaN, 1e308, 0.1),
        6 => Chance(2),
        7 => Moment(),
        8 => Id(),
        9 => new OptionSetValue(One(0, 1, 99, int.MinValue)),
        10 => new Money(One(decimal.MaxValue, 1m)),
        11 => Array.Empty<byte>(),
        12 => new[] { Text()!, null! },
        13 => new object(),
        14 => TimeSpan.MinValue,
        15 => 'c',
        16 => DayOfWeek.Friday,
        17 => Reference(),
        18 => Row(depth + 1),
        19 => new EntityCollection([Row(depth + 1), Row(depth + 1)]) { EntityName = Chance(2) ? TableName() : null },
        20 => new EntityReferenceCollection([Reference(), Reference()]),
        21 => new OptionSetValueCollection([new OptionSetValue(1), null!]),
        22 => new AliasedValue(TableName(), "name", Value(depth + 1)),
        23 => Chance(2) ? new ColumnSet { AllColumns = true } : new ColumnSet(ColumnName(TableName()), Text()),
        24 => new Relationship(Chance(2) ? "contact_customer_accounts" : Text()!) { PrimaryEntityRole = Chance(2) ? EntityRole.Referenced : null },
        25 => new RandomQuery(this).Query(),
        26 => new FetchExpression(new RandomFetch(random).Text()),
        27 => new OrganizationRequestCollection { new OrganizationRequest(Chance(3) ? Text()! : "Create") { ["Target"] = Value(depth + 1) } },
        28 => new ExecuteMultipleSettings { ContinueOnError = Chance(2), ReturnResponses = Chance(2) },
        29 => new Microsoft.Crm.Sdk.Messages.PrincipalAccess { Principal = Chance(5) ? null : Reference(), AccessMask = (Microsoft.Crm.Sdk.Messages.AccessRights)random.Next() },
        30 => new List<object?> { Value(depth + 1) },
        _ => new[] { new RandomQuery(this).Expression() },
    };

    DateTime Moment() => One(
        DateTime.MinValue, DateTime.MaxValue, new DateTime(1752, 12, 31), new DateTime(2026, 3, 29, 2, 30, 0), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Local));
}
