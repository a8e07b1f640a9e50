using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Sends an e-mail.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class SendEmailRequest : OrganizationRequest
{
    public SendEmailRequest() => RequestName = "SendEmail";

    public Guid EmailId
    {
        get => Parameters.TryGetValue("EmailId", out var value) ? (Guid)value : default;
        set => Parameters["EmailId"] = value;
    }

    public bool IssueSend
    {
        get => Parameters.TryGetValue("IssueSend", out var value) ? (bool)value : default;
        set => Parameters["IssueSend"] = value;
    }

    public string TrackingToken
    {
        get => Parameters.TryGetValue("TrackingToken", out var value) ? (string)value : default;
        set => Parameters["TrackingToken"] = value;
    }
}

/// <summary>The results of <see cref="SendEmailRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class SendEmailResponse : OrganizationResponse
{
    public string Subject => Results.TryGetValue("Subject", out var value) ? (string)value : default;
}
