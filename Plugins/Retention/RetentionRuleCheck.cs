using System;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Retention;

/// <summary>Refuses a retention rule that cannot be read, contradicts itself or another one.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), synchronous, of Create and Update on off_retentionrule (filtering columns: all that judge, and statecode). It runs inside
/// the transaction after the row is written, so that several rows changed by one UpdateMultiple are judged together: an action or a residence time
/// of a class can be changed only so.</para>
/// <para>Requests: 1 read; 1 more (caller's settings) on refusal.</para>
/// </remarks>
public sealed class RetentionRuleCheck : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3001 to OFF-3014: the set of rules would be refused.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        RetentionRuleQueries.All(call.AsSystem, call.Language);
    }
}
