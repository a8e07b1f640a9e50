using System;
using LocalDataverse.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Pipeline;

/// <summary>What a plugin sees of the operation it takes part in.</summary>
/// <remarks>
/// The properties are fixed; the collections are shared by all steps of the operation and may be changed.
/// https://learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context
/// </remarks>
internal sealed record PluginContext : IPluginExecutionContext7
{
    public required int Stage { get; init; }

    public required int Mode { get; init; }

    public required int Depth { get; init; }

    public required string MessageName { get; init; }

    public required string PrimaryEntityName { get; init; }

    public required Guid PrimaryEntityId { get; init; }

    public required Guid UserId { get; init; }

    public required Guid InitiatingUserId { get; init; }

    public required Guid BusinessUnitId { get; init; }

    public required Guid OrganizationId { get; init; }

    public required string OrganizationName { get; init; }

    public required Guid CorrelationId { get; init; }

    public required Guid OperationId { get; init; }

    public required DateTime OperationCreatedOn { get; init; }

    public required bool IsInTransaction { get; init; }

    public required ParameterCollection InputParameters { get; init; }

    public required ParameterCollection OutputParameters { get; init; }

    public required ParameterCollection SharedVariables { get; init; }

    public required EntityReference OwningExtension { get; init; }

    public required Guid? RequestId { get; init; }

    public IPluginExecutionContext? ParentContext { get; init; }

    public EntityImageCollection PreEntityImages => PreEntityImagesCollection.Length == 1 ? PreEntityImagesCollection[0] : field ??= [];

    public EntityImageCollection PostEntityImages => PostEntityImagesCollection.Length == 1 ? PostEntityImagesCollection[0] : field ??= [];

    public EntityImageCollection[] PreEntityImagesCollection { get; init; } = [];

    public EntityImageCollection[] PostEntityImagesCollection { get; init; } = [];

    /// <summary>Sandbox.</summary>
    public int IsolationMode => 2;

    public string SecondaryEntityName => "none";

    public bool IsExecutingOffline => false;

    public bool IsOfflinePlayback => false;

    public Guid AuthenticatedUserId => InitiatingUserId;

    public string InitiatingUserAgent => "LocalDataverse";

    public string EnvironmentId => OrganizationId.ToString("D");

    public Guid TenantId => OrganizationId;

    public bool IsApplicationUser => false;

    public Guid UserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid InitiatingUserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid InitiatingUserApplicationId => Guid.Empty;

    public Guid PortalsContactId => Guid.Empty;

    public bool IsPortalsClientCall => false;

    /// <summary>The same with parameters of its own, so that later changes of the one are not seen in the other.</summary>
    internal PluginContext Copy() => this with
    {
        InputParameters = RequestCopy.Of(InputParameters),
        OutputParameters = RequestCopy.Of(OutputParameters),
        SharedVariables = RequestCopy.Of(SharedVariables),
    };
}
