using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Executes requests one after the other, each in its own transaction.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ExecuteMultipleRequest : OrganizationRequest
{
    public ExecuteMultipleRequest() => RequestName = "ExecuteMultiple";

    public OrganizationRequestCollection Requests
    {
        get => Parameters.TryGetValue("Requests", out var value) ? (OrganizationRequestCollection)value : default;
        set => Parameters["Requests"] = value;
    }

    public ExecuteMultipleSettings Settings
    {
        get => Parameters.TryGetValue("Settings", out var value) ? (ExecuteMultipleSettings)value : default;
        set => Parameters["Settings"] = value;
    }
}

/// <summary>The results of <see cref="ExecuteMultipleRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ExecuteMultipleResponse : OrganizationResponse
{
    public bool IsFaulted => Results.TryGetValue("IsFaulted", out var value) ? (bool)value : default;

    public ExecuteMultipleResponseItemCollection Responses => Results.TryGetValue("Responses", out var value) ? (ExecuteMultipleResponseItemCollection)value : default;
}
