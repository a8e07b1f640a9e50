using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Turns UTC into the local time of a time zone.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class LocalTimeFromUtcTimeRequest : OrganizationRequest
{
    public LocalTimeFromUtcTimeRequest() => RequestName = "LocalTimeFromUtcTime";

    public int TimeZoneCode
    {
        get => Parameters.TryGetValue("TimeZoneCode", out var value) ? (int)value : default;
        set => Parameters["TimeZoneCode"] = value;
    }

    public DateTime UtcTime
    {
        get => Parameters.TryGetValue("UtcTime", out var value) ? (DateTime)value : default;
        set => Parameters["UtcTime"] = value;
    }
}

/// <summary>The results of <see cref="LocalTimeFromUtcTimeRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class LocalTimeFromUtcTimeResponse : OrganizationResponse
{
    public DateTime LocalTime => Results.TryGetValue("LocalTime", out var value) ? (DateTime)value : default;
}
