using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Organization;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads facts about the organization.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveCurrentOrganizationRequest : OrganizationRequest
{
    public RetrieveCurrentOrganizationRequest() => RequestName = "RetrieveCurrentOrganization";

    public EndpointAccessType AccessType
    {
        get => Parameters.TryGetValue("AccessType", out var value) ? (EndpointAccessType)value : default;
        set => Parameters["AccessType"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveCurrentOrganizationRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveCurrentOrganizationResponse : OrganizationResponse
{
    public OrganizationDetail Detail => Results.TryGetValue("Detail", out var value) ? (OrganizationDetail)value : default;
}
