using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Model;
using LocalDataverse.Web.Api.Schema;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>Finds out what a path names. A lookup in its middle costs one request.</summary>
internal sealed class ResourceReader(Exchange exchange)
{
    WebApiModel Model => exchange.Model;

    /// <exception cref="Microsoft.OData.ODataException">The path is malformed or names nothing.</exception>
    /// <exception cref="System.ServiceModel.FaultException">0x80040315: a path of a form that is not served; 0x8006088A: a lookup on the way is empty.</exception>
    public Resource Read()
    {
        var segments = exchange.Url.Segments;
        if (segments is [EntitySetSegment first, ..] && SchemaModel.Sets.ContainsKey(first.EntitySet.Name)) return new SchemaResource(segments);

        Resource? resource = null;
        for (var i = 0; i < segments.Count; i++)
        {
            // The key of a link stands after the segment that it belongs to.
            if (segments[i] is NavigationPropertyLinkSegment link && resource is RowResource row)
            {
                resource = new LinksResource(row, NavigationOf(row.Table, link.NavigationProperty), segments.ElementAtOrDefault(i + 1) as KeySegment);
                break;
            }

            resource = Step(resource, segments[i]);
        }

        return resource ?? throw WebFault.Of(WebFault.NoResource, "The path is empty.");
    }

    Resource Step(Resource? before, ODataPathSegment segment) => (Whole(before, segment), segment) switch
    {
        (null, EntitySetSegment set) => new SetResource(Model.TableOfSet(set.EntitySet.Name)),
        (null, OperationImportSegment import) => new OperationResource(OperationOf(import.OperationImports.First().Name), Row: null, Table: null),
        (SetResource set, KeySegment key) => new RowResource(set.Table, RowAddress.Of(set.Table, key)),
        (RelatedResource related, KeySegment key) => new MemberResource(related, RowAddress.Of(related.Table, key)),
        (RowResource row, NavigationPropertySegment step) => Related(row, NavigationOf(row.Table, step.NavigationProperty)),
        (RowResource row, PropertySegment property) => new PropertyResource(row, Model.PropertiesOf(row.Table).TryColumn(property.Property.Name)!, IsRaw: false),
        (PropertyResource property, ValueSegment) => property with { IsRaw = true },
        (SetResource or RelatedResource, CountSegment) => new CountResource(before!),
        (SetResource set, OperationSegment operation) => new OperationResource(OperationOf(operation.Operations.First().Name), Row: null, set.Table),
        (RowResource row, OperationSegment operation) => new OperationResource(OperationOf(operation.Operations.First().Name), row.Row, row.Table),
        _ => throw WebFault.Unsupported($"a path with '{segment.Identifier}' ({segment.GetType().Name}) at this place"),
    };

    /// <summary>A lookup or a member on the way becomes the row that it is, where the path goes on.</summary>
    Resource? Whole(Resource? before, ODataPathSegment next) => before switch
    {
        LookupResource lookup => Referred(lookup) is { } reference
            ? new RowResource(Model.Catalog.Table(reference.LogicalName), reference)
            : throw WebFault.Of(WebFault.NoResource, $"Resource not found for the segment '{next.Identifier}': {lookup.Navigation.Name} of the row is empty."),
        MemberResource member => new RowResource(member.Of.Table, member.Row),
        _ => before,
    };

    /// <summary>The row that a lookup refers to now. Null: none.</summary>
    public EntityReference? Referred(LookupResource lookup)
    {
        var row = exchange.Service.Read(lookup.Parent.Row, new ColumnSet(lookup.Navigation.Column.Name));
        return row.GetAttributeValue<EntityReference?>(lookup.Navigation.Column.Name) is { } reference && (lookup.Navigation.Target is null || reference.LogicalName == lookup.Navigation.Target)
            ? reference
            : null;
    }

    Resource Related(RowResource row, Navigation navigation) => navigation switch
    {
        LookupNavigation lookup => new LookupResource(row, lookup),
        ChildrenNavigation children => new RelatedResource(row, children, Model.Catalog.Table(children.Relationship.From)),
        PeersNavigation peers => new RelatedResource(row, peers, Model.Catalog.Table(peers.Target)),
        _ => throw WebFault.Unsupported($"the navigation property {navigation.Name}"),
    };

    Navigation NavigationOf(Table table, IEdmNavigationProperty property) =>
        Model.PropertiesOf(table).TryNavigation(property.Name) ?? throw WebFault.Of(WebFault.NoResource, $"Resource not found for the segment '{property.Name}'.");

    Operation OperationOf(string name) => Model.TryOperation(name) ?? throw WebFault.Unsupported($"the function {name} outside of $filter");
}
