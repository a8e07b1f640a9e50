using System;

namespace Offboard.Connection.Online;

/// <summary>A request that changes something had no answer: it may have been carried out or not. Only a step that carries its token may be asked again.</summary>
/// <param name="message">Which request, and what to do.</param>
/// <param name="cause">How it ended.</param>
internal sealed class OutcomeUnknown(string message, Exception cause) : Exception(message, cause);
