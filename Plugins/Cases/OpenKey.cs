using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>The alternate key that allows one open case per account; it does so only while its index works.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</remarks>
static class OpenKey
{
    internal const string Name = "off_offboardingcase_openkey";

    /// <summary>DuplicateRecordEntityKey: another row has the value already.</summary>
    internal const int DuplicateKey = -2147088238;

    /// <summary>A value for a case that is not open: its own id, which no other case and no account has.</summary>
    internal static string Closed(Guid caseId) => CaseQueries.KeyOf(caseId);

    /// <summary>Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5210: the index does not work, so two cases could be opened at once.</exception>
    internal static void RefuseUnlessActive(PluginCall call)
    {
        var request = new RetrieveEntityKeyRequest { EntityLogicalName = OffboardingCaseRow.Table, LogicalName = Name };
        var status = ((RetrieveEntityKeyResponse)call.AsSystem.Execute(request)).EntityKeyMetadata.EntityKeyIndexStatus;
        if (status != EntityKeyIndexStatus.Active) throw Refusal.Of("OFF-5210", call.Language, "key", Name, "status", status.ToString());
    }
}
