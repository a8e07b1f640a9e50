using System.Linq;
using Offboard.Import;
using Offboard.Output;

namespace Offboarding.Tests.Offboard;

/// <summary>What files may hold follows from the columns of the solution.</summary>
public class SolutionTablesTests
{
    static readonly SolutionTables Tables = new(Artifacts.ManagedZip, Language.German);

    [Fact]
    public void Every_fact_has_a_column_and_every_flag_is_a_yes_no_column()
    {
        Assert.Equal(ContractFacts.Names, Tables.Facts.Select(fact => fact.Fact));
        Assert.All(ContractFacts.Flags, flag => Assert.Equal(FactKind.YesNo, Tables.Contract(flag).Kind));
    }

    [Fact]
    public void Choices_are_written_by_the_external_value_of_their_options()
    {
        var kinds = Tables.Contract("contract_kind").Codes;

        Assert.Equal(727000000, kinds["service"]);
        Assert.Equal(727000006, kinds["energy_basic"]);
    }

    [Fact]
    public void Labels_are_in_the_language_that_was_asked_for() => Assert.Equal("Nicht beurteilbar", Tables.VerdictLabels["unknown"]);

    [Fact]
    public void A_contract_number_is_as_long_as_its_column() => Assert.Equal(ContractFacts.NumberLength, Tables.Contract("name").MaxLength);
}
