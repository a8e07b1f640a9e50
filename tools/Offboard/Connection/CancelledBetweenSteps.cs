using System;
using System.Globalization;

namespace Offboard.Connection;

/// <summary>Somebody ended a loop between two steps.</summary>
/// <param name="steps">Steps that were done.</param>
/// <param name="cause">The cancellation.</param>
internal sealed class CancelledBetweenSteps(int steps, OperationCanceledException cause) : OperationCanceledException(
    string.Create(CultureInfo.InvariantCulture, $"Cancelled after {steps} steps. What they did stays; the same command goes on from there."), cause, cause.CancellationToken);
