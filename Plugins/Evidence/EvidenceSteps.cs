using System.Collections.Generic;

namespace Offboarding.Plugins.Evidence;

/// <summary>What the operations that read all chains in steps have in common.</summary>
static class EvidenceSteps
{
    /// <summary>Where the step begins.</summary>
    /// <exception cref="Microsoft.Xrm.Sdk.InvalidPluginExecutionException">OFF-5003: the token is none of this operation.</exception>
    internal static EvidenceToken TokenOf(PluginCall call, string message)
    {
        var text = call.Optional<string>("Token");
        return string.IsNullOrEmpty(text) ? EvidenceToken.Start : EvidenceToken.ParseOrNull(text!) ?? throw Unknown(call, text!, message);
    }

    /// <summary>The place of the token's run among the runs.</summary>
    /// <exception cref="Microsoft.Xrm.Sdk.InvalidPluginExecutionException">OFF-5003: there is no such run.</exception>
    internal static int IndexOf(PluginCall call, List<EvidenceRun> runs, EvidenceToken token, string message)
    {
        if (token.Run == System.Guid.Empty) return 0;

        var index = runs.FindIndex(run => run.Id == token.Run);
        return index >= 0 ? index : throw Unknown(call, token.ToString(), message);
    }

    /// <summary>Answers as all loops do.</summary>
    internal static void Answer(PluginCall call, EvidenceToken? next, int processed, int failed)
    {
        call.ReturnStep(next is not null, next?.ToString(), processed, failed);
        call.Return("NextDue", call.Now);
    }

    static Microsoft.Xrm.Sdk.InvalidPluginExecutionException Unknown(PluginCall call, string token, string message) =>
        Refusal.Of("OFF-5003", call.Language, "token", token, "message", message);
}
