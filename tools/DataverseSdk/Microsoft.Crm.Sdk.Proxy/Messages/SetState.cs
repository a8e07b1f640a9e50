using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Changes state and status of a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class SetStateRequest : OrganizationRequest
{
    public SetStateRequest() => RequestName = "SetState";

    public EntityReference EntityMoniker
    {
        get => Parameters.TryGetValue("EntityMoniker", out var value) ? (EntityReference)value : default;
        set => Parameters["EntityMoniker"] = value;
    }

    public OptionSetValue State
    {
        get => Parameters.TryGetValue("State", out var value) ? (OptionSetValue)value : default;
        set => Parameters["State"] = value;
    }

    public OptionSetValue Status
    {
        get => Parameters.TryGetValue("Status", out var value) ? (OptionSetValue)value : default;
        set => Parameters["Status"] = value;
    }
}

/// <summary>The results of <see cref="SetStateRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class SetStateResponse : OrganizationResponse;
