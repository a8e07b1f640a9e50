using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Publishes all customizations.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class PublishAllXmlRequest : OrganizationRequest
{
    public PublishAllXmlRequest() => RequestName = "PublishAllXml";
}

/// <summary>The results of <see cref="PublishAllXmlRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class PublishAllXmlResponse : OrganizationResponse;
