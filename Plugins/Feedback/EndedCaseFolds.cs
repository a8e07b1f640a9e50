using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>Folds a case into a fact without a person when it lets its account go.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), asynchronous, of Update on off_offboardingcase with the filtering column off_completedon. It runs after the completion, which so costs no
/// more and cannot fail for a figure. What it misses is folded before the erasure at the latest.</para>
/// <para>Requests: those of <see cref="ReasonFolding"/> for each ended case of the account, and 4 (case, caller's settings, settings, local time).</para>
/// </remarks>
public sealed class EndedCaseFolds : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (new OffboardingCaseRow(call.Target).CompletedOn is null) return;

        var columns = new Microsoft.Xrm.Sdk.Query.ColumnSet(OffboardingCaseRow.Columns.AccountId);
        if (new OffboardingCaseRow(call.AsSystem.Retrieve(OffboardingCaseRow.Table, call.Context.PrimaryEntityId, columns)).AccountId is { } account) ReasonFolding.OfAccount(call, account.Id);
    }
}
