using System;
using System.Collections.Generic;
using System.Linq;

namespace LocalDataverse;

/// <summary>What an import did.</summary>
/// <param name="SolutionUniqueName">Unique name of the solution.</param>
/// <param name="Version">Its version now.</param>
/// <param name="PreviousVersion">Its version before, or null when it was not installed.</param>
/// <param name="Components">Each component of the zip, in the order of the import.</param>
public sealed record ImportResult(
    string SolutionUniqueName,
    Version Version,
    Version? PreviousVersion,
    IReadOnlyList<ImportedComponent> Components)
{
    /// <summary>What is in the zip but has no effect here, because the embedded Dataverse does not interpret its kind.</summary>
    public IReadOnlyList<ImportedComponent> Carried => Components.Where(component => component.Outcome == ImportOutcome.Carried).ToList();
}

/// <summary>One component of an imported solution.</summary>
/// <param name="Kind">What it is, in Microsoft's word for it (Table, Column, Plug-in step, View, …).</param>
/// <param name="Name">Its name or id.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ImportedComponent(string Kind, string Name, ImportOutcome Outcome)
{
    /// <summary>How many rows went with a table that was deleted, or how many rows had a value in a column that was.</summary>
    public int Rows { get; init; }
}

/// <summary>What became of a component.</summary>
public enum ImportOutcome
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It was there and is now as in the zip.</summary>
    Updated,

    /// <summary>The new version no longer has it, or the solution was uninstalled.</summary>
    Deleted,

    /// <summary>Its kind is not interpreted here: it is in the solution and has no effect.</summary>
    Carried,
}
