using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Asks whether a row may go to a status.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class IsValidStateTransitionRequest : OrganizationRequest
{
    public IsValidStateTransitionRequest() => RequestName = "IsValidStateTransition";

    public EntityReference Entity
    {
        get => Parameters.TryGetValue("Entity", out var value) ? (EntityReference)value : default;
        set => Parameters["Entity"] = value;
    }

    public string NewState
    {
        get => Parameters.TryGetValue("NewState", out var value) ? (string)value : default;
        set => Parameters["NewState"] = value;
    }

    public int NewStatus
    {
        get => Parameters.TryGetValue("NewStatus", out var value) ? (int)value : default;
        set => Parameters["NewStatus"] = value;
    }
}

/// <summary>The results of <see cref="IsValidStateTransitionRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class IsValidStateTransitionResponse : OrganizationResponse
{
    public bool IsValid => Results.TryGetValue("IsValid", out var value) ? (bool)value : default;
}
