using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
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
    /// <summary>A table with what the filters want beside it.</summary>
    internal static EntityMetadata Of(Table table, EntityFilters filters, Call call)
    {
        var answer = Of(table, filters.HasFlag(EntityFilters.Attributes), call);
        AddKeys(answer, table, call);
        if (filters.HasFlag(EntityFilters.Relationships)) AddRelationships(answer, table, call);
        if (filters.HasFlag(EntityFilters.Privileges)) AddPrivileges(answer, table);
        return answer;
    }

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
        answer.MetadataId = IdOf("table", table.Name);
        answer.LogicalCollectionName = table.Facts.SetName;
        if (withColumns) Put(answer, nameof(EntityMetadata.Attributes), table.Columns.Where(column => onlyColumns?.Contains(column.Name) != false).Select(column => Of(table, column, call)).ToArray());
        return answer;
    }

    internal static void AddKeys(EntityMetadata answer, Table table, Call call) =>
        Put(answer, nameof(EntityMetadata.Keys), call.Organization.KeyIndexes.StatusesOf(table).Select(key => OfKey(table, key.Key, key.Value)).ToArray());

    /// <summary>The relationships in which rows of other tables refer to rows of this one.</summary>
    internal static void AddLookupsTo(EntityMetadata answer, Table table, Call call) =>
        Put(answer, nameof(EntityMetadata.OneToManyRelationships), call.Catalog.RelationshipsTo(table.Name).Select(one => OfLookup(one, call)).ToArray());

    /// <summary>All relationships of a table: as the one, as one of many, and of pairs.</summary>
    internal static void AddRelationships(EntityMetadata answer, Table table, Call call)
    {
        AddLookupsTo(answer, table, call);
        Put(answer, nameof(EntityMetadata.ManyToOneRelationships), call.Catalog.RelationshipsFrom(table.Name).Select(one => OfLookup(one, call)).ToArray());
        Put(answer, nameof(EntityMetadata.ManyToManyRelationships), call.Catalog.ManyToManyOf(table.Name).Select(OfPairs).ToArray());
    }

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
        MetadataId = IdOf("relationship", relationship.Name),
        ReferencingEntityNavigationPropertyName = call.Catalog.NavigationPropertyOf(relationship),
        ReferencedEntityNavigationPropertyName = relationship.CollectionNavigationProperty,
        CascadeConfiguration = new CascadeConfiguration
        {
            Assign = CascadeOf(relationship.Cascades.Assign),
            Delete = CascadeOf(relationship.Cascades.Delete),
            Merge = CascadeOf(relationship.Cascades.Merge),
            Reparent = CascadeOf(relationship.Cascades.Reparent),
            Share = CascadeOf(relationship.Cascades.Share),
            Unshare = CascadeOf(relationship.Cascades.Unshare),
        },
    };

    static CascadeType CascadeOf(Cascade cascade) => Enum.Parse<CascadeType>(cascade.ToString());

    static ManyToManyRelationshipMetadata OfPairs(ManyToMany relationship) => new()
    {
        SchemaName = relationship.Name,
        MetadataId = IdOf("relationship", relationship.Name),
        IntersectEntityName = relationship.Intersect,
        Entity1LogicalName = relationship.Table1,
        Entity1IntersectAttribute = relationship.Column1,
        Entity2LogicalName = relationship.Table2,
        Entity2IntersectAttribute = relationship.Column2,
        Entity1NavigationPropertyName = relationship.NavigationProperty1,
        Entity2NavigationPropertyName = relationship.NavigationProperty2,
    };

    internal static EntityKeyMetadata OfKey(Table table, string name, EntityKeyIndexStatus status)
    {
        var answer = new EntityKeyMetadata { LogicalName = name, SchemaName = name, MetadataId = IdOf("key", $"{table.Name}.{name}"), KeyAttributes = [.. table.Keys.Where(key => key.Name == name).SelectMany(key => key.Columns)] };
        Put(answer, nameof(EntityKeyMetadata.EntityLogicalName), table.Name);
        Put(answer, nameof(EntityKeyMetadata.EntityKeyIndexStatus), status);
        return answer;
    }

    internal static AttributeMetadata Of(Table table, Column column, Call call)
    {
        var answer = Typed(table, column, call);
        answer.MetadataId = IdOf("column", $"{table.Name}.{column.Name}");
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
        Put(answer, nameof(AttributeMetadata.ColumnNumber), column.Ordinal + 1);
        Put(answer, nameof(AttributeMetadata.IsLogical), column.IsLogical);
        Put(answer, nameof(AttributeMetadata.AttributeTypeName), (AttributeTypeDisplayName)(column.Type + "Type"));

        // What came after the list of type codes was closed is Virtual there.
        Put(answer, nameof(AttributeMetadata.AttributeType), Enum.TryParse<AttributeTypeCode>(column.Type.ToString(), out var type) ? type : AttributeTypeCode.Virtual);
        return answer;
    }

    static AttributeMetadata Typed(Table table, Column column, Call call) => column.Type switch
    {
        ColumnType.String => new StringAttributeMetadata { MaxLength = column.MaxLength, Format = FormatOf<StringFormat>(column) },
        ColumnType.Memo => new MemoAttributeMetadata { MaxLength = column.MaxLength },
        ColumnType.Integer => new IntegerAttributeMetadata { MinValue = (int)column.Min, MaxValue = (int)column.Max, Format = FormatOf<IntegerFormat>(column) },
        ColumnType.BigInt => new BigIntAttributeMetadata(),
        ColumnType.Decimal => new DecimalAttributeMetadata { MinValue = (decimal)column.Min, MaxValue = (decimal)column.Max, Precision = column.Precision },
        ColumnType.Double => new DoubleAttributeMetadata { MinValue = column.Min, MaxValue = column.Max, Precision = column.Precision },
        ColumnType.Money => new MoneyAttributeMetadata { MinValue = column.Min, MaxValue = column.Max, Precision = column.Precision, PrecisionSource = column.PrecisionSource },
        ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner or ColumnType.PartyList => new LookupAttributeMetadata { Targets = [.. column.Targets] },
        ColumnType.DateTime => new DateTimeAttributeMetadata(column.IsDateOnly ? DateTimeFormat.DateOnly : DateTimeFormat.DateAndTime)
        {
            DateTimeBehavior = column.DateBehavior switch
            {
                DateBehavior.DateOnly => DateTimeBehavior.DateOnly,
                DateBehavior.TimeZoneIndependent => DateTimeBehavior.TimeZoneIndependent,
                _ => DateTimeBehavior.UserLocal,
            },
        },
        ColumnType.Boolean => new BooleanAttributeMetadata { OptionSet = Answers(table, column, call), DefaultValue = column.DefaultValue is { } value ? value == 1 : null },
        ColumnType.Picklist => new PicklistAttributeMetadata { OptionSet = Options(table, column, OptionSetType.Picklist, call), DefaultFormValue = column.DefaultValue },
        ColumnType.MultiSelectPicklist => new MultiSelectPicklistAttributeMetadata { OptionSet = Options(table, column, OptionSetType.Picklist, call), DefaultFormValue = column.DefaultValue },
        ColumnType.State => new StateAttributeMetadata { OptionSet = Options(table, column, OptionSetType.State, call) },
        ColumnType.Status => new StatusAttributeMetadata { OptionSet = Options(table, column, OptionSetType.Status, call) },
        ColumnType.EntityName => new EntityNameAttributeMetadata(),
        ColumnType.Uniqueidentifier => new UniqueIdentifierAttributeMetadata(),
        ColumnType.ManagedProperty => new ManagedPropertyAttributeMetadata(),
        ColumnType.Image => new ImageAttributeMetadata(),
        ColumnType.File => new FileAttributeMetadata(),
        _ => new AttributeMetadata(),
    };

    static T? FormatOf<T>(Column column)
        where T : struct, Enum => Enum.TryParse<T>(column.Format, out var format) ? format : null;

    static OptionSetMetadata Options(Table table, Column column, OptionSetType type, Call call) =>
        Named(new OptionSetMetadata(new OptionMetadataCollection([.. column.Options.Select(option => Option(column, option, call))])), table, column, type);

    static BooleanOptionSetMetadata Answers(Table table, Column column, Call call) => Named(
        new BooleanOptionSetMetadata(
            column.Option(1) is { } yes ? Option(column, yes, call) : null,
            column.Option(0) is { } no ? Option(column, no, call) : null),
        table,
        column,
        OptionSetType.Boolean);

    static T Named<T>(T choice, Table table, Column column, OptionSetType type)
        where T : OptionSetMetadataBase
    {
        choice.IsGlobal = column.OptionSetName is not null;
        choice.Name = column.OptionSetName ?? $"{table.Name}_{column.Name}";
        choice.MetadataId = IdOf("choice", choice.Name);
        choice.OptionSetType = type;
        return choice;
    }

    static OptionMetadata Option(Column column, Option option, Call call)
    {
        var label = LabelOf(option.Label, call);
        return column.Type switch
        {
            ColumnType.State => new StateOptionMetadata { Value = option.Value, Label = label, DefaultStatus = option.DefaultStatus },
            ColumnType.Status => new StatusOptionMetadata(option.Value, option.State) { Label = label },
            _ => new OptionMetadata(label, option.Value) { ExternalValue = option.ExternalValue },
        };
    }

    static Label LabelOf(LocalizedText text, Call call)
    {
        LocalizedLabel[] labels =
        [
            .. new[] { (text.English, LocalizedText.EnglishLanguage), (text.German, LocalizedText.GermanLanguage) }
                .Where(pair => pair.Item1 is not null)
                .Select(pair => new LocalizedLabel(pair.Item1, pair.Item2)),
        ];
        var language = call.Principal.Language;
        return new Label(Array.Find(labels, label => label.LanguageCode == language) ?? new LocalizedLabel(text.In(language), language), labels);
    }

    /// <summary>The id of a component: the same in every environment that has it, because it follows from its name.</summary>
    static Guid IdOf(string kind, string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{name.ToLowerInvariant()}")).AsSpan(0, 16));

    /// <summary>Only the server sets these; the SDK hides the setters.</summary>
    static void Put(object answer, string property, object? value) => answer.GetType().GetProperty(property)!.SetValue(answer, value);
}
