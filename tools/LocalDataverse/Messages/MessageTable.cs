using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;

namespace LocalDataverse.Messages;

/// <summary>All messages that are understood, each with its handler.</summary>
internal static class MessageTable
{
    static readonly FrozenDictionary<string, MessageHandler> Handlers = new MessageHandler[]
    {
        new CreateHandler(),
        new CreateMultipleHandler(),
        new RetrieveHandler(),
        new RetrieveMultipleHandler(),
        new UpdateHandler(),
        new UpdateMultipleHandler(),
        new UpsertHandler(),
        new UpsertMultipleHandler(),
        new DeleteHandler(),
        new RestoreHandler(),
        new BulkDeleteHandler(),
        new SetStateHandler(),
        new SetStateDynamicEntityHandler(),
        new AssignHandler(),
        new SendEmailHandler(),
        new GrantAccessHandler(),
        new ModifyAccessHandler(),
        new RevokeAccessHandler(),
        new RetrievePrincipalAccessHandler(),
        new RetrieveSharedPrincipalsAndAccessHandler(),
        new AssociateHandler(),
        new DisassociateHandler(),
        new MergeHandler(),
        new ExecuteMultipleHandler(),
        new ExecuteTransactionHandler(),
        new RetrieveRecordChangeHistoryHandler(),
        new RetrieveAttributeChangeHistoryHandler(),
        new RetrieveAuditDetailsHandler(),
        new DeleteRecordChangeHistoryHandler(),
        new DeleteAuditDataHandler(),
        new WhoAmIHandler(),
        new RetrieveVersionHandler(),
        new RetrieveCurrentOrganizationHandler(),
        new LocalTimeFromUtcTimeHandler(),
        new UtcTimeFromLocalTimeHandler(),
        new GetAllTimeZonesWithDisplayNameHandler(),
        new RetrieveEntityHandler(),
        new RetrieveAllEntitiesHandler(),
        new RetrieveAttributeHandler(),
        new RetrieveMetadataChangesHandler(),
        new RetrieveEntityKeyHandler(),
        new ReactivateEntityKeyHandler(),
        new RetrieveUserPrivilegesHandler(),
        new RetrieveTeamPrivilegesHandler(),
        new RetrieveEnvironmentVariableValueHandler(),
        new ImportSolutionHandler(),
        new PublishAllXmlHandler(),
    }.ToFrozenDictionary(handler => handler.Message, StringComparer.Ordinal);

    internal static IEnumerable<string> Names => Handlers.Keys;

    /// <exception cref="System.ServiceModel.FaultException">0x80044824: there is no such message here.</exception>
    internal static MessageHandler Handler(string? message, Organization organization)
    {
        if (message is not null && Handlers.TryGetValue(message, out var handler)) return handler;
        if (message is not null && organization.CustomApis.TryGetValue(message, out var api)) return new CustomApiHandler(api);

        // The platform knows this one by name, for elastic tables.
        if (message == "DeleteMultiple") throw Fault.Of(FaultCode.SdkMessageNotImplemented, "DeleteMultiple has not yet been implemented. Delete the rows one by one, or send BulkDelete.");

        throw Fault.Of(
            FaultCode.SdkMessageNotImplemented,
            $"Sdk message '{message}' is not implemented here. It is no message of the embedded Dataverse and no Custom API of an imported solution.");
    }
}
