using System;

namespace LocalDataverse;

/// <summary>A solution was refused. Nothing of it was imported.</summary>
public sealed class SolutionImportException : Exception
{
    internal SolutionImportException(string part, string problem, string remedy, int? errorCode = null, Exception? cause = null)
        : base($"{part}: {problem} {remedy}" + (errorCode is { } code ? $" (0x{code:X8})" : ""), cause)
    {
        Part = part;
        Remedy = remedy;
        ErrorCode = errorCode;
    }

    /// <summary>What is wrong: file of the zip, and the component in it.</summary>
    public string Part { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>Dataverse's code for this failure, or null where none is documented.</summary>
    /// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes</remarks>
    public int? ErrorCode { get; }
}
