using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk;

/// <summary>The organization service: rows, and every other message through <see cref="Execute"/>.</summary>
/// <remarks>A refusal is a <see cref="FaultException{TDetail}"/> with an <see cref="OrganizationServiceFault"/>.</remarks>
[ServiceContract(Name = "IOrganizationService", Namespace = Namespaces.Services)]
public interface IOrganizationService
{
    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    Guid Create(Entity entity);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    Entity Retrieve(string entityName, Guid id, ColumnSet columnSet);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    void Update(Entity entity);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    void Delete(string entityName, Guid id);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    OrganizationResponse Execute(OrganizationRequest request);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    [OperationContract]
    [FaultContract(typeof(OrganizationServiceFault))]
    EntityCollection RetrieveMultiple(QueryBase query);
}

/// <summary>Gives a plugin the service, acting as a user.</summary>
public interface IOrganizationServiceFactory
{
    /// <summary>A service that acts as a user.</summary>
    /// <param name="userId">The user to act as; null: SYSTEM; an empty id: the user of the step.</param>
    IOrganizationService CreateOrganizationService(Guid? userId);
}
