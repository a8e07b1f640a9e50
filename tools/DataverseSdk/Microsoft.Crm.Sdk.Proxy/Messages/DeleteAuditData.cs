using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Deletes audit partitions up to a day.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class DeleteAuditDataRequest : OrganizationRequest
{
    public DeleteAuditDataRequest() => RequestName = "DeleteAuditData";

    public DateTime EndDate
    {
        get => Parameters.TryGetValue("EndDate", out var value) ? (DateTime)value : default;
        set => Parameters["EndDate"] = value;
    }
}

/// <summary>The results of <see cref="DeleteAuditDataRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class DeleteAuditDataResponse : OrganizationResponse
{
    public int PartitionsDeleted => Results.TryGetValue("PartitionsDeleted", out var value) ? (int)value : default;
}
