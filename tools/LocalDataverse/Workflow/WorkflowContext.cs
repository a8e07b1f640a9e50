using System;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace LocalDataverse.Workflow;

/// <summary>What an activity sees of the workflow that runs it.</summary>
/// <param name="operation">The operation as its requests continue it.</param>
/// <param name="isRealTime">Whether it runs inside the transaction.</param>
/// <param name="stageName">Name of the workflow's stage; null: it has none.</param>
internal sealed class WorkflowContext(PluginContext operation, bool isRealTime, string? stageName) : IWorkflowContext
{
    /// <summary>Keys under which an activity finds its row before and after the write; the same row when the workflow is started on demand.</summary>
    internal const string PreImage = "PreBusinessEntity";

    internal const string PostImage = "PostBusinessEntity";

    public string? StageName => stageName;

    /// <summary>A classic workflow.</summary>
    public int WorkflowCategory => 0;

    public int WorkflowMode => isRealTime ? 1 : 0;

    /// <summary>A workflow that a client starts has no parent.</summary>
    public IWorkflowContext? ParentContext => null;

    public int Mode => operation.Mode;

    public int IsolationMode => operation.IsolationMode;

    public int Depth => operation.Depth;

    public string MessageName => operation.MessageName;

    public string PrimaryEntityName => operation.PrimaryEntityName;

    public Guid? RequestId => operation.RequestId;

    public string SecondaryEntityName => operation.SecondaryEntityName;

    public ParameterCollection InputParameters => operation.InputParameters;

    public ParameterCollection OutputParameters => operation.OutputParameters;

    public ParameterCollection SharedVariables => operation.SharedVariables;

    public Guid UserId => operation.UserId;

    public Guid InitiatingUserId => operation.InitiatingUserId;

    public Guid BusinessUnitId => operation.BusinessUnitId;

    public Guid OrganizationId => operation.OrganizationId;

    public string OrganizationName => operation.OrganizationName;

    public Guid PrimaryEntityId => operation.PrimaryEntityId;

    public EntityImageCollection PreEntityImages => operation.PreEntityImages;

    public EntityImageCollection PostEntityImages => operation.PostEntityImages;

    public EntityReference OwningExtension => operation.OwningExtension;

    public Guid CorrelationId => operation.CorrelationId;

    public bool IsExecutingOffline => operation.IsExecutingOffline;

    public bool IsOfflinePlayback => operation.IsOfflinePlayback;

    public bool IsInTransaction => operation.IsInTransaction;

    public Guid OperationId => operation.OperationId;

    public DateTime OperationCreatedOn => operation.OperationCreatedOn;
}
