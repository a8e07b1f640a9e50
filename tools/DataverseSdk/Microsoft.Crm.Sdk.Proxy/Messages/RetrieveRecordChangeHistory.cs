using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the audit entries of a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveRecordChangeHistoryRequest : OrganizationRequest
{
    public RetrieveRecordChangeHistoryRequest() => RequestName = "RetrieveRecordChangeHistory";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public PagingInfo PagingInfo
    {
        get => Parameters.TryGetValue("PagingInfo", out var value) ? (PagingInfo)value : default;
        set => Parameters["PagingInfo"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveRecordChangeHistoryRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveRecordChangeHistoryResponse : OrganizationResponse
{
    public AuditDetailCollection AuditDetailCollection => Results.TryGetValue("AuditDetailCollection", out var value) ? (AuditDetailCollection)value : default;
}
