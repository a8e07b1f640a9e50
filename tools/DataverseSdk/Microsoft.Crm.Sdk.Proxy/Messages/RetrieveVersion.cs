using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the version of the service.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveVersionRequest : OrganizationRequest
{
    public RetrieveVersionRequest() => RequestName = "RetrieveVersion";
}

/// <summary>The results of <see cref="RetrieveVersionRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveVersionResponse : OrganizationResponse
{
    public string Version => Results.TryGetValue("Version", out var value) ? (string)value : default;
}
