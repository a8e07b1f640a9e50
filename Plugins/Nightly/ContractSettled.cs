using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Reminders;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Nightly;

/// <summary>Closes the reminders of a contract as soon as somebody records notice or an agreement, or deactivates it; creating them is for the night.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), synchronous, of Update on off_contract with the filtering columns off_noticereceived, off_agreedend, off_termination and
/// statecode.</para>
/// <para>Requests: 1 read if no reminder is open; else at most 9 reads (reminders, caller's language, settings, rules, local time, contract, owners,
/// organization; holiday rules if a calendar counts) and 1 write for each reminder that is over.</para>
/// </remarks>
public sealed class ContractSettled : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-5001, OFF-5002, OFF-5005: a setting or a rule cannot be used.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var id = call.Target.Id;
        var reminders = ReminderTasks.Of(call.AsSystem, [id]);
        if (!reminders[id].Any(static task => task.Reminder.IsOpen)) return;

        var columns = ContractQueries.FactColumns();
        columns.AddColumn(ContractRow.Columns.State);
        var row = new ContractRow(call.AsSystem.Retrieve(ContractRow.Table, id, columns));
        var check = new NightlyCheck(new DueContract(row, []), NightlyRules.Read(call, []), reminders);
        if (!check.ClosesReminders) return;

        check.CloseReminders(call.AsSystem, Owners.Read(call.AsSystem, reminders[id].Select(static task => task.Owner)));
    }
}
