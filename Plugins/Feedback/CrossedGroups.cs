using System;
using System.Collections.Generic;
using System.Linq;

namespace Offboarding.Plugins.Feedback;

/// <summary>Two breakdowns of the same cases across each other; cells about few people are hidden, and so many others that none of them can be computed from the sums.</summary>
/// <remarks>
/// The rule, on top of <see cref="SmallGroups"/> for both sums: a cell below k is hidden. In each row and column the hidden cells together hold nothing or at least k cases; and each hidden cell
/// below k lies on a circle of hidden cells that hold cases, along which one case more here is one less there: its value does not follow from the sums. Where that needs it, the smallest cells that
/// could be told are hidden, too. (Secondary suppression: https://ec.europa.eu/eurostat/cros/content/statistical-disclosure-control)
/// </remarks>
public sealed class CrossedGroups
{
    readonly int[,] cells;
    readonly bool[,] hidden;
    readonly int least;

    CrossedGroups(IReadOnlyList<GroupCount> rows, IReadOnlyList<GroupCount> columns, int[,] cells, int least)
    {
        Rows = rows;
        Columns = columns;
        this.cells = cells;
        this.least = least;
        hidden = new bool[rows.Count, columns.Count];
        foreach (var cell in Cells().Where(cell => cells[cell.Row, cell.Column] < least)) hidden[cell.Row, cell.Column] = true;
    }

    /// <summary>The first breakdown, with its sums.</summary>
    public IReadOnlyList<GroupCount> Rows { get; }

    /// <summary>The second breakdown, with its sums.</summary>
    public IReadOnlyList<GroupCount> Columns { get; }

    /// <summary>Crosses two breakdowns.</summary>
    /// <param name="cases">For each case its group in the one and in the other.</param>
    /// <param name="least">k.</param>
    /// <returns>Null: there are fewer than k cases.</returns>
    public static CrossedGroups? Tell(IReadOnlyList<KeyValuePair<string, string>> cases, int least)
    {
        var rows = SmallGroups.Tell(Counts(cases.Select(static one => one.Key)), least);
        var columns = SmallGroups.Tell(Counts(cases.Select(static one => one.Value)), least);
        if (rows.Count == 0 || columns.Count == 0) return null;

        var counted = new int[rows.Count, columns.Count];
        foreach (var one in cases) counted[IndexOf(rows, one.Key), IndexOf(columns, one.Value)]++;
        var crossed = new CrossedGroups(rows, columns, counted, least);
        while (crossed.HideOneMore())
        {
            // Each round hides one cell more; a table without told cells ends it.
        }

        return crossed;
    }

    /// <summary>Cases in a cell; null: it is hidden.</summary>
    public int? this[int row, int column] => hidden[row, column] ? null : cells[row, column];

    bool HideOneMore() => Lines().Any(line => HoldsTooFew(line) && HideSmallest(line)) || (FirstComputable() is { } cell && HideNear(cell));

    bool HoldsTooFew(IReadOnlyList<Cell> line)
    {
        var sum = line.Where(IsHidden).Sum(cell => cells[cell.Row, cell.Column]);
        return sum > 0 && sum < least;
    }

    bool HideNear(Cell cell) =>
        HideSmallest([.. Cells().Where(other => other.Row == cell.Row)]) || HideSmallest([.. Cells().Where(other => other.Column == cell.Column)]) || HideSmallest([.. Cells()]);

    bool HideSmallest(IReadOnlyList<Cell> among)
    {
        var told = among.Where(cell => !IsHidden(cell)).OrderBy(cell => cells[cell.Row, cell.Column]).ThenBy(static cell => cell.Row).ThenBy(static cell => cell.Column).ToList();
        if (told.Count == 0) return false;

        hidden[told[0].Row, told[0].Column] = true;
        return true;
    }

    /// <summary>A hidden cell below k that is on no circle: removing it parts the hidden cells that hold cases.</summary>
    Cell? FirstComputable()
    {
        var edges = Cells().Where(cell => IsHidden(cell) && cells[cell.Row, cell.Column] > 0).ToList();
        return edges.FirstOrDefault(edge => cells[edge.Row, edge.Column] < least && !AreJoined(edge, edges));
    }

    /// <summary>Whether row and column of an edge are still joined without it.</summary>
    bool AreJoined(Cell edge, IReadOnlyList<Cell> edges)
    {
        var rows = new HashSet<int> { edge.Row };
        var columns = new HashSet<int>();
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var other in edges)
            {
                if (other == edge) continue;
                if (rows.Contains(other.Row)) grown |= columns.Add(other.Column);
                else if (columns.Contains(other.Column)) grown |= rows.Add(other.Row);
            }
        }

        return columns.Contains(edge.Column);
    }

    bool IsHidden(Cell cell) => hidden[cell.Row, cell.Column];

    IEnumerable<Cell> Cells()
    {
        for (var row = 0; row < Rows.Count; row++)
            for (var column = 0; column < Columns.Count; column++) yield return new Cell(row, column);
    }

    IEnumerable<IReadOnlyList<Cell>> Lines() =>
        Cells().GroupBy(static cell => cell.Row).Concat(Cells().GroupBy(static cell => cell.Column)).Select(static line => (IReadOnlyList<Cell>)[.. line]);

    internal static IReadOnlyDictionary<string, int> Counts(IEnumerable<string> groups) =>
        groups.GroupBy(static group => group, StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);

    static int IndexOf(IReadOnlyList<GroupCount> groups, string code)
    {
        for (var at = 0; at < groups.Count; at++)
            if (groups[at].Code == code) return at;

        return groups.Count - 1;
    }

    sealed record Cell(int Row, int Column);
}
