using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>Copies what crosses the line between caller and server, so that neither sees later changes of the other.</summary>
/// <remarks>Early-bound rows arrive as late-bound ones, as they do online.</remarks>
internal static class RequestCopy
{
    internal static OrganizationRequest Of(OrganizationRequest request) =>
        new(request.RequestName) { RequestId = request.RequestId, Parameters = Of(request.Parameters) };

    internal static ParameterCollection Of(ParameterCollection parameters)
    {
        var copy = new ParameterCollection();
        foreach (var (key, value) in parameters) copy[key] = Value(value)!;
        return copy;
    }

    internal static Entity Of(Entity entity)
    {
        var copy = new Entity(entity.LogicalName) { Id = entity.Id, EntityState = entity.EntityState, RowVersion = entity.RowVersion };
        foreach (var (key, value) in entity.Attributes) copy.Attributes[key] = Value(value)!;
        foreach (var (key, value) in entity.KeyAttributes) copy.KeyAttributes[key] = Value(value)!;
        foreach (var (key, value) in entity.FormattedValues) copy.FormattedValues[key] = value;
        foreach (var (key, value) in entity.RelatedEntities) copy.RelatedEntities[key] = Of(value);
        return copy;
    }

    static EntityCollection Of(EntityCollection rows)
    {
        var copy = new EntityCollection([.. Given(rows.Entities).Select(Of)])
        {
            EntityName = rows.EntityName,
            MinActiveRowVersion = rows.MinActiveRowVersion,
            MoreRecords = rows.MoreRecords,
            PagingCookie = rows.PagingCookie,
            TotalRecordCount = rows.TotalRecordCount,
            TotalRecordCountLimitExceeded = rows.TotalRecordCountLimitExceeded,
        };
        return copy;
    }

    static EntityReference Of(EntityReference reference)
    {
        var copy = new EntityReference(reference.LogicalName, reference.Id) { Name = reference.Name, RowVersion = reference.RowVersion };
        foreach (var (key, value) in reference.KeyAttributes) copy.KeyAttributes[key] = Value(value)!;
        return copy;
    }

    static object? Value(object? value) => value switch
    {
        Entity entity => Of(entity),
        EntityCollection rows => Of(rows),
        EntityReference reference => Of(reference),
        EntityReferenceCollection references => new EntityReferenceCollection([.. Given(references).Select(Of)]),
        OptionSetValueCollection options => new OptionSetValueCollection([.. Given(options).Select(option => new OptionSetValue(option.Value))]),
        OptionSetValue option => new OptionSetValue(option.Value),
        Money money => new Money(money.Value),
        string[] texts => texts.ToArray(),
        IEnumerable<Entity> entities => Given(entities).Select(Of).ToArray(),
        _ => value,
    };

    /// <exception cref="System.ServiceModel.FaultException">0x80040203: a list holds nothing in one of its places.</exception>
    static IEnumerable<T> Given<T>(IEnumerable<T?> items)
        where T : class => items.Select(static (item, place) => item ?? throw Fault.Of(
            FaultCode.InvalidArgument, $"Place {place} of a list of {typeof(T).Name} is empty. Leave it out, or put a {typeof(T).Name} there."));
}
