using System;
using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;

namespace LocalDataverse.Messages.Rows;

/// <summary>Tables whose rows only the platform writes; each with the message to send instead.</summary>
internal static class PlatformTables
{
    static readonly Dictionary<string, string> Instead = new(StringComparer.Ordinal)
    {
        ["audit"] = "Send DeleteRecordChangeHistory or DeleteAuditData.",
        ["principalobjectaccess"] = "Send ModifyAccess or RevokeAccess.",
    };

    /// <exception cref="System.ServiceModel.FaultException">0x80040800: rows of this table are neither changed nor deleted by hand.</exception>
    internal static void RefuseWrite(Table table)
    {
        if (!Instead.TryGetValue(table.Name, out var instead)) return;

        throw Fault.Of(FaultCode.SdkEntityDoesNotSupportMessage, $"Rows of {table.Name} are read-only: only the platform writes them. {instead}");
    }
}
