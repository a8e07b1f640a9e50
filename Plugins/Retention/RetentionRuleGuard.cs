using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Retention;

/// <summary>Writes the key of a retention rule, and refuses to turn a statutory rule into a policy.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, of Create and Update on off_retentionrule (filtering columns off_ground, off_recordclass, off_ruleid,
/// off_rulekey, off_version); Update with a pre-image "before" of the same columns without the key.</para>
/// <para>The key makes two rows of one version impossible even when two admins save at the same instant. Requests: none; 1 on refusal.</para>
/// </remarks>
public sealed class RetentionRuleGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3015: the rule had a legal ground and would become a policy.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var target = new RetentionRuleRow(call.Target);
        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? new RetentionRuleRow(image) : null;

        var id = target.RuleId ?? before?.RuleId ?? "";
        var recordClass = target.RecordClass ?? before?.RecordClass ?? "";
        var version = target.Version ?? before?.Version ?? 1;
        if (before?.Ground is { } ground && ground != RetentionRuleGround.Policy && target.Ground == RetentionRuleGround.Policy)
            throw Refusal.Of("OFF-3015", call.Language, "rule", id, "class", recordClass);

        if (before is null) target.Version = version;
        if (before is null && target.Origin is null) target.Origin = RetentionRuleOrigin.Customer;
        target.RuleKey = id + "|" + recordClass + "|" + version.ToString(CultureInfo.InvariantCulture);
    }
}
