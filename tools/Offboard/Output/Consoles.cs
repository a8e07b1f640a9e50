using Spectre.Console;

namespace Offboard.Output;

/// <summary>Where a command writes.</summary>
/// <param name="Out">Results: what a file or another program gets to see.</param>
/// <param name="Error">Progress, hints, errors.</param>
public sealed record Consoles(IAnsiConsole Out, IAnsiConsole Error);
