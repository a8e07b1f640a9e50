using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;

namespace LocalDataverse.Web.Api.Schema;

/// <summary>Metadata by the messages of the SDK, as the caller may see it and in the caller's language.</summary>
internal sealed class SchemaSource(IOrganizationService service)
{
    /// <summary>One request.</summary>
    public EntityMetadata Table(string logicalName, EntityFilters filters) =>
        ((RetrieveEntityResponse)service.Execute(new RetrieveEntityRequest { LogicalName = logicalName, EntityFilters = filters })).EntityMetadata;

    /// <summary>One request.</summary>
    public IReadOnlyList<EntityMetadata> AllTables(EntityFilters filters) =>
        ((RetrieveAllEntitiesResponse)service.Execute(new RetrieveAllEntitiesRequest { EntityFilters = filters })).EntityMetadata;

    /// <summary>Each once. One request.</summary>
    public IReadOnlyList<RelationshipMetadataBase> Relationships() =>
    [
        .. AllTables(EntityFilters.Relationships)
            .SelectMany(table => table.ManyToOneRelationships.Concat<RelationshipMetadataBase>(table.ManyToManyRelationships))
            .DistinctBy(relationship => relationship.SchemaName, StringComparer.OrdinalIgnoreCase)
            .OrderBy(relationship => relationship.SchemaName, StringComparer.Ordinal),
    ];

    /// <summary>The global choices that a column has. One request.</summary>
    public IReadOnlyList<OptionSetMetadataBase> Choices() =>
    [
        .. AllTables(EntityFilters.Attributes)
            .SelectMany(table => table.Attributes)
            .Select(column => SchemaShape.Related(column, SchemaShape.GlobalOptionSet))
            .OfType<OptionSetMetadataBase>()
            .DistinctBy(choice => choice.Name, StringComparer.Ordinal)
            .OrderBy(choice => choice.Name, StringComparer.Ordinal),
    ];
}
