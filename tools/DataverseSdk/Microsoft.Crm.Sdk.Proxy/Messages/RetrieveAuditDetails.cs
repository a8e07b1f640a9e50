using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Reads the details of an audit entry.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveAuditDetailsRequest : OrganizationRequest
{
    public RetrieveAuditDetailsRequest() => RequestName = "RetrieveAuditDetails";

    public Guid AuditId
    {
        get => Parameters.TryGetValue("AuditId", out var value) ? (Guid)value : default;
        set => Parameters["AuditId"] = value;
    }
}

/// <summary>The results of <see cref="RetrieveAuditDetailsRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class RetrieveAuditDetailsResponse : OrganizationResponse
{
    public AuditDetail AuditDetail => Results.TryGetValue("AuditDetail", out var value) ? (AuditDetail)value : default;
}
