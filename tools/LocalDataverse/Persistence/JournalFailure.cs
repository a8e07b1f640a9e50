using System;

namespace LocalDataverse.Persistence;

/// <summary>Commits could not be written to the file; none of them is in it.</summary>
internal sealed class JournalFailure(string message, Exception? cause = null) : Exception(message, cause);
