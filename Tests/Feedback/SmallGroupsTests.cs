using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Feedback;

namespace Offboarding.Tests.Feedback;

public class SmallGroupsTests
{
    const int Least = 5;

    static readonly Gen<Dictionary<string, int>> Breakdowns = Gen.Int[0, 14].Array[1, 8].Select(counts => counts.Select((count, i) => (count, i)).ToDictionary(one => "g" + one.i, one => one.count));

    static readonly Gen<List<KeyValuePair<string, string>>> Crosses =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4]).Select(one => KeyValuePair.Create("r" + (one.Item1 * one.Item1 / 6), "c" + one.Item2)).Array[0, 90].Select(all => all.ToList());

    [Theory]
    [InlineData("", "")]                                    // nobody
    [InlineData("a4", "")]                                  // fewer than k altogether
    [InlineData("a5", "a5")]
    [InlineData("a9 b5", "a9 b5")]
    [InlineData("a9 b3 c2", "a9 other-groups5")]            // the small ones are enough together
    [InlineData("a9 b6 c4", "a9 other-groups10")]           // total less a and b would tell c: b joins it
    [InlineData("a9 b9 c0", "a9 b9")]                       // nobody is hidden in nothing
    [InlineData("a2 b2 c2", "other-groups6")]
    public void R07_a_group_below_k_is_told_with_others_and_never_follows_from_the_total(string given, string told)
    {
        var counts = given.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(one => one[..1], one => int.Parse(one[1..]));

        var groups = SmallGroups.Tell(counts, Least);

        Assert.Equal(told, string.Join(' ', groups.Select(group => group.Code + group.Cases)));
    }

    [Fact]
    public void R07_whatever_the_counts_every_told_group_holds_k_and_all_of_them_are_the_total() =>
        Breakdowns.Sample(counts =>
        {
            var told = SmallGroups.Tell(counts, Least);

            Assert.All(told, group => Assert.True(group.Cases >= Least));
            if (told.Count > 0) Assert.Equal(counts.Values.Sum(), told.Sum(group => group.Cases));
            else Assert.InRange(counts.Values.Sum(), 0, Least - 1);
        });

    [Fact]
    public void R07_of_themes_neither_those_with_nor_those_without_are_fewer_than_k() =>
        Breakdowns.Sample(counts =>
        {
            var total = counts.Values.Max() + 3;

            Assert.All(SmallGroups.TellOverlapping(counts, total, Least), theme =>
            {
                Assert.True(theme.Cases >= Least);
                Assert.True(total - theme.Cases is 0 or >= Least);
            });
        });

    /// <summary>Tries every table with the same sums and told cells that differs along a circle: a hidden small cell must have another value in one of them.</summary>
    [Fact]
    public void R07_no_hidden_cell_below_k_can_be_computed_from_the_sums_and_the_cells_that_are_told() =>
        Crosses.Sample(cases =>
        {
            var crossed = CrossedGroups.Tell(cases, Least);
            if (crossed is null)
            {
                Assert.InRange(cases.Count, 0, Least - 1);
                return;
            }

            var truth = Truth(crossed, cases);
            var told = Enumerable.Range(0, crossed.Rows.Count).SelectMany(row => Enumerable.Range(0, crossed.Columns.Count).Select(column => crossed[row, column])).OfType<int>().ToList();
            Assert.All(told, cell => Assert.True(cell >= Least));
            foreach (var row in Enumerable.Range(0, crossed.Rows.Count)) Assert.True(Hidden(crossed, truth, (r, _) => r == row) is 0 or >= Least);
            foreach (var column in Enumerable.Range(0, crossed.Columns.Count)) Assert.True(Hidden(crossed, truth, (_, c) => c == column) is 0 or >= Least);
            if (told.Count == 0) return;    // only the sums are told

            for (var row = 0; row < crossed.Rows.Count; row++)
                for (var column = 0; column < crossed.Columns.Count; column++)
                    if (truth[row, column] is > 0 and < Least) Assert.True(CanDiffer(crossed, truth, row, column), $"{row},{column}");
        });

    [Fact]
    public void R07_large_cells_are_told_across_each_other()
    {
        var cases = Enumerable.Range(0, 10).SelectMany(_ => new[] { KeyValuePair.Create("a", "x"), KeyValuePair.Create("a", "y"), KeyValuePair.Create("b", "x"), KeyValuePair.Create("b", "y") }).ToList();

        var crossed = CrossedGroups.Tell(cases, Least)!;

        Assert.Equal([10, 10, 10, 10], new[] { crossed[0, 0], crossed[0, 1], crossed[1, 0], crossed[1, 1] });
    }

    static int[,] Truth(CrossedGroups crossed, List<KeyValuePair<string, string>> cases)
    {
        var truth = new int[crossed.Rows.Count, crossed.Columns.Count];
        foreach (var one in cases) truth[At(crossed.Rows, one.Key), At(crossed.Columns, one.Value)]++;
        return truth;
    }

    static int At(IReadOnlyList<GroupCount> groups, string code)
    {
        var at = groups.ToList().FindIndex(group => group.Code == code);
        return at >= 0 ? at : groups.Count - 1;
    }

    static int Hidden(CrossedGroups crossed, int[,] truth, Func<int, int, bool> isIn)
    {
        var sum = 0;
        for (var row = 0; row < crossed.Rows.Count; row++)
            for (var column = 0; column < crossed.Columns.Count; column++)
                if (isIn(row, column) && crossed[row, column] is null) sum += truth[row, column];

        return sum;
    }

    /// <summary>One case less in the cell, one more in its row, one less in that column, and so on back to the cell: a walk over hidden cells, of which those that lose one hold one.</summary>
    static bool CanDiffer(CrossedGroups crossed, int[,] truth, int row, int column)
    {
        // From a row a case moves to a hidden cell of it; from the column it came to, one is taken out of a hidden cell that holds cases.
        var reached = new HashSet<(bool IsRow, int At)> { (true, row) };
        var queue = new Queue<(bool IsRow, int At)>(reached);
        while (queue.TryDequeue(out var node))
        {
            for (var other = 0; other < (node.IsRow ? crossed.Columns.Count : crossed.Rows.Count); other++)
            {
                var (r, c) = node.IsRow ? (node.At, other) : (other, node.At);
                if (crossed[r, c] is not null || (r, c) == (row, column)) continue;
                if (!node.IsRow && truth[r, c] == 0) continue;
                if (reached.Add((!node.IsRow, other))) queue.Enqueue((!node.IsRow, other));
            }
        }

        return reached.Contains((false, column));
    }
}
