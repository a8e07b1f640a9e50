using LocalDataverse;

namespace Offboarding.Tests.LocalDataverse.Solutions;

public class ProductImportTests
{
    [Fact]
    public void The_packed_solution_of_this_product_imports()
    {
        using var environment = LocalEnvironment.Create();

        var result = environment.ImportSolution(Artifacts.ManagedZip);

        Assert.Equal("CustomerOffboarding", result.SolutionUniqueName);
        Assert.Contains(result.Components, component => component is { Kind: "Table", Name: "off_contract", Outcome: ImportOutcome.Created });
        Assert.Contains(result.Components, component => component is { Kind: "Custom API", Name: "off_PreviewOffboarding" });
    }

    [Fact]
    public void Importing_it_again_changes_it_in_place()
    {
        using var environment = LocalEnvironment.Create();
        var first = environment.ImportSolution(Artifacts.ManagedZip);

        var second = environment.ImportSolution(Artifacts.ManagedZip);

        Assert.Equal(first.Version, second.PreviousVersion);
        Assert.DoesNotContain(second.Components, component => component.Outcome == ImportOutcome.Created);
        Assert.Equal(first.Components.Count, second.Components.Count);
    }
}
