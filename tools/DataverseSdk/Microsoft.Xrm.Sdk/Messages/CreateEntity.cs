using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a table.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateEntityRequest : OrganizationRequest
{
    public CreateEntityRequest() => RequestName = "CreateEntity";

    public EntityMetadata Entity
    {
        get => Parameters.TryGetValue("Entity", out var value) ? (EntityMetadata)value : default;
        set => Parameters["Entity"] = value;
    }

    public bool HasActivities
    {
        get => Parameters.TryGetValue("HasActivities", out var value) ? (bool)value : default;
        set => Parameters["HasActivities"] = value;
    }

    public bool HasNotes
    {
        get => Parameters.TryGetValue("HasNotes", out var value) ? (bool)value : default;
        set => Parameters["HasNotes"] = value;
    }

    public bool HasFeedback
    {
        get => Parameters.TryGetValue("HasFeedback", out var value) ? (bool)value : default;
        set => Parameters["HasFeedback"] = value;
    }

    public StringAttributeMetadata PrimaryAttribute
    {
        get => Parameters.TryGetValue("PrimaryAttribute", out var value) ? (StringAttributeMetadata)value : default;
        set => Parameters["PrimaryAttribute"] = value;
    }

    public string SolutionUniqueName
    {
        get => Parameters.TryGetValue("SolutionUniqueName", out var value) ? (string)value : default;
        set => Parameters["SolutionUniqueName"] = value;
    }
}

/// <summary>The results of <see cref="CreateEntityRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateEntityResponse : OrganizationResponse
{
    public Guid AttributeId => Results.TryGetValue("AttributeId", out var value) ? (Guid)value : default;

    public Guid EntityId => Results.TryGetValue("EntityId", out var value) ? (Guid)value : default;
}
