using System;
using System.Linq;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Tests.Erasure;

public sealed class CoverageScenarios : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world;

    public CoverageScenarios(SharedSolution shared) => world = shared.World;

    [Fact]
    public void Every_column_on_the_paths_from_accounts_and_contacts_is_classified()
    {
        var unclassified = Coverage.Unclassified(ErasureMap.Shipped(), TableCatalog.OnCoveredPaths(world.Administrator));

        Assert.True(unclassified.Count == 0, "Add lines to Solution/Data/erasure-map.csv for: " + string.Join(", ", unclassified));
    }

    [Fact]
    public void Every_column_of_a_table_of_the_product_is_classified()
    {
        var own = world.Local.Organization.Store.Committed.Catalog.TableNames.Where(name => name.StartsWith("off_", StringComparison.Ordinal)).ToList();

        var unclassified = Coverage.Unclassified(ErasureMap.Shipped(), TableCatalog.Of(world.Administrator, own));

        Assert.True(own.Count > 20, "The tables of the product were not found.");
        Assert.True(unclassified.Count == 0, "Add lines to Solution/Data/erasure-map.csv for: " + string.Join(", ", unclassified));
    }

    [Fact]
    public void No_entry_of_the_shipped_map_names_a_column_of_the_product_that_is_not_there()
    {
        var map = ErasureMap.Shipped();
        var own = map.Tables.Where(name => name.StartsWith("off_", StringComparison.Ordinal)).ToList();
        var catalog = TableCatalog.Of(world.Administrator, own);

        Assert.All(own.Where(name => catalog.Find(name) is not null).SelectMany(map.Of), entry => Assert.Null(ErasureMapRules.DefectIn(entry, catalog.Find(entry.Table))));
    }

    [Fact]
    public void Every_entry_for_a_standard_table_that_is_here_can_be_carried_out()
    {
        string[] newerThanTheFacts = ["internetmessageheaders", "unresolvedpartyname", "emailsendername", "entityimage"];
        var map = ErasureMap.Shipped();
        var catalog = TableCatalog.Of(world.Administrator, map.Tables);

        Assert.All(
            catalog.Tables.SelectMany(table => map.Of(table.Name)).Where(entry => !newerThanTheFacts.Contains(entry.Column)),
            entry => Assert.Null(ErasureMapRules.DefectIn(entry, catalog.Find(entry.Table))));
    }

    [Fact]
    public void The_covered_paths_are_read_in_as_many_requests_as_the_longest_chain_has_links()
    {
        world.Local.Requests.Clear();

        TableCatalog.OnCoveredPaths(world.Administrator);

        Assert.InRange(world.Local.Requests.Count, 2, 6);
    }

    [Fact]
    public void A_column_and_a_table_that_a_customer_added_show()
    {
        var account = new TableFacts(
            "account", "accountid", "name", isActivity: false, [Column("name"), Column("new_hobby"), new ColumnFacts { Name = "new_hobbyname", ShownFor = "name" }], []);
        var visit = new TableFacts("new_visit", "new_visitid", "new_name", isActivity: false, [Column("new_name")], []);

        Assert.Equal(["account.new_hobby", "new_visit.*"], Coverage.Unclassified(ErasureMap.Shipped(), new TableCatalog([visit, account])));
    }

    [Fact]
    public void Of_a_sink_only_the_named_columns_count()
    {
        var log = new TableFacts("plugintracelog", "plugintracelogid", null, isActivity: false, [Column("messageblock"), Column("typename")], []);

        Assert.Empty(Coverage.Unclassified(ErasureMap.Shipped(), new TableCatalog([log])));
    }

    static ColumnFacts Column(string name) => new() { Name = name, Kind = ColumnKind.Text, IsWritable = true };
}
