using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Audit;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Messages;

/// <summary>Tables and columns in the form in which callers get metadata. What is not known here stays null.</summary>
internal static class MetadataAnswers
{
    internal static EntityMetadata Of(Table table, bool withColumns, Call call, IReadOnlySet<string>? onlyColumns = null)
    {
        var answer = new EntityMetadata
        {
            LogicalName = table.Name,
            SchemaName = table.Facts.SchemaName,
            EntitySetName = table.Facts.SetName,
            IsActivity = table.Facts.IsActivity,
            DisplayName = LabelOf(table.Facts.Label, call),
            DisplayCollectionName = LabelOf(table.Facts.PluralLabel, call),
            IsAuditEnabled = new BooleanManagedProperty(call.Organization.Audit.Covers(table)),
            OwnershipType = Enum.Parse<OwnershipTypes>(table.Facts.Ownership.ToString()),
        };
        Put(answer, nameof(EntityMetadata.ObjectTypeCode), table.Facts.ObjectTypeCode);
        Put(answer, nameof(EntityMetadata.PrimaryIdAttribute), table.PrimaryId.Name);
        Put(answer, nameof(EntityMetadata.PrimaryNameAttribute), table.PrimaryName?.Name);
        Put(answer, nameof(EntityMetadata.IsCustomEntity), table.Facts.IsCustom);
        Put(answer, nameof(EntityMetadata.IsIntersect), table.Facts.IsIntersect);
        if (withColumns) Put(answer, nameof(EntityMetadata.Attributes), table.Columns.Where(column => onlyColumns?.Contains(column.Name) != false).Select(column => Of(table, column, call)).ToArray());
        return answer;
    }

    internal static void AddKeys(EntityMetadata answer, Table table, Call call) =>
        Put(answer, nameof(EntityMetadata.Keys), call.Organization.KeyIndexes.StatusesOf(table).Select(key => OfKey(table, key.Key, key.Value)).ToArray());

    /// <summary>The relationships in which rows of other tables refer to rows of this one.</summary>
    internal static void AddLookupsTo(EntityMetadata answer, Table table, Call call) =>
        Put(answer, nameof(EntityMetadata.OneToManyRelationships), call.Catalog.RelationshipsTo(table.Name).Select(one => OfLookup(one, call)).ToArray());

    /// <summary>The privileges of a table, by which callers learn what its rows demand of their owner.</summary>
    internal static void AddPrivileges(EntityMetadata answer, Table table) =>
        Put(answer, nameof(EntityMetadata.Privileges), PrivilegeName.Each(TableRights.All).Select(right => OfPrivilege(table, right)).ToArray());

    static SecurityPrivilegeMetadata OfPrivilege(Table table, TableRights right)
    {
        var answer = (SecurityPrivilegeMetadata)Activator.CreateInstance(typeof(SecurityPrivilegeMetadata), nonPublic: true)!;
        Put(answer, nameof(SecurityPrivilegeMetadata.Name), PrivilegeName.Of(table, right));
        Put(answer, nameof(SecurityPrivilegeMetadata.PrivilegeType), Enum.Parse<PrivilegeType>(right.ToString()));
        return answer;
    }

    static OneToManyRelationshipMetadata OfLookup(OneToMany relationship, Call call) => new()
    {
        SchemaName = relationship.Name,
        ReferencedEntity = relationship.To,
        ReferencedAttribute = call.Catalog.TryTable(relationship.To)?.PrimaryId.Name,
        ReferencingEntity = relationship.From,
        ReferencingAttribute = relationship.Column,
        IsHierarchical = relationship.IsHierarchical,
    };

    internal static EntityKeyMetadata OfKey(Table table, string name, EntityKeyIndexStatus status)
    {
        var answer = new EntityKeyMetadata { LogicalName = name, KeyAttributes = [.. table.Keys.Where(key => key.Name == name).SelectMany(key => key.Columns)] };
        Put(answer, nameof(EntityKeyMetadata.EntityLogicalName), table.Name);
        Put(answer, nameof(EntityKeyMetadata.EntityKeyIndexStatus), status);
        return answer;
    }

