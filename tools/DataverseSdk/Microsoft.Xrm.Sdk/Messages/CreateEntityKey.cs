using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates an alternate key.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateEntityKeyRequest : OrganizationRequest
{
    public CreateEntityKeyRequest() => RequestName = "CreateEntityKey";

    public EntityKeyMetadata EntityKey
    {
        get => Parameters.TryGetValue("EntityKey", out var value) ? (EntityKeyMetadata)value : default;
        set => Parameters["EntityKey"] = value;
    }

    public string EntityName
    {
        get => Parameters.TryGetValue("EntityName", out var value) ? (string)value : default;
        set => Parameters["EntityName"] = value;
    }

    public string SolutionUniqueName
    {
        get => Parameters.TryGetValue("SolutionUniqueName", out var value) ? (string)value : default;
        set => Parameters["SolutionUniqueName"] = value;
    }
}

/// <summary>The results of <see cref="CreateEntityKeyRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateEntityKeyResponse : OrganizationResponse
{
    public Guid EntityKeyId => Results.TryGetValue("EntityKeyId", out var value) ? (Guid)value : default;
}
