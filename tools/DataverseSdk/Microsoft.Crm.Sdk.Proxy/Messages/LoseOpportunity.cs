using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Closes an opportunity as lost.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class LoseOpportunityRequest : OrganizationRequest
{
    public LoseOpportunityRequest() => RequestName = "LoseOpportunity";

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

/// <summary>The results of <see cref="LoseOpportunityRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class LoseOpportunityResponse : OrganizationResponse;
