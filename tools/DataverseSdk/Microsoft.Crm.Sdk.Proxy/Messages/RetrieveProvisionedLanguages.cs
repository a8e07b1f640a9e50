using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the languages that are switched on.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveProvisionedLanguagesRequest : OrganizationRequest
{
    public RetrieveProvisionedLanguagesRequest() => RequestName = "RetrieveProvisionedLanguages";
}

/// <summary>The results of <see cref="RetrieveProvisionedLanguagesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveProvisionedLanguagesResponse : OrganizationResponse
{
    public int[] RetrieveProvisionedLanguages => Results.TryGetValue("RetrieveProvisionedLanguages", out var value) ? (int[])value : default;
}
