using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Deletes the audit history of a row.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class DeleteRecordChangeHistoryRequest : OrganizationRequest
{
    public DeleteRecordChangeHistoryRequest() => RequestName = "DeleteRecordChangeHistory";

    public EntityReference Target
    {
        get => Parameters.TryGetValue("Target", out var value) ? (EntityReference)value : default;
        set => Parameters["Target"] = value;
    }
}

/// <summary>The results of <see cref="DeleteRecordChangeHistoryRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class DeleteRecordChangeHistoryResponse : OrganizationResponse
{
    public int DeletedEntriesCount => Results.TryGetValue("DeletedEntriesCount", out var value) ? (int)value : default;
}
