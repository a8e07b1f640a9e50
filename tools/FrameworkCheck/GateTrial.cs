using System;
using Microsoft.Xrm.Sdk;

namespace FrameworkCheck;

/// <summary>The gate on the deactivation of an account with one contract: it must refuse while the contract runs, and let the account go when it has ended.</summary>
static class GateTrial
{
    const int FixedRenewal = 727000001;
    const int NoRenewal = 727000000;

    /// <summary>The contract renews: the gate has to refuse.</summary>
    internal static string OfRefusal(Type gate)
    {
        try
        {
            Run(gate, FixedRenewal);
        }
        catch (InvalidPluginExecutionException refusal) when (refusal.Message.EndsWith("[OFF-1101]", StringComparison.Ordinal))
        {
            return "refused: " + refusal.Message;
        }

        throw new InvalidOperationException("The gate let an account go whose contract runs on.");
    }

    /// <summary>The contract has ended: the gate has to let the account go.</summary>
    internal static string OfLeave(Type gate)
    {
        Run(gate, NoRenewal);
        return "allowed: the contract has ended";
    }

    static void Run(Type gate, int renewal)
    {
        var account = Guid.NewGuid();
        var step = (IPlugin)Activator.CreateInstance(gate);
        var context = new Deactivation(account);
        foreach (var stage in new[] { Deactivation.PreValidation, Deactivation.PreOperation })
        {
            context.Stage = stage;
            step.Execute(new PluginServices(context, new Rows(account, renewal)));
        }
    }
}
