using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary>An account that came back and leaves again before a night saw it back gets the day of its last leaving, and with it the schedule that follows from it.</summary>
/// <remarks>
/// <para>Steps: PostOperation (40), synchronous, rank 1, of Update with the filtering column statecode, and of SetState, on account, each with a pre-image "before" of statecode and
/// off_deactivatedon. Every other leaving is dated by the night (<see cref="EndingAccounts"/>), which costs the user nothing.</para>
/// <para>Requests: none; where an account that is dated already leaves, 2 (settings, local time) and 1 write. As SYSTEM: whoever may deactivate need not have rights on the day.</para>
/// </remarks>
public sealed class LeavesAgain : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5001, OFF-5006: a setting cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (!call.Context.PreEntityImages.TryGetValue("before", out var image)) return;

        var before = new AccountRow(image);
        var state = call.IsMessage("Update") ? new AccountRow(call.Target).State : (AccountState?)call.Optional<OptionSetValue>("State")?.Value;
        if (before.State != AccountState.Active || state != AccountState.Inactive || before.DeactivatedOn is not { } former) return;

        var today = call.DayOfJobs();
        if (former == today) return;

        call.MarkAsProduct();
        call.AsSystem.Update(new AccountRow(new Entity(AccountRow.Table, call.Context.PrimaryEntityId)) { DeactivatedOn = today, ReactivatedOn = today, RelationshipEnd = null }.Entity);
    }
}
