using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Writes a case only as it was read: who decided on an older state is told so, and nothing is overwritten.</summary>
static class CaseChange
{
    /// <summary>ConcurrencyVersionMismatch (https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes).</summary>
    const int VersionMismatch = -2147088254;

    /// <summary>An empty change of the case, bound to the version that was read.</summary>
    internal static OffboardingCaseRow Of(CaseOnFile onFile) =>
        new(new Entity(OffboardingCaseRow.Table, onFile.Row.Id) { RowVersion = onFile.Row.Entity.RowVersion });

    /// <summary>The case as it will be: the change over what was read.</summary>
    internal static OffboardingCaseRow Merged(CaseOnFile onFile, OffboardingCaseRow change)
    {
        var merged = new Entity(OffboardingCaseRow.Table, onFile.Row.Id);
        merged.Attributes.AddRange(onFile.Row.Entity.Attributes);
        foreach (var value in change.Entity.Attributes) merged[value.Key] = value.Value;
        return new OffboardingCaseRow(merged);
    }

    /// <summary>Writes the change with the caller's rights. Requests: 1, and 1 for the caller's settings if they were not read yet.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1302: somebody else changed the case meanwhile.</exception>
    internal static void Write(PluginCall call, CaseOnFile onFile, OffboardingCaseRow change)
    {
        // After a fault the transaction answers no request any more: the words for it are needed before.
        var language = call.Language;
        try
        {
            call.AsCaller.Execute(new UpdateRequest { Target = change.Entity, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches });
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode == VersionMismatch)
        {
            throw Refusal.Of("OFF-1302", language, "case", onFile.Number);
        }
    }
}
