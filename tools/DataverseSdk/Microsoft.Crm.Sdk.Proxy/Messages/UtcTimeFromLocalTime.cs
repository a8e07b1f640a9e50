using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Turns the local time of a time zone into UTC.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class UtcTimeFromLocalTimeRequest : OrganizationRequest
{
    public UtcTimeFromLocalTimeRequest() => RequestName = "UtcTimeFromLocalTime";

    public int TimeZoneCode
    {
        get => Parameters.TryGetValue("TimeZoneCode", out var value) ? (int)value : default;
        set => Parameters["TimeZoneCode"] = value;
    }

    public DateTime LocalTime
    {
        get => Parameters.TryGetValue("LocalTime", out var value) ? (DateTime)value : default;
        set => Parameters["LocalTime"] = value;
    }
}

/// <summary>The results of <see cref="UtcTimeFromLocalTimeRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class UtcTimeFromLocalTimeResponse : OrganizationResponse
{
    public DateTime UtcTime => Results.TryGetValue("UtcTime", out var value) ? (DateTime)value : default;
}
