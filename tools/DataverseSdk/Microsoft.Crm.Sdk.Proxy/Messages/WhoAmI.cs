using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Asks who is calling.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class WhoAmIRequest : OrganizationRequest
{
    public WhoAmIRequest() => RequestName = "WhoAmI";
}

/// <summary>The results of <see cref="WhoAmIRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class WhoAmIResponse : OrganizationResponse
{
    public Guid UserId => Results.TryGetValue("UserId", out var value) ? (Guid)value : default;

    public Guid BusinessUnitId => Results.TryGetValue("BusinessUnitId", out var value) ? (Guid)value : default;

    public Guid OrganizationId => Results.TryGetValue("OrganizationId", out var value) ? (Guid)value : default;
}
