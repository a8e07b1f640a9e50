#nullable disable
using System;

namespace Microsoft.PowerPlatform.Dataverse.Client.Utils;

/// <summary>The environment cannot be reached, or it did not let the caller in.</summary>
public class DataverseConnectionException : Exception
{
    public DataverseConnectionException(string message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The reason.</param>
    public DataverseConnectionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
