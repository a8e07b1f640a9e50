using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the languages that are installed.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveAvailableLanguagesRequest : OrganizationRequest
{
    public RetrieveAvailableLanguagesRequest() => RequestName = "RetrieveAvailableLanguages";
}

/// <summary>The results of <see cref="RetrieveAvailableLanguagesRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveAvailableLanguagesResponse : OrganizationResponse
{
    public int[] LocaleIds => Results.TryGetValue("LocaleIds", out var value) ? (int[])value : default;
}
