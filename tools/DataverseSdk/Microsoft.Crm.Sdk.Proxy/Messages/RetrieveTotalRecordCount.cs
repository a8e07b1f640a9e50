using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads how many rows tables have, not exactly.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveTotalRecordCountRequest : OrganizationRequest
{
    public RetrieveTotalRecordCountRequest() => RequestName = "RetrieveTotalRecordCount";

    public string[] EntityNames
    {
        get => Parameters.TryGetValue("EntityNames", out var value) ? (string[])value : default;
        set => Parameters["EntityNames"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveTotalRecordCountRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveTotalRecordCountResponse : OrganizationResponse
{
    public EntityRecordCountCollection EntityRecordCountCollection => Results.TryGetValue("EntityRecordCountCollection", out var value) ? (EntityRecordCountCollection)value : default;
}
