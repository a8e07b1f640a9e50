using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Pipeline;

/// <summary>The service of one user: each method is the request of its name.</summary>
internal sealed class OrganizationService(Organization organization, Caller caller, PluginRun? sender) : IOrganizationService
{
    public Guid Create(Entity entity) => ((CreateResponse)Execute(new CreateRequest { Target = Given(entity, nameof(entity)) })).id;

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => ((RetrieveResponse)Execute(new RetrieveRequest
    {
        Target = new EntityReference(Given(entityName, nameof(entityName)), id),
        ColumnSet = columnSet,
    })).Entity;

    public void Update(Entity entity) => Execute(new UpdateRequest { Target = Given(entity, nameof(entity)) });

    public void Delete(string entityName, Guid id) => Execute(new DeleteRequest { Target = new EntityReference(
        Given(entityName, nameof(entityName)), id) });

    public OrganizationResponse Execute(OrganizationRequest request) => organization.Executor.Execute(request, caller, sender);

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => Execute(new AssociateRequest
    {
        Target = new EntityReference(Given(entityName, nameof(entityName)), entityId),
        Relationship = Given(relationship, nameof(relationship)),
        RelatedEntities = Given(relatedEntities, nameof(relatedEntities)),
    });

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => Execute(new DisassociateRequest
    {
        Target = new EntityReference(Given(entityName, nameof(entityName)), entityId),
        Relationship = Given(relationship, nameof(relationship)),
        RelatedEntities = Given(relatedEntities, nameof(relatedEntities)),
    });

    public EntityCollection RetrieveMultiple(QueryBase query) =>
        ((RetrieveMultipleResponse)Execute(new RetrieveMultipleRequest { Query = Given(query, nameof(query)) })).EntityCollection;

    static T Given<T>(T? value, string name)
        where T : class => value ?? throw new ArgumentNullException(name);
}
