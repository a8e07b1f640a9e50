using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;

namespace LocalDataverse.Messages.Rows;

/// <summary>Tables whose rows only the platform writes; each with the message to send instead.</summary>
internal static class PlatformTables
{
    static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["audit"] = "Send DeleteRecordChangeHistory or DeleteAuditData.",
        ["principalobjectaccess"] = "Send ModifyAccess or RevokeAccess.",
    };

    /// <summary>Tables whose rows stay as long as the environment does, and what to do instead of deleting one.</summary>
    static readonly Dictionary<string, string> Lasting = new(StringComparer.Ordinal)
    {
        ["organization"] = "There is one, always.",
        ["systemuser"] = "Set isdisabled.",
        ["usersettings"] = "They belong to their user.",
    };

    /// <exception cref="System.ServiceModel.FaultException">0x80040800: rows of this table, or the root business unit and the base currency, are not deleted.</exception>
    internal static void RefuseDelete(Table table, Guid id, Call call)
    {
        RefuseWrite(table);
        var isRoot = (table.Name == "businessunit" && id == call.Organization.BusinessUnitId) || (table.Name == "transactioncurrency" && id == call.Organization.BaseCurrencyId);
        if (!isRoot && !Lasting.ContainsKey(table.Name)) return;

        throw Fault.Of(
            FaultCode.SdkEntityDoesNotSupportMessage, $"{table.Name} {id:D} cannot be deleted. {Lasting.GetValueOrDefault(table.Name, "The environment rests on it.")}");
    }

    /// <exception cref="System.ServiceModel.FaultException">0x80040800: rows of this table are neither changed nor deleted by hand.</exception>
    internal static void RefuseWrite(Table table)
    {
        if (!Instead.TryGetValue(table.Name, out var instead)) return;

        throw Fault.Of(FaultCode.SdkEntityDoesNotSupportMessage, $"Rows of {table.Name} are read-only: only the platform writes them. {instead}");
    }
}
