using System;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Documents;
using Offboarding.Tests.Erasure;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>Access and portability: what a person is given. It is 15 January 2027.</summary>
public sealed class AnswerAccessScenarios : IDisposable
{
    readonly SubjectWorld world = new(withErasureMap: true);

    public void Dispose() => world.Dispose();

    [Fact]
    public void Access_gives_the_persons_data_of_all_accounts_with_purposes_recipients_periods_and_rights()
    {
        var person = Person("Contoso", "ada@needle.example");
        var second = Person("Fabrikam", "ada2@needle.example");
        world.Rows.Add("task", ("subject", "Call Ada"), ("regardingobjectid", second));
        world.Rows.Add("off_disclosure", ("off_name", "Carrier AG"), ("off_contactid", person), ("off_purpose", "Delivery"), ("off_content", "Address"), ("off_disclosedon", new DateTime(2026, 5, 4)));
        var request = world.Confirmed(SubjectRequestKind.Access, person);
        world.Confirm(request, second);

        var answer = world.On(request, "off_AnswerAccess");

        var html = (string)answer["Content"];
        Assert.Equal("en", AccessibleHtml.Read(html).Attribute("lang")!.Value);
        Assert.All(
            ["ada@needle.example", "ada2@needle.example", "Call Ada", "Carrier AG", "Delivery", "Reaching the persons who act", "Art. 77 GDPR", "Recipients", "Art. 22 GDPR"],
            text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.Equal("text/html", answer["MediaType"]);
        Assert.False((bool)answer["More"]);
    }

    [Fact]
    public void The_answer_is_German_where_asked_and_its_file_names_nobody()
    {
        var request = world.Confirmed(SubjectRequestKind.Access, Person());

        var answer = world.On(request, "off_AnswerAccess", ("Language", "de"));

        Assert.Equal("de", AccessibleHtml.Read((string)answer["Content"]).Attribute("lang")!.Value);
        Assert.Contains("Auskunft nach Art. 15 DSGVO", (string)answer["Content"], StringComparison.Ordinal);
        Assert.Equal(world.Read(request).Name + ".html", answer["FileName"]);
    }

    [Fact]
    public void Access_as_JSON_says_for_each_row_how_long_it_is_kept()
    {
        var account = world.Account("Contoso", ("off_jurisdictions", "DE"));
        var person = world.Person(account);
        world.Rows.Solution.UpdatePastTheProduct(new AccountRow(new Entity("account", account.Id))
        {
            State = AccountState.Inactive, StatusReason = AccountStatusReason.Inactive, DeactivatedOn = new(2026, 6, 30),
        }.Entity);
        var request = world.Confirmed(SubjectRequestKind.Access, person);

        var json = JsonDocument.Parse((string)world.On(request, "off_AnswerAccess", ("Format", "json"))["Content"]).RootElement;

        var contact = json.GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("table").GetString() == "contact");
        Assert.Equal(("contact_master", "2030-01-30"), (contact.GetProperty("recordClass").GetString(), contact.GetProperty("keptUntil").GetString()));
        Assert.Contains(contact.GetProperty("values").EnumerateArray(), value => value.GetProperty("column").GetString() == "emailaddress1" && value.GetProperty("value").GetString() == "ada@needle.example");
        Assert.Contains("Art. 17(3)(e)", json.GetProperty("categories").EnumerateArray().First(one => one.GetProperty("recordClass").GetString() == "contact_master").GetProperty("criteria").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Others_are_left_out_and_free_text_is_counted_for_reading()
    {
        var account = world.Account();
        var (person, other) = (world.Person(account), world.Person(account, "Berta", "Other", "berta@other.example"));
        world.Service.Update(new Entity("contact", person.Id) { ["assistantname"] = "Assi Stent", ["description"] = "Likes tea" });
        world.Rows.Add("email", ("subject", "Both"), ("regardingobjectid", person), ("to", ErasureWorld.Parties((person, "ada@needle.example"), (other, "berta@other.example"))));

        var answer = world.On(world.Confirmed(SubjectRequestKind.Access, person), "off_AnswerAccess", ("Format", "json"));

        var json = (string)answer["Content"];
        Assert.Contains("Likes tea", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Assi", json, StringComparison.Ordinal);
        Assert.DoesNotContain("berta", json, StringComparison.OrdinalIgnoreCase);
        Assert.True((int)answer["FreeTexts"] >= 2);
    }

    [Fact]
    public void Portability_gives_only_what_the_person_provided_as_JSON_and_CSV()
    {
        var person = Person();
        world.Service.Update(new Entity("contact", person.Id) { ["description"] = "Our own note", ["jobtitle"] = "=cmd" });
        world.Rows.Add("task", ("subject", "Call Ada"), ("regardingobjectid", person));
        var request = world.Confirmed(SubjectRequestKind.Portability, person);

        var json = (string)world.On(request, "off_AnswerAccess")["Content"];
        var csv = (string)world.On(request, "off_AnswerAccess", ("Format", "csv"))["Content"];

        Assert.All([json, csv], text =>
        {
            Assert.Contains("ada@needle.example", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Our own note", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Call Ada", text, StringComparison.Ordinal);
        });
        Assert.StartsWith("table,id,column,label,value,text\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("'=cmd", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_answer_comes_in_parts_that_fit_together_and_begins_anew_when_rows_changed()
    {
        var person = Person();
        for (var i = 0; i < 210; i++) world.Rows.Add("task", ("subject", $"Task {i:000}"), ("regardingobjectid", person));
        var request = world.Confirmed(SubjectRequestKind.Access, person);

        var first = world.On(request, "off_AnswerAccess", ("Format", "json"));
        var second = world.On(request, "off_AnswerAccess", ("Format", "json"), ("Token", first["Token"]));
        world.Rows.Add("task", ("subject", "New"), ("regardingobjectid", person));
        var changed = SolutionEnvironment.RefusalOf(() => world.On(request, "off_AnswerAccess", ("Format", "json"), ("Token", first["Token"])));
        var foreign = SolutionEnvironment.RefusalOf(() => world.On(request, "off_AnswerAccess", ("Token", "100;x")));

        Assert.Equal((200, 2, true, false), ((int)first["Processed"], (int)first["Parts"], (bool)first["More"], (bool)second["More"]));
        var subjects = new[] { first, second }.SelectMany(part => JsonDocument.Parse((string)part["Content"]).RootElement.GetProperty("rows").EnumerateArray())
            .SelectMany(row => row.GetProperty("values").EnumerateArray()).Where(value => value.GetProperty("column").GetString() == "subject").Select(value => value.GetProperty("value").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(0, 210).Select(i => $"Task {i:000}"), subjects);
        Assert.EndsWith("[OFF-3524]", changed, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5003]", foreign, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_handed_out_before_the_identity_is_confirmed_to_nobody_or_for_another_right()
    {
        var person = Person();
        var open = world.Request(SubjectRequestKind.Access, person);
        var erasure = world.Confirmed(SubjectRequestKind.Erasure, person);
        var nobody = world.Confirmed(SubjectRequestKind.Access, null);
        var portability = world.Confirmed(SubjectRequestKind.Portability, person);

        Assert.EndsWith("[OFF-3511]", SolutionEnvironment.RefusalOf(() => world.On(open, "off_AnswerAccess")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3516]", SolutionEnvironment.RefusalOf(() => world.On(erasure, "off_AnswerAccess")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-3515]", SolutionEnvironment.RefusalOf(() => world.On(nobody, "off_AnswerAccess")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-9004]", SolutionEnvironment.RefusalOf(() => world.On(portability, "off_AnswerAccess", ("Format", "html"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Handing_out_stores_no_value_and_its_requests_do_not_grow_with_the_rows()
    {
        var person = Person();
        world.Rows.Add("task", ("subject", "Call Ada"), ("regardingobjectid", person));
        var request = world.Confirmed(SubjectRequestKind.Access, person);
        var places = world.Rows.PlacesOf("ada@needle.example");
        var few = Requests(request);
        for (var i = 0; i < 50; i++) world.Rows.Add("task", ("subject", "More"), ("regardingobjectid", person));

        var many = Requests(request);

        Assert.Equal(places, world.Rows.PlacesOf("ada@needle.example"));
        Assert.Equal(few, many);
        Assert.InRange(few, 30, 90);
    }

    int Requests(Guid request)
    {
        world.Local.Requests.Clear();
        world.On(request, "off_AnswerAccess");
        return world.Local.Requests.ByPlugins.Count();
    }

    EntityReference Person(string account = "Contoso", string email = "ada@needle.example") => world.Person(world.Account(account, ("off_jurisdictions", "DE")), email: email);
}
