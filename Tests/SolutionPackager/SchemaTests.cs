using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Offboard.Local;
using SolutionPackager;

namespace Offboarding.Tests.Packaging;

public class SchemaTests
{
    [Fact]
    public void Our_solution_has_no_finding_and_follows_Microsofts_schemas()
    {
        var findings = Checker.Check(Artifacts.Config, SharedFacts.Path("schemas"), new EmbeddedTables());

        Assert.Empty(findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void The_small_solution_follows_the_schemas_too()
    {
        using var folder = SmallSolution.Write();

        Assert.Empty(Check(folder).Select(finding => finding.ToString()));
    }

    [Theory]
    [InlineData(SmallSolution.Form, "<FormActivationState>1</FormActivationState>", "<FormActivationStat>1</FormActivationStat>")]
    [InlineData(SmallSolution.Form, "showbar=\"false\"", "showbar=\"perhaps\"")]
    [InlineData(SmallSolution.View, "<order attribute=\"tst_name\" descending=\"false\" />", "<order column=\"tst_name\" />")]
    [InlineData(SmallSolution.Table, "<IsActivity>0</IsActivity>", "<IsActive>0</IsActive>")]
    [InlineData("Entities/tst_Machine/RibbonDiff.xml", "<EnableRules />", "<EnableRule />")]
    public void What_a_schema_does_not_allow_is_found_with_file_and_line(string file, string right, string wrong)
    {
        using var folder = SmallSolution.Write().Replace("src/" + file, right, wrong);
        var line = 1 + Array.FindIndex(File.ReadAllLines(folder.PathOf("src/" + file)), text => text.Contains(wrong, StringComparison.Ordinal));

        var finding = Check(folder).First(f => f.Text.StartsWith("The schema", StringComparison.Ordinal));

        Assert.Equal(("src/" + file, (int?)line), (finding.File, finding.Line));
    }

    [Fact]
    public void A_folder_without_schemas_is_refused_by_name()
    {
        using var folder = SmallSolution.Write();

        var finding = Assert.Single(Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), folder.PathOf("nowhere")));

        Assert.Contains("nowhere", finding.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_solution_refers_only_to_standard_tables_and_columns_that_exist() =>
        Assert.Empty(Checker.Check(Artifacts.Config, schemaFolder: null, new EmbeddedTables()).Select(finding => finding.ToString()));

    static IReadOnlyList<Finding> Check(SourceFolder folder) => Checker.Check(PacConfig.Load(folder.PathOf("pac.config.json")), SharedFacts.Path("schemas"));
}
