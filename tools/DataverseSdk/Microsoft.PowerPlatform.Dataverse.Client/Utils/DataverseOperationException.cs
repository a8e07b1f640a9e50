#nullable disable
using System;

namespace Microsoft.PowerPlatform.Dataverse.Client.Utils;

/// <summary>A request had no answer that can be understood. Whether it was carried out is not known unless the reason says so.</summary>
public class DataverseOperationException : Exception
{
    public DataverseOperationException(string message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The reason.</param>
    public DataverseOperationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
