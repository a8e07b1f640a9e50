using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Crm.Sdk.Messages;

/// <summary>Deletes what queries find, in a job.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class BulkDeleteRequest : OrganizationRequest
{
    public BulkDeleteRequest() => RequestName = "BulkDelete";

    public QueryExpression[] QuerySet
    {
        get => Parameters.TryGetValue("QuerySet", out var value) ? (QueryExpression[])value : default;
        set => Parameters["QuerySet"] = value;
    }

    public string JobName
    {
        get => Parameters.TryGetValue("JobName", out var value) ? (string)value : default;
        set => Parameters["JobName"] = value;
    }

    public bool SendEmailNotification
    {
        get => Parameters.TryGetValue("SendEmailNotification", out var value) ? (bool)value : default;
        set => Parameters["SendEmailNotification"] = value;
    }

    public Guid[] ToRecipients
    {
        get => Parameters.TryGetValue("ToRecipients", out var value) ? (Guid[])value : default;
        set => Parameters["ToRecipients"] = value;
    }

    public Guid[] CCRecipients
    {
        get => Parameters.TryGetValue("CCRecipients", out var value) ? (Guid[])value : default;
        set => Parameters["CCRecipients"] = value;
    }

    public string RecurrencePattern
    {
        get => Parameters.TryGetValue("RecurrencePattern", out var value) ? (string)value : default;
        set => Parameters["RecurrencePattern"] = value;
    }

    public DateTime StartDateTime
    {
        get => Parameters.TryGetValue("StartDateTime", out var value) ? (DateTime)value : default;
        set => Parameters["StartDateTime"] = value;
    }

    public Guid? SourceImportId
    {
        get => Parameters.TryGetValue("SourceImportId", out var value) ? (Guid?)value : default;
        set => Parameters["SourceImportId"] = value;
    }

    public bool RunNow
    {
        get => Parameters.TryGetValue("RunNow", out var value) ? (bool)value : default;
        set => Parameters["RunNow"] = value;
    }
}

/// <summary>The results of <see cref="BulkDeleteRequest"/>.</summary>
[DataContract(Namespace = Namespaces.Crm)]
public sealed class BulkDeleteResponse : OrganizationResponse
{
    public Guid JobId => Results.TryGetValue("JobId", out var value) ? (Guid)value : default;
}
