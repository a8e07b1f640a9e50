using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Messages;

/// <summary>BulkDelete: queues a job that deletes the rows that queries find, each in a transaction of its own.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/delete-data-bulk</remarks>
internal sealed class BulkDeleteHandler : MessageHandler
{
    internal override string Message => "BulkDelete";

    protected override IReadOnlyCollection<string> Parameters { get; } =
        ["QuerySet", "JobName", "SendEmailNotification", "ToRecipients", "CCRecipients", "RecurrencePattern", "StartDateTime"];

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var queries = request.Required<QueryExpression[]>("QuerySet");
        var name = request.Required<string>("JobName");
        if (request.Optional<string>("RecurrencePattern") is { Length: > 0 }) throw Fault.Unsupported("RecurrencePattern of BulkDelete: start one job for each time");
        if (request.Value<bool>("SendEmailNotification", whenAbsent: false)) throw Fault.Unsupported("SendEmailNotification of BulkDelete: no e-mail is sent here");
        if (request.Value<DateTime>("StartDateTime", DateTime.MinValue) > call.StartedOn) throw Fault.Unsupported("StartDateTime of BulkDelete in the future: start the job then");

        foreach (var query in queries) call.Access.DemandPrivilege(call.Catalog.Table(query.EntityName), TableRights.Delete);
        var id = call.InTransaction(() => call.Organization.BulkDeletes.Create(call, name, queries));
        return new BulkDeleteResponse { ResponseName = Message, Results = { ["JobId"] = id } };
    }
}
