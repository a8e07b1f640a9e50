using System;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>The catalog answers by name, and an import changes it all at once.</summary>
public class MetadataCatalogTests
{
    [Fact]
    public void An_unknown_table_is_named_in_the_fault()
    {
        var fault = QueryWorld.FaultOf(() => MetadataCatalog.Standard.Table("customer"));

        Assert.Equal(-2147217150, fault.ErrorCode);
        Assert.Contains("'customer'", fault.Message, StringComparison.Ordinal);
        Assert.Null(MetadataCatalog.Standard.TryTable("customer"));
    }

    [Fact]
    public void Adding_columns_leaves_the_old_catalog_and_the_old_places()
    {
        var old = MetadataCatalog.Standard;
        var account = old.Table("account");

        var changed = old.With([account.With([new Column { Name = "off_verdict", Type = ColumnType.Picklist }])]);

        Assert.Null(old.Table("account").TryColumn("off_verdict"));
        var widened = changed.Table("account");
        Assert.Equal(account.Columns.Count, widened.Column("off_verdict").Ordinal);
        Assert.All(account.Columns, column => Assert.Same(column, widened.Column(column.Name)));
        Assert.Same(old.Table("contact"), changed.Table("contact"));
    }

    [Fact]
    public void A_relationship_of_the_same_name_is_replaced()
    {
        var replacement = new OneToMany("CONTACT_customer_accounts", "contact", "parentcustomerid", "account", Cascades.None);

        var changed = MetadataCatalog.Standard.With([], [replacement]);

        Assert.Same(replacement, changed.TryRelationship("contact_customer_accounts"));
        Assert.Single(changed.RelationshipsTo("account"), relationship => relationship.Name.Equals(replacement.Name, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, Trait("fidelity", "F188")]
    [InlineData("ownerid")]
    [InlineData("name,donotphone")]
    [InlineData("revenue")]
    [InlineData("name,websiteurl,emailaddress1,address1_name,stockexchange")]
    public void A_key_with_a_column_that_no_index_takes_or_with_too_many_bytes_is_refused(string columns)
    {
        var account = MetadataCatalog.Standard.Table("account");

        var fault = QueryWorld.FaultOf(() => account.With([], [new AlternateKey("test_key", columns.Split(','))]));

        Assert.Equal(-2147088241, fault.ErrorCode);
        Assert.Contains("test_key of account", fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("fidelity", "F188")]
    public void A_table_has_at_most_10_keys_and_a_key_at_most_16_columns()
    {
        var account = MetadataCatalog.Standard.Table("account");
        var numbers = account.Columns.Where(column => column.Type == ColumnType.Integer).Select(column => column.Name);
        var choices = account.Columns.Where(column => column.Type == ColumnType.Picklist).Select(column => column.Name);
        var many = numbers.Concat(choices).Take(17).ToList();

        Assert.Equal(-2147088241, QueryWorld.FaultOf(() => account.With([], [new AlternateKey("wide", many)])).ErrorCode);
        Assert.Equal(-2147088241, QueryWorld.FaultOf(() => account.With([], many.Take(11).Select(name => new AlternateKey("key_" + name, [name])))).ErrorCode);
        Assert.Equal(10, account.With([], many.Take(10).Select(name => new AlternateKey("key_" + name, [name]))).Keys.Count);
    }

    [Fact]
    public void A_key_must_name_columns_that_exist()
    {
        var account = MetadataCatalog.Standard.Table("account");

        Assert.Equal(-2147217149, QueryWorld.FaultOf(() => account.With([], [new AlternateKey("k", ["nothing"])])).ErrorCode);
    }

    [Fact]
    public void Roles_of_a_user_are_a_many_to_many_relationship()
    {
        var roles = Assert.Single(MetadataCatalog.Standard.ManyToManyOf("role"), relationship => relationship.Intersect == "systemuserroles");

        Assert.Equal(["roleid", "systemuserid"], new[] { roles.Column1, roles.Column2 }.Order());
    }

    [Fact]
    public void Fault_codes_are_those_of_the_platform()
    {
        using var csv = new CsvReader(File.OpenText(SharedFacts.Path("dataverse/error-codes.csv")), CultureInfo.InvariantCulture);
        var known = csv.GetRecords(new { code = 0, name = "" }).ToDictionary(row => row.code, row => row.name.Replace("_", "", StringComparison.Ordinal));

        foreach (var code in Enum.GetValues<FaultCode>())
        {
            var name = Assert.Contains((int)code, known);
            Assert.Contains(code.ToString(), name, StringComparison.OrdinalIgnoreCase);
        }
    }
}
