using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Storage;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>SendEmail: an outgoing draft becomes Pending Send, or Sent where it is only to be recorded so. Nothing leaves the machine.</summary>
/// <remarks>
/// <para>Steps are registered for Send of email, with the parameter EmailId: https://learn.microsoft.com/power-apps/developer/data-platform/register-plug-in#define-entity-images.
/// IssueSend: https://learn.microsoft.com/dotnet/api/microsoft.crm.sdk.messages.sendemailrequest.issuesend. Which code the platform has for a message that cannot be sent is not documented.</para>
/// <para>Faults: 0x80040217 no such e-mail; 0x80040203 it came in, has no sender or nobody to go to, or IssueSend is missing; 0x8004022E it is no draft.</para>
/// </remarks>
internal sealed class SendEmailHandler : MessageHandler<SendEmailRequest, SendEmailResponse>
{
    const string Table = "email";
    const int Completed = 1;
    const int Sent = 3;
    const int PendingSend = 6;

    protected override string Event => "Send";

    protected override IReadOnlyCollection<string> Parameters { get; } = ["EmailId", "IssueSend", "TrackingToken"];

    protected override Subject Find(SendEmailRequest request, Call call) => new(Table, request.Value<System.Guid>("EmailId"));

    protected override void Authorize(SendEmailRequest request, Call call) => call.Access.DemandPrivilege(call.Catalog.Table(Table), TableRights.Write);

    protected override SendEmailResponse Handle(SendEmailRequest request, Call call)
    {
        var table = call.Catalog.Table(Table);
        var isIssued = request.Value<bool>("IssueSend");
        var email = call.Transaction.FindForUpdate(table, request.EmailId) ?? throw Fault.DoesNotExist(table, request.EmailId);
        DemandSendable(table, email, call);

        var change = new Entity(Table, email.Id) { ["statecode"] = new OptionSetValue(Completed), ["statuscode"] = new OptionSetValue(isIssued ? PendingSend : Sent) };
        if (request.TrackingToken is { Length: > 0 } token) change["trackingtoken"] = token;
        if (call.Organization.Options.SendRaises == SendEvents.Send) Rows.RowUpdate.Update(table, email.Id, change, call);
        else UpdateHandler.Run(change, email.Id, call.Inner());
        return new SendEmailResponse { Results = { ["Subject"] = email[table.Column("subject")] } };
    }

    static void DemandSendable(Table table, Row email, Call call)
    {
        if (email[table.State!] is not 0)
            throw Fault.Of(FaultCode.CannotUpdateBecauseItIsReadOnly, $"E-mail {email.Id:D} is no draft: it was sent, received or cancelled. Send another one.");
        if (email[table.Column("directioncode")] is false) throw NotSendable(email, "it came in", "Answer it with an e-mail of its own");

        var parties = call.Reading(context => Projection.ToEntity(email, [table.Column("from"), table.Column("to"), table.Column("cc"), table.Column("bcc")], context));
        if (Count("from") != 1) throw NotSendable(email, "it has no sender", "Set from to one user or queue");
        if (Count("to") + Count("cc") + Count("bcc") == 0) throw NotSendable(email, "it goes to nobody", "Set to, cc or bcc");

        int Count(string column) => parties.GetAttributeValue<EntityCollection>(column)?.Entities.Count(party => party.Contains("partyid") || party.Contains("addressused")) ?? 0;
    }

    static System.ServiceModel.FaultException<OrganizationServiceFault> NotSendable(Row email, string problem, string remedy) =>
        Fault.Of(FaultCode.InvalidArgument, $"E-mail {email.Id:D} cannot be sent: {problem}. {remedy}.");
}
