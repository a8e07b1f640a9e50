using System.Collections.Generic;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>What may be done to the row of a system job: it is canceled, paused or resumed, and deleted when it is completed.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service#manage-system-jobs</remarks>
internal static class JobChanges
{
    const string Jobs = "asyncoperation";

    /// <exception cref="System.ServiceModel.FaultException">0x80044162: the job cannot go from its state to the one wanted.</exception>
    internal static void DemandTransition(Table table, Row row, Dictionary<Column, object?> values)
    {
        if (table.Name != Jobs || !values.TryGetValue(table.State!, out var wanted)) return;

        var old = (int?)row[table.State!];
        var status = values.GetValueOrDefault(table.Status!) as int? ?? (int?)row[table.Status!];
        var allowed = (old, wanted as int?) switch
        {
            (JobStates.Ready or JobStates.Suspended or JobStates.Locked, JobStates.Completed) => status == JobStates.Canceled,
            (JobStates.Locked, JobStates.Suspended) or (JobStates.Suspended, JobStates.Ready) => true,
            var (before, after) => before == after && status == (int?)row[table.Status!],
        };
        if (allowed) return;

        throw Fault.Of(
            FaultCode.AsyncOperationInvalidStateChange,
            $"The target state could not be set because the state transition is not valid: a system job in state {old} cannot get state {wanted} and status {status}. "
            + "Cancel it (3 and 32), pause it while it runs (1), or resume it (0).");
    }

    /// <exception cref="System.ServiceModel.FaultException">0x8004416A: the job is not completed.</exception>
    internal static void DemandCompleted(Table table, Row row)
    {
        if (table.Name != Jobs || row[table.State!] is JobStates.Completed) return;

        throw Fault.Of(
            FaultCode.AsyncOperationCannotDeleteUnlessCompleted, "Cannot delete async operation unless it is in Completed state. Cancel it first, or wait until it has run.");
    }
}
