using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Lists all time zones with their names in a language.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class GetAllTimeZonesWithDisplayNameRequest : OrganizationRequest
{
    public GetAllTimeZonesWithDisplayNameRequest() => RequestName = "GetAllTimeZonesWithDisplayName";

    public int LocaleId
    {
        get => Parameters.TryGetValue("LocaleId", out var value) ? (int)value : default;
        set => Parameters["LocaleId"] = value;
    }
}

/// <summary>The results of <see cref="GetAllTimeZonesWithDisplayNameRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class GetAllTimeZonesWithDisplayNameResponse : OrganizationResponse
{
    public EntityCollection EntityCollection => Results.TryGetValue("EntityCollection", out var value) ? (EntityCollection)value : default;
}
