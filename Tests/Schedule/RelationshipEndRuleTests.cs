using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Schedule;
using Offboarding.Tests.Contracts;

namespace Offboarding.Tests.Schedule;

/// <summary>When a relationship ended.</summary>
public sealed class RelationshipEndRuleTests
{
    static readonly string File = Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Schedule", "relationship-end-cases.csv");

    [Fact]
    public void The_end_of_the_relationship_is_as_in_the_table()
    {
        var rows = ContractTable.ReadFile(File);

        Assert.True(rows.Count >= 9);
        Assert.All(rows, row => Assert.Equal(
            row["relationship_end"], RelationshipEndRule.Of(row["active"] == "yes", Day(row["deactivated_on"]), Ends(row["contract_ends"]))?.ToString() ?? ""));
    }

    [Fact]
    public void Another_contract_never_brings_the_end_forward() =>
        Gen.Select(Gen.Int[0, 9000], Gen.Int[0, 9000].List[0, 4], Gen.Int[0, 9000]).Sample((left, ends, more) =>
        {
            var contracts = ends.Select(days => (LocalDate?)Epoch.PlusDays(days)).ToList();
            var before = RelationshipEndRule.Of(isActive: false, Epoch.PlusDays(left), contracts);
            var after = RelationshipEndRule.Of(isActive: false, Epoch.PlusDays(left), [.. contracts, Epoch.PlusDays(more)]);
            return after >= before;
        });

    static readonly LocalDate Epoch = new(2020, 1, 1);

    static LocalDate? Day(string text) => text.Length == 0 || text == "-" ? null : LocalDate.Parse(text);

    static IEnumerable<LocalDate?> Ends(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Day);
}
