using System;

namespace Microsoft.Xrm.Sdk.Client
{
    /// <summary>Names the table that an early-bound class is for.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class EntityLogicalNameAttribute(string logicalName) : Attribute
    {
        public string LogicalName { get; } = logicalName;
    }
}

namespace Microsoft.Xrm.Sdk
{
    /// <summary>Names the column that an early-bound property is for.</summary>
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
    public sealed class AttributeLogicalNameAttribute(string logicalName) : Attribute
    {
        public string LogicalName { get; } = logicalName;
    }

    /// <summary>Names the relationship that an early-bound property is for.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    public sealed class RelationshipSchemaNameAttribute : Attribute
    {
        public RelationshipSchemaNameAttribute(string schemaName) => SchemaName = schemaName;

        public RelationshipSchemaNameAttribute(string schemaName, EntityRole primaryEntityRole)
            : this(schemaName) =>
            PrimaryEntityRole = primaryEntityRole;

        public EntityRole? PrimaryEntityRole { get; }

        public string SchemaName { get; }
    }
}
