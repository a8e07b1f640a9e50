using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>A row that a plan changes or deletes, by which line of the schedule. Holds ids and codes, no value of the row.</summary>
public sealed record PlannedRow
{
    /// <summary>Logical name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>Id of the row.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its record class.</summary>
    public required string RecordClass { get; init; }

    /// <summary>Logical name of the subject's table: account or contact.</summary>
    public required string SubjectTable { get; init; }

    /// <summary>Id of the subject.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Id of the line of the schedule that decides about the row.</summary>
    public required Guid Line { get; init; }

    /// <summary>Id of the rule of that line.</summary>
    public required string RuleId { get; init; }

    /// <summary>Version of the row of that rule.</summary>
    public int RuleVersion { get; init; }

    /// <summary>Whether the row goes, after it was masked.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Ids of the rows to which it belongs, joined by commas; empty: none. A hold on one of them stops it.</summary>
    public string Above { get; init; } = "";

    /// <summary>What the conditions of the erasure map ask.</summary>
    public required RowCircumstances Circumstances { get; init; }

    /// <summary>The row for the kernel.</summary>
    public WipeRow ToWipeRow() => new()
    {
        Table = Table, Id = Id, RecordClass = RecordClass, Subject = new EntityReference(SubjectTable, SubjectId), Circumstances = Circumstances,
        Above = [.. Above.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(static id => Guid.ParseExact(id, "N"))],
    };

    /// <summary>One line of a part, without its end: cells separated by tabs.</summary>
    public override string ToString() => string.Join("\t", [
        "row", Table, Text(Id), RecordClass, SubjectTable, Text(SubjectId), Text(Line), RuleId, RuleVersion.ToString(CultureInfo.InvariantCulture), IsDeleted ? "delete" : "mask", CircumstancesText.Of(Circumstances), Above,
    ]);

    /// <summary>Reads a line of a part.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PlannedRow Parse(string line)
    {
        var cells = line.Split('\t');
        if (cells.Length != 12 || cells[0] != "row") throw new FormatException("This is no row of a plan.");

        return new PlannedRow
        {
            Table = cells[1],
            Id = Guid.ParseExact(cells[2], "N"),
            RecordClass = cells[3],
            SubjectTable = cells[4],
            SubjectId = Guid.ParseExact(cells[5], "N"),
            Line = Guid.ParseExact(cells[6], "N"),
            RuleId = cells[7],
            RuleVersion = int.Parse(cells[8], CultureInfo.InvariantCulture),
            IsDeleted = cells[9] == "delete",
            Circumstances = CircumstancesText.Parse(cells[10]),
            Above = cells[11],
        };
    }

    static string Text(Guid id) => id.ToString("N");
}
