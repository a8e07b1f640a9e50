using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Closes a case.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class CloseIncidentRequest : OrganizationRequest
{
    public CloseIncidentRequest() => RequestName = "CloseIncident";

    public Entity IncidentResolution
    {
        get => Parameters.TryGetValue("IncidentResolution", out var value) ? (Entity)value : default;
        set => Parameters["IncidentResolution"] = value;
    }

    public OptionSetValue Status
    {
        get => Parameters.TryGetValue("Status", out var value) ? (OptionSetValue)value : default;
        set => Parameters["Status"] = value;
    }
}

/// <summary>The results of <see cref="CloseIncidentRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class CloseIncidentResponse : OrganizationResponse;
