using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the audit entries of one column of a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveAttributeChangeHistoryRequest : OrganizationRequest
{
    public RetrieveAttributeChangeHistoryRequest() => RequestName = "RetrieveAttributeChangeHistory";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }

    public string AttributeLogicalName
    {
        get => Parameters.TryGetValue("AttributeLogicalName", out var value) ? (string)value : default;
        set => Parameters["AttributeLogicalName"] = value;
    }

    public PagingInfo PagingInfo
    {
        get => Parameters.TryGetValue("PagingInfo", out var value) ? (PagingInfo)value : default;
        set => Parameters["PagingInfo"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveAttributeChangeHistoryRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveAttributeChangeHistoryResponse : OrganizationResponse
{
    public AuditDetailCollection AuditDetailCollection => Results.TryGetValue("AuditDetailCollection", out var value) ? (AuditDetailCollection)value : default;
}
