using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.Offboard.Probes;

/// <summary>A platform that behaves otherwise than the embedded Dataverse can: what it answers is changed on the way.</summary>
internal sealed class OtherPlatform(IOrganizationService service) : IOrganizationService
{
    /// <summary>Whether a row may be deleted.</summary>
    public Predicate<EntityReference> Deletes { get; init; } = _ => true;

    /// <summary>Changes a row that is read.</summary>
    public Action<Entity> Reads { get; init; } = _ => { };

    /// <summary>Changes a row that is about to be written.</summary>
    public Action<Entity> Writes { get; init; } = _ => { };

    /// <summary>Changes a query.</summary>
    public Action<QueryBase> Queries { get; init; } = _ => { };

    /// <summary>Refuses an update with a code; null: lets it pass.</summary>
    public Func<Entity, int?> RefusesUpdate { get; init; } = _ => null;

    /// <summary>The code that becomes of a fault; null: the request succeeds.</summary>
    public Func<int, int?> Faults { get; init; } = code => code;

    /// <summary>Changes the answer of a request.</summary>
    public Action<OrganizationResponse> Answers { get; init; } = _ => { };

    public Guid Create(Entity entity)
    {
        Writes(entity);
        return Faulty(() => service.Create(entity), entity.Id);
    }

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet)
    {
        var row = service.Retrieve(entityName, id, columnSet);
        Reads(row);
        return row;
    }

    public void Update(Entity entity)
    {
        if (RefusesUpdate(entity) is { } code) throw Fault(code);

        service.Update(entity);
    }

    public void Delete(string entityName, Guid id)
    {
        if (!Deletes(new EntityReference(entityName, id))) throw Fault(-2147220960);

        service.Delete(entityName, id);
    }

    public OrganizationResponse Execute(OrganizationRequest request) => Faulty(
        () =>
        {
            var answer = service.Execute(request);
            Answers(answer);
            return answer;
        },
        new OrganizationResponse());

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => Faulty(
        () =>
        {
            service.Associate(entityName, entityId, relationship, relatedEntities);
            return true;
        },
        otherwise: true);

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        service.Disassociate(entityName, entityId, relationship, relatedEntities);

    public EntityCollection RetrieveMultiple(QueryBase query)
    {
        Queries(query);
        var rows = service.RetrieveMultiple(query);
        foreach (var row in rows.Entities.ToList()) Reads(row);
        return rows;
    }

    T Faulty<T>(Func<T> act, T otherwise)
    {
        try
        {
            return act();
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            if (Faults(fault.Detail.ErrorCode) is { } code) throw Fault(code);

            return otherwise;
        }
    }

    static FaultException<OrganizationServiceFault> Fault(int code) => new(new OrganizationServiceFault { ErrorCode = code, Message = "another platform" }, new FaultReason("another platform"));
}
