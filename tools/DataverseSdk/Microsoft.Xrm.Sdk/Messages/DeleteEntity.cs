using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Deletes a table.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteEntityRequest : OrganizationRequest
{
    public DeleteEntityRequest() => RequestName = "DeleteEntity";

    public string LogicalName
    {
        get => Parameters.TryGetValue("LogicalName", out var value) ? (string)value : default;
        set => Parameters["LogicalName"] = value;
    }
}

/// <summary>The results of <see cref="DeleteEntityRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class DeleteEntityResponse : OrganizationResponse;
