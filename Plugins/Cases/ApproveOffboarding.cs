using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary><c>off_ApproveOffboarding</c>: records that a second person approves the decision of a case.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API, bound to off_offboardingcase. In: RequestId. Out: Report. The approver is the caller, who may write the case and does not own it.
/// Approving again changes nothing.</para>
/// <para>Requests: 3 (caller's settings, case, case written).</para>
/// </remarks>
public sealed class ApproveOffboarding : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1302, OFF-1304, OFF-1306: the case; OFF-1650: the caller owns it.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var onFile = CaseQueries.Read(call, call.Required<EntityReference>("Target").Id, CaseDecisionKind.Announce, request: null);
        var approver = call.Context.InitiatingUserId;
        if (onFile.Row.ApprovedById?.Id != approver || onFile.Row.ApprovedOn is null)
        {
            StageRule.RefuseUnlessRunning(call, onFile);
            if (onFile.Row.OwnerId?.Id == approver) throw Refusal.Of("OFF-1650", call.Language, "case", onFile.Number);

            var change = CaseChange.Of(onFile);
            change.ApprovedById = new EntityReference("systemuser", approver);
            change.ApprovedOn = call.Now;
            CaseChange.Write(call, onFile, change);
        }

        call.Return("Report", Messages.Part("OFF-TEXT-APPROVED", call.Language, "case", onFile.Number));
    }
}
