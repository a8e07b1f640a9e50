using System;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboard.Connection;
using Offboard.Connection.Online;
using Offboard.Output;
using SolutionPackager;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Offboard.Commands;

/// <summary>Says in one message why a command ended, and what to do. Nobody at a keyboard reads stack traces.</summary>
internal static class ErrorReport
{
    /// <summary>Writes the message and returns the exit code.</summary>
    public static int Of(Exception problem, Consoles consoles)
    {
        if (problem is OperationCanceledException)
        {
            consoles.Error.Line(problem is CancelledBetweenSteps ? problem.Message : "Cancelled. Nothing was written.");
            return ExitCode.Cancelled;
        }

        var text = problem switch
        {
            CommandFailure or OutcomeUnknown or SolutionSourceException or SolutionImportException or DatabaseException => problem.Message,
            CommandAppException => $"{problem.Message} Run 'offboard --help' for the commands and their arguments.",
            FaultException<OrganizationServiceFault> fault => $"Dataverse refused a request: {fault.Detail.Message} (0x{fault.Detail.ErrorCode:X8}){Remedy(fault.Detail.ErrorCode)}",
            _ => $"Unexpected {problem.GetType().Name}: {problem.Message} This is a defect; please report it with the command you ran.",
        };
        consoles.Error.Line("Error: " + text, Color.Red);
        return ExitCode.Failed;
    }

    /// <summary>What to do about a fault that does not say so itself; empty where it does.</summary>
    static string Remedy(int code) => unchecked((uint)code) switch
    {
        0x80040220 or 0x80042F09 or 0x80040225 or 0x8004F504 => " Give the user a role of the solution that allows it, or act as another one with --as.",
        0x80048D1A => " Check --as.",
        0x80072560 or 0x80040222 => " Make the caller an enabled user of the environment.",
        _ => "",
    };
}
