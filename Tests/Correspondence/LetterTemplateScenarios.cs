using System;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

public class LetterTemplateScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = solution.World;
    readonly LetterWorld letters = new(solution.World);

    [Fact]
    public void R23_the_shipped_templates_are_installed_as_the_file_holds_them()
    {
        var query = new QueryExpression(LetterTemplateRow.Table) { ColumnSet = new ColumnSet(LetterTemplateRow.Columns.TemplateKey, LetterTemplateRow.Columns.Body, LetterTemplateRow.Columns.Origin) };
        query.Criteria.AddCondition(LetterTemplateRow.Columns.Version, ConditionOperator.Equal, 1);
        var rows = world.Administrator.RetrieveMultiple(query).Entities.Select(row => new LetterTemplateRow(row)).ToList();

        Assert.Equal(ShippedTemplates.All.Select(template => (template.Key, template.BodyText)).Order(), rows.Select(row => (row.TemplateKey!, row.Body!)).Order());
        Assert.All(rows, row => Assert.Equal(LetterTemplateOrigin.Shipped, row.Origin));
    }

    [Fact]
    public void A_template_with_an_unknown_token_is_refused_when_it_is_saved_naming_token_and_place()
    {
        var refusal = SolutionEnvironment.RefusalOf(() => world.Administrator.Create(Own("Dear {{contact}},\n\nsee {{colour}} and {{if end_day}}.").Entity));

        Assert.StartsWith(
            "Template “Our thanks” cannot be saved: text, line 3, column 5: there is no field {{colour}}; text, line 3, column 20: {{if end_day}} is never ended.", refusal, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("contract.number", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4001]", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4002]", SolutionEnvironment.RefusalOf(() => world.Administrator.Create(Own("  ").Entity)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_of_a_template_is_used_from_the_day_on_which_it_holds()
    {
        using var copy = world.Copy();
        var theirs = new LetterWorld(copy);
        var own = Own("Our own words for {{contact}}.");
        own.ValidFrom = new(2027, 2, 1);
        var id = copy.Administrator.Create(own.Entity);

        var before = theirs.Drafted(theirs.Customer("Before"), "thanks");
        copy.Local.Clock.MoveTo(new DateTime(2027, 2, 1, 8, 0, 0, DateTimeKind.Utc));
        var after = theirs.Drafted(theirs.Customer("After"), "thanks");

        Assert.Equal("thanks|en|sie|formal|7", new LetterTemplateRow(copy.Administrator.Retrieve(LetterTemplateRow.Table, id, new ColumnSet(LetterTemplateRow.Columns.TemplateKey))).TemplateKey);
        Assert.Equal((1, 7), (theirs.Letter(before.Letter).TemplateVersion, theirs.Letter(after.Letter).TemplateVersion));
        Assert.Equal("Our own words for Anna Miller.", theirs.Activity(after.Activity)["description"]);
    }

    [Fact]
    public void R28_an_untouched_generic_template_is_never_released()
    {
        using var copy = world.Copy();
        var theirs = new LetterWorld(copy);
        copy.Administrator.Create(Own("Dear Sir or Madam, we thank you for the time together.").Entity);
        var generic = theirs.Drafted(theirs.Customer(), "thanks");

        Assert.Contains("[OFF-4038]", (string)theirs.Rep.Execute(LetterWorld.ReleaseRequest(generic.Letter))["Report"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_nobody_can_look_for_is_refused() => Assert.EndsWith(
        "[OFF-4003]",
        SolutionEnvironment.RefusalOf(() => world.Administrator.Create(new ToneWordRow
        {
            Name = "a*b", Language = ToneWordLanguage.En, Kind = ToneWordKind.Evasive, Suggestion = "x", Version = 1, Origin = ToneWordOrigin.Customer,
        }.Entity)),
        StringComparison.Ordinal);

    [Fact]
    public void A_preview_shows_a_template_with_sample_data_as_a_whole_document()
    {
        var answer = letters.Rep.Execute(new OrganizationRequest("off_PreviewLetter") { ["Kind"] = "thanks", ["Language"] = "de", ["Address"] = "du", ["Formality"] = "informal" });

        Assert.Equal("Danke für die gemeinsame Zeit", answer["Subject"]);
        Assert.StartsWith("Hallo Anna,", (string)answer["Text"], StringComparison.Ordinal);
        var html = XDocument.Parse(((string)answer["Html"]).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;
        Assert.Equal("de", (string?)html.Attribute("lang"));
        Assert.Single(html.Descendants("h1"));
        Assert.Equal("", answer["Defects"]);
    }

    [Fact]
    public void A_preview_of_an_unsaved_text_names_its_defects_and_saves_nothing()
    {
        var before = letters.Cases.Snapshot();

        var answer = letters.Rep.Execute(new OrganizationRequest("off_PreviewLetter") { ["Kind"] = "thanks", ["Language"] = "en", ["Subject"] = "Hello", ["Body"] = "{{nobody}}" });

        Assert.Equal("text, line 1, column 1: there is no field {{nobody}}", (string)answer["Defects"], ignoreCase: true);
        Assert.EndsWith("[OFF-4001]", (string)answer["Report"], StringComparison.Ordinal);
        Assert.Equal(before, letters.Cases.Snapshot());
        Assert.EndsWith("[OFF-4070]", SolutionEnvironment.RefusalOf(() => letters.Rep.Execute(new OrganizationRequest("off_PreviewLetter") { ["TemplateId"] = Guid.NewGuid() })), StringComparison.Ordinal);
    }

    static LetterTemplateRow Own(string body) => new()
    {
        Name = "Our thanks", Kind = LetterTemplateKind.Thanks, Language = LetterTemplateLanguage.En, Address = LetterTemplateAddress.Sie, Formality = LetterTemplateFormality.Formal, Version = 7,
        Subject = "Thank you", Body = body, Origin = LetterTemplateOrigin.Customer,
    };
}
