using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the version of the metadata.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveTimestampRequest : OrganizationRequest
{
    public RetrieveTimestampRequest() => RequestName = "RetrieveTimestamp";
}

/// <summary>The results of <see cref="RetrieveTimestampRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class RetrieveTimestampResponse : OrganizationResponse
{
    public string Timestamp => Results.TryGetValue("Timestamp", out var value) ? (string)value : default;
}
