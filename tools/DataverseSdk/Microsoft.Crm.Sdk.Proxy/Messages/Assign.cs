using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Gives a row another owner.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class AssignRequest : OrganizationRequest
{
    public AssignRequest() => RequestName = "Assign";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public EntityReference Assignee
    {
        get => Parameters.TryGetValue("Assignee", out var value) ? (EntityReference)value : default;
        set => Parameters["Assignee"] = value;
    }
}

/// <summary>The results of <see cref="AssignRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class AssignResponse : OrganizationResponse;
