using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>What every relationship has.</summary>
[DataContract(Name = "RelationshipMetadataBase", Namespace = Namespaces.Metadata)]
public abstract class RelationshipMetadataBase : MetadataBase
{
    protected RelationshipMetadataBase()
    {
    }

    protected RelationshipMetadataBase(RelationshipType type) => RelationshipType = type;

    [DataMember]
    public bool? IsCustomRelationship { get; set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; set; }

    [DataMember]
    public bool? IsValidForAdvancedFind { get; set; }

    [DataMember]
    public string SchemaName { get; set; }

    [DataMember]
    public SecurityTypes? SecurityTypes { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public RelationshipType RelationshipType { get; internal set; }

    [DataMember]
    public string IntroducedVersion { get; internal set; }
}

/// <summary>A lookup relationship.</summary>
[DataContract(Name = "OneToManyRelationshipMetadata", Namespace = Namespaces.Metadata)]
public sealed class OneToManyRelationshipMetadata : RelationshipMetadataBase
{
    [DataMember]
    public AssociatedMenuConfiguration AssociatedMenuConfiguration { get; set; }

    [DataMember]
    public CascadeConfiguration CascadeConfiguration { get; set; }

    [DataMember]
    public string ReferencedAttribute { get; set; }

    [DataMember]
    public string ReferencedEntity { get; set; }

    [DataMember]
    public string ReferencingAttribute { get; set; }

    [DataMember]
    public string ReferencingEntity { get; set; }

    [DataMember]
    public bool? IsHierarchical { get; set; }

    [DataMember]
    public string EntityKey { get; set; }

    [DataMember]
    public bool? IsRelationshipAttributeDenormalized { get; set; }

    [DataMember]
    public string ReferencedEntityNavigationPropertyName { get; set; }

    [DataMember]
    public string ReferencingEntityNavigationPropertyName { get; set; }

    [DataMember]
    public int? RelationshipBehavior { get; set; }

    [DataMember]
    public bool? IsDenormalizedLookup { get; set; }

    [DataMember]
    public string DenormalizedAttributeName { get; set; }
}

/// <summary>A many-to-many relationship.</summary>
[DataContract(Name = "ManyToManyRelationshipMetadata", Namespace = Namespaces.Metadata)]
public sealed class ManyToManyRelationshipMetadata : RelationshipMetadataBase
{
    [DataMember]
    public AssociatedMenuConfiguration Entity1AssociatedMenuConfiguration { get; set; }

    [DataMember]
    public AssociatedMenuConfiguration Entity2AssociatedMenuConfiguration { get; set; }

    [DataMember]
    public string Entity1LogicalName { get; set; }

    [DataMember]
    public string Entity2LogicalName { get; set; }

    [DataMember]
    public string IntersectEntityName { get; set; }

    [DataMember]
    public string Entity1IntersectAttribute { get; set; }

    [DataMember]
    public string Entity2IntersectAttribute { get; set; }

    [DataMember]
    public string Entity1NavigationPropertyName { get; set; }

    [DataMember]
    public string Entity2NavigationPropertyName { get; set; }
}

/// <summary>What each operation does to related rows.</summary>
[DataContract(Name = "CascadeConfiguration", Namespace = Namespaces.Metadata)]
public sealed class CascadeConfiguration : IExtensibleDataObject
{
    [DataMember]
    public CascadeType? Assign { get; set; }

    [DataMember]
    public CascadeType? Delete { get; set; }

    [DataMember]
    public CascadeType? Merge { get; set; }

    [DataMember]
    public CascadeType? Reparent { get; set; }

    [DataMember]
    public CascadeType? Share { get; set; }

    [DataMember]
    public CascadeType? Unshare { get; set; }

    [DataMember]
    public CascadeType? RollupView { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>How related rows show in the menu.</summary>
[DataContract(Name = "AssociatedMenuConfiguration", Namespace = Namespaces.Metadata)]
public sealed class AssociatedMenuConfiguration : IExtensibleDataObject
{
    [DataMember]
    public AssociatedMenuBehavior? Behavior { get; set; }

    [DataMember]
    public AssociatedMenuGroup? Group { get; set; }

    [DataMember]
    public Label Label { get; set; }

    [DataMember]
    public int? Order { get; set; }

    [DataMember]
    public bool IsCustomizable { get; internal set; }

    [DataMember]
    public string Icon { get; internal set; }

    [DataMember]
    public Guid ViewId { get; internal set; }

    [DataMember]
    public bool AvailableOffline { get; internal set; }

    [DataMember]
    public string MenuId { get; internal set; }

    [DataMember]
    public string QueryApi { get; internal set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
