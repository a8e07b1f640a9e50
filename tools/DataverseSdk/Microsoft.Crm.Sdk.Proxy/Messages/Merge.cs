using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Merges one row into another and deactivates it.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class MergeRequest : OrganizationRequest
{
    public MergeRequest() => RequestName = "Merge";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public Guid SubordinateId
    {
        get => Parameters.TryGetValue("SubordinateId", out var value) ? (Guid)value : default;
        set => Parameters["SubordinateId"] = value;
    }

    public Entity UpdateContent
    {
        get => Parameters.TryGetValue("UpdateContent", out var value) ? (Entity)value : default;
        set => Parameters["UpdateContent"] = value;
    }

    public bool PerformParentingChecks
    {
        get => Parameters.TryGetValue("PerformParentingChecks", out var value) ? (bool)value : default;
        set => Parameters["PerformParentingChecks"] = value;
    }
}

/// <summary>The results of <see cref="MergeRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class MergeResponse : OrganizationResponse;
