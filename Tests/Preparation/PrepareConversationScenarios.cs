using System;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Preparation;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Documents;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.Preparation;

/// <summary>The conversation pack through the packed solution.</summary>
public sealed class PrepareConversationScenarios : IDisposable
{
    readonly FarewellWorld farewell = new FarewellWorld().WithHistory();

    public void Dispose() => farewell.Dispose();

    [Theory]
    [InlineData("de")]
    [InlineData("en")]
    public void R24_the_pack_is_as_approved(string language) => ApprovedTexts.Match(FarewellWorld.WithoutIds((string)Prepare(language)["Html"]), language);

    [Fact]
    public void R24_each_sentence_of_the_pack_names_its_row()
    {
        var answer = Prepare("en");

        var root = AccessibleHtml.Read((string)answer["Html"]);
        var sentences = root.Descendants("main").Descendants().Where(static element => element.Name.LocalName is "p" or "li" or "dd" || (element.Name.LocalName == "tr" && element.Parent!.Name.LocalName == "tbody")).ToList();
        Assert.True(sentences.Count > 30, sentences.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(sentences, sentence => Assert.All(sentence.Attribute("data-row")!.Value.Split(' '), Exists));
        var facts = FarewellWorld.Facts((string)answer["Facts"]);
        Assert.All(facts, fact => Exists((string)fact["table"]! + "/" + (string)fact["row"]!));
        Assert.All(facts.Where(static fact => (string)fact["fact"]! is not "question"), fact => Assert.Contains((string)fact["text"]!, AccessibleHtml.Text(root), StringComparison.Ordinal));
    }

    [Fact]
    public void R24_contracts_deadlines_contacts_open_points_and_money_are_in_the_pack()
    {
        var text = AccessibleHtml.Text(AccessibleHtml.Read((string)Prepare("en")["Html"]));

        foreach (var part in new[]
        {
            "V-2041", "30 Sep 2027", "31 Dec 2027", "Call “About the new building”.", "Order “Order A-18” is open.", "Invoice “Invoice R-1” is open; due on: 22 Apr 2027.",
            "Revenue of 2026: 1000.50 EUR in 2 invoices.", "Open invoices: 1000.50 EUR in 2 invoices.", "The reason is: Work for this customer does not pay.", FarewellWorld.Explanation, "Main contact: Petra Müller.",
        }) Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ours alone", text, StringComparison.Ordinal);
    }

    [Fact]
    public void R20_the_pack_shows_the_situation_complaints_successes_and_mood()
    {
        var text = AccessibleHtml.Text(AccessibleHtml.Read((string)Prepare("de")["Html"]));

        foreach (var part in new[] { FarewellWorld.Situation, "„It leaks“, noch offen.", "Gewonnen am 05.05.2025: „Second line“, 5000,00 EUR.", "Erfüllt am 09.09.2026: „Order A-17“, 1200,00 EUR.", "unzufrieden mit „It leaks“.", "sehr zufrieden mit „Thank you“." })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void R24_questions_are_those_of_the_reason_and_of_all_reasons()
    {
        var questions = FarewellWorld.Facts((string)Prepare("en")["Facts"]).Where(static fact => (string)fact["fact"]! == "question").Select(static fact => (string)fact["value"]!).ToList();

        Assert.Contains("why", questions);
        Assert.Contains("profit", questions);
        Assert.DoesNotContain("insolvency", questions);
    }

    [Fact]
    public void R17_the_reason_of_the_pack_is_the_reason_of_the_case()
    {
        var reason = FarewellWorld.Facts((string)Prepare("en")["Facts"]).First(static fact => (string)fact["fact"]! == "reason");

        Assert.Equal((ReasonRow.Table, farewell.Cases.Case(farewell.Case).ReasonId!.Id.ToString("D")), ((string)reason["table"]!, (string)reason["row"]!));
    }

    [Fact]
    public void R25_R27_the_pack_warns_of_bad_times_with_their_rows_and_names_good_days()
    {
        var timing = FarewellWorld.Facts((string)Prepare("en")["Facts"]).Where(static fact => (string)fact["fact"]! == "timing").ToList();

        Assert.Contains(timing, static fact => (string)fact["table"]! == "salesorder" && ((string)fact["text"]!).Contains("[OFF-1554]", StringComparison.Ordinal));
        Assert.Contains("Good days for the talk: 18 Jan 2027", (string)timing[^1]["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void R24_the_pack_takes_no_more_requests_than_it_says_however_much_is_on_file()
    {
        for (var i = 0; i < 40; i++) farewell.Invoice("X-" + i, 10m, 2025);
        farewell.World.Local.Requests.Clear();

        Prepare("en");

        Assert.InRange(farewell.World.Local.Requests.ByPlugins.Count, 10, PrepareConversation.MostRequests);
    }

    [Fact]
    public void The_pack_is_kept_with_the_case_and_made_again_it_replaces_itself()
    {
        var first = Prepare("de");
        var second = Prepare("de");

        var document = farewell.Document();
        Assert.Equal((first["DocumentId"], second["Html"]), (second["DocumentId"], document.Content));
        Assert.Equal((string)second["FactsHash"], document.FactsHash);
        Assert.Equal(CaseDocumentLanguage.De, document.Language);
        Assert.Equal(first["Html"], second["Html"]);
    }

    [Fact]
    public void The_same_facts_have_the_same_digest_in_both_languages() => Assert.Equal(Prepare("de")["FactsHash"], Prepare("en")["FactsHash"]);

    [Fact]
    public void Without_Sales_and_Customer_Service_the_pack_tells_what_there_is()
    {
        using var bare = new FarewellWorld(new EnvironmentOptions { AbsentTables = ["salesorder", "invoice", "opportunity", "incident"] });

        var root = AccessibleHtml.Read((string)bare.Do("off_PrepareConversation", ("Language", "en"))["Html"]);

        Assert.Contains("Nothing is on record.", AccessibleHtml.Text(root), StringComparison.Ordinal);
    }

    [Fact]
    public void What_looks_like_markup_in_a_row_stays_text()
    {
        farewell.Change(static row => row.Explanation = "<script>alert(1)</script> & more than three words here");

        var root = AccessibleHtml.Read((string)Prepare("en")["Html"]);

        Assert.Contains("<script>alert(1)</script> & more", AccessibleHtml.Text(root), StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_with_an_unknown_field_is_named()
    {
        farewell.World.Administrator.Create(Question("custom", "Dear {friend}").Entity);

        var refusal = farewell.Refused("off_PrepareConversation");

        Assert.StartsWith("The talk question custom has an unknown field {friend}.", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4253]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_larger_than_its_column_is_refused_with_both_sizes()
    {
        for (var i = 0; i < 120; i++) farewell.World.Administrator.Create(Question("long-" + i, new string('&', 2000)).Entity);

        var refusal = farewell.Refused("off_PrepareConversation");

        Assert.Contains("the most are 1048576.", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4254]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_that_the_product_does_not_speak_is_refused() => Assert.EndsWith("[OFF-9004]", farewell.Refused("off_PrepareConversation", ("Language", "fr")), StringComparison.Ordinal);

    [Fact]
    public void A_document_is_not_written_by_hand()
    {
        Prepare("en");
        var change = new CaseDocumentRow(new Entity(CaseDocumentRow.Table, farewell.Document().Id)) { ConfirmedOn = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc) };

        Assert.EndsWith("[OFF-4259]", SolutionEnvironment.RefusalOf(() => farewell.World.Administrator.Update(change.Entity)), StringComparison.Ordinal);
    }

    static TalkQuestionRow Question(string code, string answer) => new() { Code = code, Name = code, NameDe = code, Answer = answer, AnswerDe = answer, SortOrder = 1, Version = 1, Origin = TalkQuestionOrigin.Customer };

    OrganizationResponse Prepare(string language) => farewell.Do("off_PrepareConversation", ("Language", language));

    void Exists(string row) => Assert.NotNull(farewell.World.Administrator.Retrieve(row.Split('/')[0], Guid.Parse(row.Split('/')[1]), new ColumnSet("createdon")));
}
