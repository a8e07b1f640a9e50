using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Executes requests in one transaction.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ExecuteTransactionRequest : OrganizationRequest
{
    public ExecuteTransactionRequest() => RequestName = "ExecuteTransaction";

    public OrganizationRequestCollection Requests
    {
        get => Parameters.TryGetValue("Requests", out var value) ? (OrganizationRequestCollection)value : default;
        set => Parameters["Requests"] = value;
    }

    public bool? ReturnResponses
    {
        get => Parameters.TryGetValue("ReturnResponses", out var value) ? (bool?)value : default;
        set => Parameters["ReturnResponses"] = value;
    }
}

/// <summary>The results of <see cref="ExecuteTransactionRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Contracts)]
public sealed class ExecuteTransactionResponse : OrganizationResponse
{
    public OrganizationResponseCollection Responses => Results.TryGetValue("Responses", out var value) ? (OrganizationResponseCollection)value : default;
}
