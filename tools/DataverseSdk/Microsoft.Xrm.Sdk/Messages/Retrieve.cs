using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads one row.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveRequest : OrganizationRequest
{
    public RetrieveRequest() => RequestName = "Retrieve";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public ColumnSet ColumnSet
    {
        get => Parameters.TryGetValue("ColumnSet", out var value) ? (ColumnSet)value : default;
        set => Parameters["ColumnSet"] = value;
    }

    public RelationshipQueryCollection RelatedEntitiesQuery
    {
        get => Parameters.TryGetValue("RelatedEntitiesQuery", out var value) ? (RelationshipQueryCollection)value : default;
        set => Parameters["RelatedEntitiesQuery"] = value;
    }

    public bool ReturnNotifications
    {
        get => Parameters.TryGetValue("ReturnNotifications", out var value) ? (bool)value : default;
        set => Parameters["ReturnNotifications"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveResponse : OrganizationResponse
{
    public Entity Entity => Results.TryGetValue("Entity", out var value) ? (Entity)value : default;

    public object Notifications => Results.TryGetValue("Notifications", out var value) ? (object)value : default;
}
