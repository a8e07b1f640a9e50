using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Deletes a column.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteAttributeRequest : OrganizationRequest
{
    public DeleteAttributeRequest() => RequestName = "DeleteAttribute";

    public string LogicalName
    {
        get => Parameters.TryGetValue("LogicalName", out var value) ? (string)value : default;
        set => Parameters["LogicalName"] = value;
    }

    public string EntityLogicalName
    {
        get => Parameters.TryGetValue("EntityLogicalName", out var value) ? (string)value : default;
        set => Parameters["EntityLogicalName"] = value;
    }
}

/// <summary>The results of <see cref="DeleteAttributeRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteAttributeResponse : OrganizationResponse;
