using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Closes an opportunity as won.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class WinOpportunityRequest : OrganizationRequest
{
    public WinOpportunityRequest() => RequestName = "WinOpportunity";

    public Entity OpportunityClose
    {
        get => Parameters.TryGetValue("OpportunityClose", out var value) ? (Entity)value : default;
        set => Parameters["OpportunityClose"] = value;
    }

    public OptionSetValue Status
    {
        get => Parameters.TryGetValue("Status", out var value) ? (OptionSetValue)value : default;
        set => Parameters["Status"] = value;
    }
}

/// <summary>The results of <see cref="WinOpportunityRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class WinOpportunityResponse : OrganizationResponse;
