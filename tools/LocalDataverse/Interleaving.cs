using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse;

/// <summary>What happened when callers interleaved.</summary>
/// <param name="History">What each did, in the order in which it happened.</param>
/// <param name="Faults">The fault that ended a caller, by the caller's place; null: it came to its end.</param>
public sealed record Interleaving(IReadOnlyList<InterleavedStep> History, IReadOnlyList<FaultException<OrganizationServiceFault>?> Faults);

/// <summary>Something that a caller did, or that happened to it.</summary>
/// <param name="Caller">Place of the caller, from 0.</param>
/// <param name="Event">What.</param>
/// <param name="Message">Name of the message that is sent; else empty.</param>
/// <param name="Table">Logical name of the table that the message, or the row that is waited for or committed, belongs to; empty: none.</param>
public sealed record InterleavedStep(int Caller, InterleavedEvent Event, string Message, string Table);

/// <summary>What can happen to callers that interleave.</summary>
public enum InterleavedEvent
{
    /// <summary>A request begins, the caller's own or one of a plug-in.</summary>
    Sends,

    /// <summary>Another transaction writes the row or the key value: the caller waits for its end.</summary>
    Waits,

    /// <summary>Others see from now on what was written; the table is that of the first row written.</summary>
    Commits,

    /// <summary>The caller came to its end.</summary>
    Ends,

    /// <summary>An exception ended the caller.</summary>
    Fails,
}
