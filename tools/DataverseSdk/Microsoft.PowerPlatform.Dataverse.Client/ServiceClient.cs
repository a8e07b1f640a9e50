#nullable disable
using System;
using System.Net.Http;
using System.ServiceModel;
using System.Threading.Tasks;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.PowerPlatform.Dataverse.Client.Http;
using Microsoft.PowerPlatform.Dataverse.Client.Messages;
using Microsoft.PowerPlatform.Dataverse.Client.Metadata;
using Microsoft.PowerPlatform.Dataverse.Client.Utils;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.PowerPlatform.Dataverse.Client;

/// <summary>Requests of the SDK to an environment, sent by its Web API.</summary>
/// <remarks>
/// https://learn.microsoft.com/dotnet/api/microsoft.powerplatform.dataverse.client.serviceclient. Requests that this client lacks end in
/// <see cref="NotSupportedException"/>, which names them. A request that the platform did not admit (429 or 503 with Retry-After) is sent again when the answer
/// says; nothing else is ever repeated. Not for several threads at once: <see cref="Clone()"/> gives each its own.
/// </remarks>
public class ServiceClient : IOrganizationService, IDisposable
{
    readonly WebApiConnection connection;
    readonly TableDefinitions tables;
    readonly MessageSender sender;

    /// <summary>Connects, and asks who the caller is.</summary>
    /// <param name="instanceUrl">Address of the environment, such as https://contoso.crm4.dynamics.com.</param>
    /// <param name="tokenProviderFunction">Gives the access token for that address; asked before each request.</param>
    /// <param name="useUniqueInstance">Whether the connection is not shared; here it never is.</param>
    /// <param name="logger">Hears of each request that is sent again. Null: nobody.</param>
    /// <exception cref="DataverseConnectionException">The environment cannot be reached, or did not let the caller in.</exception>
    public ServiceClient(Uri instanceUrl, Func<string, Task<string>> tokenProviderFunction, bool useUniqueInstance = true, ILogger logger = null)
        : this(instanceUrl, tokenProviderFunction, new SocketsHttpHandler { UseCookies = false }, TimeProvider.System, logger)
    {
    }

    /// <summary>The same over another transport and clock.</summary>
    internal ServiceClient(Uri instanceUrl, Func<string, Task<string>> tokenProviderFunction, HttpMessageHandler transport, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(instanceUrl);
        ArgumentNullException.ThrowIfNull(tokenProviderFunction);
        connection = new WebApiConnection(new WebApiTransport(instanceUrl, tokenProviderFunction, transport, time, logger));
        tables = new TableDefinitions(connection);
        sender = new MessageSender(connection, tables);
        try
        {
            _ = (WhoAmIResponse)Execute(new WhoAmIRequest());
            IsReady = true;
        }
        catch (Exception refused) when (refused is DataverseOperationException or FaultException<OrganizationServiceFault>)
        {
            LastError = refused.Message;
            connection.Dispose();
            throw new DataverseConnectionException($"Failed to connect to {instanceUrl}: {refused.Message}", refused);
        }
    }

    ServiceClient(ServiceClient other)
    {
        connection = new WebApiConnection(other.connection);
        tables = other.tables;
        sender = new MessageSender(connection, tables);
        IsReady = other.IsReady;
    }

    /// <summary>How long a request may take. Counts for clients that are made afterwards.</summary>
    public static TimeSpan MaxConnectionTimeout { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>Whether requests can be sent.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Why it is not ready; empty if it is.</summary>
    public string LastError { get; private set; } = "";

    /// <summary>systemuserid of the user to act for; empty: the one who signed in.</summary>
    public Guid CallerId
    {
        get => connection.CallerId;
        set => connection.CallerId = value;
    }

    /// <summary>Object id in Microsoft Entra ID of the user to act for; null: see <see cref="CallerId"/>.</summary>
    public Guid? CallerAADObjectId
    {
        get => connection.CallerObjectId;
        set => connection.CallerObjectId = value;
    }

    /// <summary>How many clients side by side the environment recommends, by the header x-ms-dop-hint of its answers; 1 if it says nothing.</summary>
    public int RecommendedDegreesOfParallelism => connection.Transport.RecommendedCallers;

    /// <summary>How often a request that was not admitted is sent again.</summary>
    public int MaxRetryCount
    {
        get => connection.Transport.MaxRetryCount;
        set => connection.Transport.MaxRetryCount = value;
    }

    /// <summary>Whether requests go to the same server each time. Off for several callers side by side.</summary>
    public bool EnableAffinityCookie
    {
        get => connection.Transport.KeepsCookies;
        set => connection.Transport.KeepsCookies = value;
    }

    /// <summary>A client of its own on the same connection, for another thread; it acts as who signed in.</summary>
    public ServiceClient Clone() => new(this);

    /// <inheritdoc/>
    public OrganizationResponse Execute(OrganizationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return sender.Send(request);
    }

    /// <inheritdoc/>
    public Guid Create(Entity entity) => ((CreateResponse)Execute(new CreateRequest { Target = entity })).id;

    /// <inheritdoc/>
    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) =>
        ((RetrieveResponse)Execute(new RetrieveRequest { Target = new EntityReference(entityName, id), ColumnSet = columnSet })).Entity;

    /// <inheritdoc/>
    public void Update(Entity entity) => Execute(new UpdateRequest { Target = entity });

    /// <inheritdoc/>
    public void Delete(string entityName, Guid id) => Execute(new DeleteRequest { Target = new EntityReference(entityName, id) });

    /// <inheritdoc/>
    public EntityCollection RetrieveMultiple(QueryBase query) => ((RetrieveMultipleResponse)Execute(new RetrieveMultipleRequest { Query = query })).EntityCollection;

    /// <inheritdoc/>
    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        Execute(new AssociateRequest { Target = new EntityReference(entityName, entityId), Relationship = relationship, RelatedEntities = relatedEntities });

    /// <inheritdoc/>
    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        Execute(new DisassociateRequest { Target = new EntityReference(entityName, entityId), Relationship = relationship, RelatedEntities = relatedEntities });

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        GC.SuppressFinalize(this);
    }
}
