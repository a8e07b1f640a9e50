using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

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

    /// <summary>Reads, in one request, whether the key works and which tables of other apps a plan may ask. Requests: 1.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-5210: the index does not work, so two cases could be opened at once.</exception>
    internal static InstalledTables RefuseUnlessActive(PluginCall call)
    {
        var installed = OpenBusiness.Installed(call.AsSystem, OffboardingCaseRow.Table);
        var status = installed.StatusOfKey(Name);
        return status == EntityKeyIndexStatus.Active ? installed : throw Refusal.Of("OFF-5210", call.Language, "key", Name, "status", status?.ToString() ?? "–");
    }
}
