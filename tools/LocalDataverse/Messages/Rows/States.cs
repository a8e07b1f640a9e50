using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Messages.Rows;

/// <summary>Keeps statecode and statuscode a valid pair.</summary>
internal static class States
{
    internal static void OnCreate(Table table, Dictionary<Column, object?> values)
    {
        if (table.State is not { Options.Count: > 0 } state) return;

        if (!values.ContainsKey(state) && (table.Status is null || !values.ContainsKey(table.Status)))
        {
            values[state] = state.Options.Min(option => option.Value);
        }
        Complete(table, values, row: null);
    }

    /// <summary>A state alone brings its default status, a status alone the state it belongs to.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80048408: the status does not belong to the state.</exception>
    internal static void Complete(Table table, Dictionary<Column, object?> values, Row? row)
    {
        if (table is not { State: { } state, Status: { } status }) return;

        var givenState = values.GetValueOrDefault(state) as int?;
        var givenStatus = values.GetValueOrDefault(status) as int?;
        if (givenState is null && givenStatus is null)
        {
            values.Remove(state);
            values.Remove(status);
            return;
        }

        var newState = givenState ?? status.Option(givenStatus!.Value)?.State ?? (int?)row?[state] ?? state.Options[0].Value;
        var newStatus = givenStatus ?? (IsState(row, state, newState) ? (int?)row![status] : null) ?? state.Option(newState)?.DefaultStatus;
        if (newStatus is null || status.Option(newStatus.Value) is not { } option || (option.State is { } belongsTo && belongsTo != newState))
        {
            throw Fault.Of(
                FaultCode.InvalidStateCodeStatusCode,
                $"{newStatus} is not a valid status code for state code {newState} on {table.Name}. "
                + $"Valid are {string.Join(", ", status.Options.Where(other => other.State == newState).Select(other => other.Value))}.");
        }

        values[state] = newState;
        values[status] = newStatus;
    }

    static bool IsState(Row? row, Column state, int value) => row is not null && row[state] is int current && current == value;
}
