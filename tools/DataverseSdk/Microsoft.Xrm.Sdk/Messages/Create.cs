using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a row.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateRequest : OrganizationRequest
{
    public CreateRequest() => RequestName = "Create";

    public Entity Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (Entity)value : default;
        set => Parameters["Target"] = value;
    }
}

/// <summary>The results of <see cref="CreateRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class CreateResponse : OrganizationResponse
{
    public Guid id => Results.TryGetValue("id", out var value) ? (Guid)value : default;
}
