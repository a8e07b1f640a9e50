namespace Offboard.Import;

/// <summary>One cell or row of a user's file that could not be taken as it is.</summary>
/// <param name="File">File name without folder.</param>
/// <param name="Line">Line of the file, the header being line 1; of a row over several lines the first.</param>
/// <param name="Column">Header of the column, as the file has it.</param>
/// <param name="Value">What the file says; empty when nothing is there.</param>
/// <param name="Expected">What would have been readable.</param>
/// <param name="Consequence">What became of the row.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Defect(string File, int Line, string Column, string Value, string Expected, string Consequence, string Remedy);
