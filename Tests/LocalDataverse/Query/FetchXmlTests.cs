using System.Linq;

namespace Offboarding.Tests.LocalDataverse;

/// <summary>What FetchXML can say besides what every query can, and what it must not say.</summary>
public class FetchXmlTests
{
    readonly QueryWorld world = new();

    [Theory, Trait("fidelity", "F251")]
    [InlineData("<fetch><entity name='account'>", -2147220733)]
    [InlineData("", -2147220733)]
    [InlineData("<query/>", -2147220733)]
    [InlineData("<fetch/>", -2147220733)]
    [InlineData("<fetch><entity name='account'/><entity name='contact'/></fetch>", -2147220733)]
    [InlineData("<fetch speed='high'><entity name='account'/></fetch>", -2147220733)]
    [InlineData("<fetch><entity name='account'><column name='name'/></entity></fetch>", -2147217124)]
    [InlineData("<fetch><entity name='account'>name</entity></fetch>", -2147217124)]
    [InlineData("<fetch><entity name='account'><filter type='xor'/></entity></fetch>", -2147217095)]
    [InlineData("<fetch top='many'><entity name='account'/></fetch>", -2147217095)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='name' operator='equals' value='x'/></filter></entity></fetch>", -2147217120)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='name' operator='eq'/></filter></entity></fetch>", -2147217146)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='name' operator='between'><value>1</value></condition></filter></entity></fetch>", -2147217146)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='statecode' operator='eq' value='Active'/></filter></entity></fetch>", -2147217144)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='createdon' operator='on' value='12.05.2027'/></filter></entity></fetch>", -2147217144)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='name' operator='today'/></filter></entity></fetch>", -2147217120)]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='createdon' operator='last-x-days' value='0'/></filter></entity></fetch>", -2147217140)]
    [InlineData("<fetch><entity name='account'><order alias='x'/></entity></fetch>", -2147217102)]
    [InlineData("<fetch><entity name='account'><attribute name='name' aggregate='count' alias='x'/></entity></fetch>", -2147217095)]
    [InlineData("<fetch><entity name='nothing'/></fetch>", -2147217150)]
    [InlineData("<fetch><entity name='account'><attribute name='nothing'/></entity></fetch>", -2147217149)]
    public void What_is_malformed_or_unknown_is_refused(string xml, int code)
    {
        Assert.Equal(code, QueryWorld.FaultOf(() => world.Fetch(xml)).ErrorCode);
    }

    [Fact, Trait("fidelity", "F251")]
    public void Elements_that_stand_in_each_other_without_end_are_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("<filter>", 5000)) + string.Concat(Enumerable.Repeat("</filter>", 5000));

        Assert.Equal(-2147220733, QueryWorld.FaultOf(() => world.Fetch($"<fetch><entity name='account'>{nested}</entity></fetch>")).ErrorCode);
    }

    [Fact, Trait("fidelity", "F257")]
    public void Top_cannot_be_combined_with_a_page()
    {
        Assert.Equal(-2147220989, QueryWorld.FaultOf(() => world.Fetch("<fetch top='3' page='1'><entity name='account'/></fetch>")).ErrorCode);
    }

    [Fact]
    public void Pages_follow_each_other_by_cookie()
    {
        foreach (var name in new[] { "A", "B", "C", "D", "E" }) world.Add("account", ("name", name));
        string? cookie = null;
        var pages = Enumerable.Range(1, 3).Select(Page).ToList();

        Assert.Equal(["A B", "C D", "E"], pages);

        string Page(int number)
        {
            var attribute = cookie is null ? null : new System.Xml.Linq.XAttribute("paging-cookie", cookie);
            var rows = world.Fetch($"<fetch count='2' page='{number}' {attribute}><entity name='account'><attribute name='name'/><order attribute='name'/></entity></fetch>");
            cookie = rows.PagingCookie;
            return QueryWorld.Joined(rows, "name");
        }
    }

    [Theory]
    [InlineData("rubbish", -2147217110)]
    [InlineData("<cookie/>", -2147217110)]
    [InlineData("<cookie page='1'><accountid last='g?'/></cookie>", -2147217110)]
    [InlineData("<cookie page='1'><name last='sA'/><accountid last='g'/></cookie>", -2147217111)]
    public void A_cookie_of_another_query_is_refused(string cookie, int code)
    {
        world.Add("account", ("name", "A"));
        var attribute = new System.Xml.Linq.XAttribute("paging-cookie", cookie);

        Assert.Equal(code, QueryWorld.FaultOf(() => world.Fetch($"<fetch count='2' page='2' {attribute}><entity name='account'/></fetch>")).ErrorCode);
    }

    [Fact]
    public void Top_takes_the_first_rows_and_does_not_page()
    {
        foreach (var name in new[] { "C", "A", "B" }) world.Add("account", ("name", name));

        var rows = world.Fetch("<fetch top='2'><entity name='account'><attribute name='name'/><order attribute='name'/></entity></fetch>");

        Assert.Equal("A B", QueryWorld.Joined(rows, "name"));
        Assert.False(rows.MoreRecords);
    }

    [Fact]
    public void Without_attributes_all_columns_come()
    {
        world.Add("account", ("name", "A"), ("fax", "1"));

        Assert.True(world.Fetch("<fetch><entity name='account'/></fetch>").Entities.Single().Contains("fax"));
        Assert.True(world.Fetch("<fetch><entity name='account'><all-attributes/></entity></fetch>").Entities.Single().Contains("fax"));
        Assert.Equal(["accountid", "name"], world.Fetch("<fetch><entity name='account'><attribute name='name'/></entity></fetch>").Entities.Single().Attributes.Keys.Order());
    }

    [Theory]
    [InlineData("%oso%", true)]
    [InlineData("con_oso", true)]
    [InlineData("con_so", false)]
    [InlineData("[a-d]ontoso", true)]
    [InlineData("[^a-d]ontoso", false)]
    [InlineData("c%t%", true)]
    [InlineData("contoso%", true)]
    [InlineData("%contoso%x", false)]
    [InlineData("[contoso", false)]
    public void Like_knows_the_wildcards_of_the_database(string pattern, bool matches)
    {
        world.Add("account", ("name", "Contoso"));

        var rows = world.Fetch($"<fetch><entity name='account'><filter><condition attribute='name' operator='like' value='{pattern}'/></filter></entity></fetch>");

        Assert.Equal(matches, rows.Entities.Count == 1);
    }

    [Fact]
    public void Umlauts_sort_beside_their_plain_letters()
    {
        foreach (var name in new[] { "Zander", "Äpfel", "Apfel", "Öl", "Oase", "straße", "Strasse B" }) world.Add("account", ("name", name));

        var rows = world.Fetch("<fetch><entity name='account'><attribute name='name'/><order attribute='name'/></entity></fetch>");

        Assert.Equal("Apfel Äpfel Oase Öl straße Strasse B Zander", QueryWorld.Joined(rows, "name"));
    }
}
