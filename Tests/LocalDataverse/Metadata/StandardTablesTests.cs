using System;
using System.Globalization;
using System.IO;
using System.Linq;
using LocalDataverse.Metadata;
using Newtonsoft.Json.Linq;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>The product's compact data says about the standard tables what the facts say.</summary>
public class StandardTablesTests
{
    static readonly string Folder = Path.Combine(SharedFacts.RepositoryRoot, "tools", "LocalDataverse", "Metadata", "StandardTables");

    /// <summary>With WRITE_STANDARD_TABLES=1 the files are written anew instead; build and run again afterwards.</summary>
    static bool Writes => Environment.GetEnvironmentVariable("WRITE_STANDARD_TABLES") == "1";

    [Fact]
    public void Every_table_is_written_as_the_facts_say()
    {
        var files = Directory.GetFiles(SharedFacts.Path("dataverse/tables"), "*.json");

        Assert.Equal(70, files.Length);
        foreach (var file in files) Compare(Path.GetFileNameWithoutExtension(file), StandardTablesWriter.Table(JObject.Parse(File.ReadAllText(file))));
    }

    [Fact]
    public void Every_relationship_is_written_as_the_facts_say()
    {
        Compare("relationships", StandardTablesWriter.Relationships(JObject.Parse(File.ReadAllText(SharedFacts.Path("dataverse/relationships.json")))));
    }

    [Fact]
    public void Every_column_is_read_as_the_facts_say()
    {
        foreach (var file in Directory.GetFiles(SharedFacts.Path("dataverse/tables"), "*.json"))
        {
            var facts = JObject.Parse(File.ReadAllText(file));
            var table = MetadataCatalog.Standard.Table((string)facts["logicalName"]!);
            var columns = ((JObject)facts["columns"]!).Properties().ToList();

            Assert.Equal((string?)facts["setName"], table.Facts.SetName);
            Assert.Equal((string?)facts["primaryId"], table.PrimaryId.Name);
            Assert.Equal((string?)facts["ownership"], table.Facts.Ownership.ToString());
            Assert.Equal(columns.Select(column => column.Name), table.Columns.Select(column => column.Name));
            foreach (var column in columns) AssertSame(table, (JObject)column.Value, table.Column(column.Name));
        }
    }

    [Fact]
    public void Every_relationship_is_read_with_its_cascades()
    {
        var facts = JObject.Parse(File.ReadAllText(SharedFacts.Path("dataverse/relationships.json")))["oneToMany"]!;

        foreach (var fact in facts)
        {
            var relationship = Assert.IsType<OneToMany>(MetadataCatalog.Standard.TryRelationship((string)fact["name"]!));
            var cascade = fact["cascade"];

            Assert.Equal(((string?)fact["from"], (string?)fact["column"], (string?)fact["to"]), (relationship.From, relationship.Column, relationship.To));
            Assert.Equal((string?)cascade?["delete"] ?? "NoCascade", relationship.Cascades.Delete.ToString());
            Assert.Equal((string?)cascade?["assign"] ?? "NoCascade", relationship.Cascades.Assign.ToString());
            Assert.Equal((string?)cascade?["merge"] ?? "NoCascade", relationship.Cascades.Merge.ToString());
            Assert.Equal((string?)fact["nav"] ?? (string?)fact["column"], relationship.NavigationProperty);
        }
    }

    [Fact]
    public void Deleting_an_account_deletes_its_contacts_and_is_restricted_by_its_orders()
    {
        var to = MetadataCatalog.Standard.RelationshipsTo("account");

        Assert.Equal(Cascade.Cascade, to.Single(relationship => relationship.Name == "contact_customer_accounts").Cascades.Delete);
        Assert.Contains(to, relationship => relationship is { From: "salesorder", Cascades.Delete: Cascade.Restrict });
        Assert.Equal("contact", MetadataCatalog.Standard.RelationshipsFrom("account").Single(relationship => relationship.Column == "primarycontactid").To);
    }

    static void AssertSame(Table table, JObject fact, Column column)
    {
        var where = $"{table.Name}.{column.Name}";
        Assert.True((string?)fact["typeName"] is not null || (string?)fact["type"] == column.Type.ToString(), where);
        Assert.True((int?)fact["maxLength"] == column.MaxLength, where);
        Assert.True(((string?)fact["required"] ?? "None") == column.Required.ToString(), where);
        Assert.True((string?)fact["format"] == column.Format, where);
        Assert.True(((string?)fact["behavior"] ?? "UserLocal") == column.DateBehavior.ToString(), where);
        Assert.True((int?)fact["precision"] == column.Precision, where);
        Assert.True((fact["create"] is null, fact["update"] is null, fact["read"] is null) == (column.ValidForCreate, column.ValidForUpdate, column.ValidForRead), where);
        Assert.True(((double?)fact["min"] ?? column.Min) == column.Min && ((double?)fact["max"] ?? column.Max) == column.Max, where);
        Assert.Equal((fact["targets"] ?? new JArray()).Concat(fact["appTargets"] ?? new JArray()).Select(target => (string?)target).Distinct(StringComparer.Ordinal), column.Targets);
        Assert.Equal(Pairs(fact, "options"), column.Options.Select(option => $"{option.Value} {option.Label.English}"));
        Assert.Equal(Pairs(fact, "state").Order(StringComparer.Ordinal), column.Options.Where(option => option.State is not null).Select(option => $"{option.Value} {option.State}").Order(StringComparer.Ordinal));
        Assert.Equal(Pairs(fact, "defaultStatus").Order(StringComparer.Ordinal), column.Options.Where(option => option.DefaultStatus is not null).Select(option => $"{option.Value} {option.DefaultStatus}").Order(StringComparer.Ordinal));
        Assert.Equal((string?)fact["labelDe"] ?? (string?)fact["label"] ?? "", column.Label.In(LocalizedText.GermanLanguage));
    }

    static string[] Pairs(JObject fact, string name) =>
        [.. ((fact[name] as JObject)?.Properties() ?? []).Select(pair => $"{int.Parse(pair.Name, CultureInfo.InvariantCulture)} {(string?)pair.Value}")];

    static void Compare(string name, string expected)
    {
        var file = Path.Combine(Folder, name + ".tsv");
        if (Writes) File.WriteAllText(file, expected);
        Assert.Equal(expected, File.ReadAllText(file));
    }
}
