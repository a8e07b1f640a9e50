using System.Collections.Generic;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>PublishAllXml: makes unpublished changes visible. An import publishes at once here, so that there are none.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/publishallxml</remarks>
internal sealed class PublishAllXmlHandler : MessageHandler
{
    internal override string Message => "PublishAllXml";

    protected override IReadOnlyCollection<string> Parameters { get; } = [];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call) => call.InTransaction(() =>
    {
        call.Access.DemandPrivilege("prvPublishCustomization");
        return new PublishAllXmlResponse { ResponseName = Message };
    });
}
