using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Runs a workflow for a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ExecuteWorkflowRequest : OrganizationRequest
{
    public ExecuteWorkflowRequest() => RequestName = "ExecuteWorkflow";

    public Guid EntityId
    {
        get => Parameters.TryGetValue("EntityId", out var value) ? (Guid)value : default;
        set => Parameters["EntityId"] = value;
    }

    public Guid WorkflowId
    {
        get => Parameters.TryGetValue("WorkflowId", out var value) ? (Guid)value : default;
        set => Parameters["WorkflowId"] = value;
    }
}

/// <summary>The results of <see cref="ExecuteWorkflowRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class ExecuteWorkflowResponse : OrganizationResponse
{
    public Guid Id => Results.TryGetValue("Id", out var value) ? (Guid)value : default;
}
