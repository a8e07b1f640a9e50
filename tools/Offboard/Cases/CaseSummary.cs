using System.IO;
using System.Linq;
using Newtonsoft.Json;
using Offboard.Output;

namespace Offboard.Cases;

/// <summary>Tells how many expected values came out, and which did not.</summary>
internal static class CaseSummary
{
    const int MostShown = 20;

    /// <summary>Prints it and returns how many values differ.</summary>
    /// <param name="comparison">The cases.</param>
    /// <param name="consoles">Where it goes.</param>
    /// <param name="outFile">The file that holds all values.</param>
    /// <param name="json">As JSON.</param>
    public static int Print(CaseComparison comparison, Consoles consoles, string outFile, bool json)
    {
        var differences = comparison.Differences.ToList();
        if (json)
        {
            var summary = new { cases = comparison.Count, compared = comparison.Compared, agree = comparison.Compared - differences.Count, differences };
            consoles.Out.Raw(JsonConvert.SerializeObject(summary, Formatting.Indented));
            return differences.Count;
        }

        foreach (var difference in differences.Take(MostShown))
        {
            consoles.Out.Line($"{difference.Case}: {difference.Output} is \"{difference.Actual}\", expected \"{difference.Expected}\".");
        }

        if (differences.Count > MostShown) consoles.Out.Line($"… and {differences.Count - MostShown} more: {Path.GetFileName(outFile)} has them all.");
        consoles.Out.Line(comparison.Compared == 0
            ? $"{comparison.Count} cases: no expected values to compare with."
            : $"{comparison.Count} cases: {comparison.Compared - differences.Count} of {comparison.Compared} expected values agree.");
        return differences.Count;
    }
}
