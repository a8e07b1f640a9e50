using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Which operation a case allows at which stage, and what its stages are called.</summary>
/// <remarks>Prepare → Announce (decided) → Transition (notice or agreement is there) → Close (nothing obliges any more) → Follow-up (account inactive) → Completed.</remarks>
static class StageRule
{
    static readonly OffboardingCaseStatusReason[] Decided =
    [
        OffboardingCaseStatusReason.Announce, OffboardingCaseStatusReason.Transition, OffboardingCaseStatusReason.Close, OffboardingCaseStatusReason.FollowUp,
    ];

    /// <summary>Whether the decision to end the relationship was taken, and the case is still open.</summary>
    internal static bool IsDecided(OffboardingCaseStatusReason stage) => Decided.Contains(stage);

    /// <summary>Whether the account was let go by this case.</summary>
    internal static bool IsLetGo(OffboardingCaseStatusReason stage) => stage is OffboardingCaseStatusReason.FollowUp or OffboardingCaseStatusReason.Completed;

    /// <summary>The name of a stage as the reader sees it in the form.</summary>
    internal static string Name(OffboardingCaseStatusReason stage, Language language) => Messages.Part("OFF-TEXT-STAGE-" + Code(stage), language);

    /// <exception cref="InvalidPluginExecutionException">OFF-1306: the case is closed, or its account let go.</exception>
    internal static void RefuseUnlessRunning(PluginCall call, CaseOnFile onFile)
    {
        if (onFile.IsOpen && onFile.Stage != OffboardingCaseStatusReason.FollowUp) return;
        throw Refusal.Of("OFF-1306", call.Language, "case", onFile.Number, "stage", Name(onFile.Stage, call.Language));
    }

    static string Code(OffboardingCaseStatusReason stage) => stage switch
    {
        OffboardingCaseStatusReason.Prepare => "PREPARE",
        OffboardingCaseStatusReason.Announce => "ANNOUNCE",
        OffboardingCaseStatusReason.Transition => "TRANSITION",
        OffboardingCaseStatusReason.Close => "CLOSE",
        OffboardingCaseStatusReason.FollowUp => "FOLLOWUP",
        OffboardingCaseStatusReason.Completed => "COMPLETED",
        _ => "CANCELLED",
    };
}
