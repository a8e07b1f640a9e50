using System.Globalization;
using Offboard.Import;
using Spectre.Console;

namespace Offboard.Output;

/// <summary>Names a cell of a user's file that could not be read.</summary>
internal static class DefectReport
{
    public static void Write(IAnsiConsole console, Defect defect) => console.Line(Sentence(defect), Color.Yellow);

    /// <summary>File, line, column, value, what was expected, what became of the row, what to do.</summary>
    public static string Sentence(Defect defect) => string.Create(
        CultureInfo.InvariantCulture,
        $"{defect.File} line {defect.Line}, column {defect.Column}: {(defect.Value.Length == 0 ? "nothing" : $"\"{defect.Value}\"")} was found, expected {defect.Expected}. {defect.Consequence} {defect.Remedy}");
}