    internal static AttributeMetadata Of(Table table, Column column, Call call)
    {
        var answer = Typed(column, call);
        answer.LogicalName = column.Name;
        answer.SchemaName = column.SchemaName;
        answer.DisplayName = LabelOf(column.Label, call);
        answer.RequiredLevel = new AttributeRequiredLevelManagedProperty(Enum.Parse<AttributeRequiredLevel>(column.Required.ToString()));
        answer.IsValidForCreate = column.ValidForCreate;
        answer.IsValidForUpdate = column.ValidForUpdate;
        answer.IsSecured = column.IsSecured;
        answer.IsAuditEnabled = new BooleanManagedProperty(AuditTrail.Covers(table, column));
        answer.AutoNumberFormat = column.AutoNumberFormat;
        Put(answer, nameof(AttributeMetadata.EntityLogicalName), table.Name);
        Put(answer, nameof(AttributeMetadata.IsValidForRead), column.ValidForRead);
        Put(answer, nameof(AttributeMetadata.IsPrimaryId), column == table.PrimaryId);
        Put(answer, nameof(AttributeMetadata.IsPrimaryName), column == table.PrimaryName);
        if (Enum.TryParse<AttributeTypeCode>(column.Type.ToString(), out var type)) Put(answer, nameof(AttributeMetadata.AttributeType), type);
        return answer;
    }

    static AttributeMetadata Typed(Column column, Call call) => column.Type switch
    {
        ColumnType.String => new StringAttributeMetadata { MaxLength = column.MaxLength },
        ColumnType.Memo => new MemoAttributeMetadata { MaxLength = column.MaxLength },
        ColumnType.Integer => new IntegerAttributeMetadata { MinValue = (int)column.Min, MaxValue = (int)column.Max },
        ColumnType.Decimal => new DecimalAttributeMetadata { MinValue = (decimal)column.Min, MaxValue = (decimal)column.Max, Precision = column.Precision },
        ColumnType.Double => new DoubleAttributeMetadata { MinValue = column.Min, MaxValue = column.Max, Precision = column.Precision },
        ColumnType.Money => new MoneyAttributeMetadata { MinValue = column.Min, MaxValue = column.Max, Precision = column.Precision, PrecisionSource = column.PrecisionSource },
        ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => new LookupAttributeMetadata { Targets = [.. column.Targets] },
        ColumnType.DateTime => new DateTimeAttributeMetadata(column.IsDateOnly ? DateTimeFormat.DateOnly : DateTimeFormat.DateAndTime)
        {
            DateTimeBehavior = column.DateBehavior switch
            {
                DateBehavior.DateOnly => DateTimeBehavior.DateOnly,
                DateBehavior.TimeZoneIndependent => DateTimeBehavior.TimeZoneIndependent,
                _ => DateTimeBehavior.UserLocal,
            },
        },
        ColumnType.Picklist => new PicklistAttributeMetadata { OptionSet = Options(column, call), DefaultFormValue = column.DefaultValue },
        ColumnType.State => new StateAttributeMetadata { OptionSet = Options(column, call) },
        ColumnType.Status => new StatusAttributeMetadata { OptionSet = Options(column, call) },
        _ => new AttributeMetadata(),
    };

    static OptionSetMetadata Options(Column column, Call call) =>
        new(new OptionMetadataCollection([.. column.Options.Select(option => Option(column, option, call))]));

    static OptionMetadata Option(Column column, Option option, Call call)
    {
        var label = LabelOf(option.Label, call);
        return column.Type switch
        {
            ColumnType.State => new StateOptionMetadata { Value = option.Value, Label = label, DefaultStatus = option.DefaultStatus },
            ColumnType.Status => new StatusOptionMetadata(option.Value, option.State) { Label = label },
            _ => new OptionMetadata(label, option.Value),
        };
    }

    static Label LabelOf(LocalizedText text, Call call) => new(
        new LocalizedLabel(text.In(call.Principal.Language), call.Principal.Language),
        [
            .. new[] { (text.English, LocalizedText.EnglishLanguage), (text.German, LocalizedText.GermanLanguage) }
                .Where(pair => pair.Item1 is not null)
                .Select(pair => new LocalizedLabel(pair.Item1, pair.Item2)),
        ]);

    /// <summary>Only the server sets these; the SDK hides the setters.</summary>
    static void Put(object answer, string property, object? value) => answer.GetType().GetProperty(property)!.SetValue(answer, value);
}
