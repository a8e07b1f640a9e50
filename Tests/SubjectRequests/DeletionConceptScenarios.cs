using System;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Documents;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>The deletion concept and the time limits for the record of processing activities, written from the rules in force. It is 15 January 2027.</summary>
public sealed class DeletionConceptScenarios : IDisposable
{
    readonly SubjectWorld world = new(withErasureMap: true);

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("concept", "de")]
    [InlineData("concept", "en")]
    [InlineData("record", "de")]
    [InlineData("record", "en")]
    public void The_document_is_as_approved_and_readable_for_everybody(string document, string language)
    {
        var html = (string)Write(document, language)["Content"];

        var root = AccessibleHtml.Read(html);
        Assert.Equal(language, root.Attribute("lang")!.Value);
        ApprovedTexts.Match(WithoutTables(AccessibleHtml.Text(root)), document + "-" + language);
    }

    [Fact]
    public void The_same_rules_give_the_same_bytes_in_the_stated_requests()
    {
        var first = Write("concept", "de");
        world.Local.Requests.Clear();

        var second = Write("concept", "de");

        Assert.Equal((first["Content"], first["Hash"]), (second["Content"], second["Hash"]));
        Assert.Equal(6, world.Local.Requests.ByPlugins.Count());
    }

    [Fact]
    public void A_rule_that_is_switched_off_is_left_out_and_its_category_is_named_as_never_erased()
    {
        var query = new QueryExpression(RetentionRuleRow.Table) { ColumnSet = new ColumnSet("off_ruleid") };
        query.Criteria.AddCondition("off_recordclass", ConditionOperator.Equal, "feedback");
        foreach (var rule in world.Service.RetrieveMultiple(query).Entities)
            world.Rows.Solution.UpdatePastTheProduct(new RetentionRuleRow(new Entity(RetentionRuleRow.Table, rule.Id)) { Active = false }.Entity);

        var text = AccessibleHtml.Text(AccessibleHtml.Read((string)Write("concept", "en")["Content"]));

        Assert.Contains("These are never erased until somebody adds a rule:\nFeedback\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rules for Feedback", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shipped_record_class_and_event_has_words_in_both_languages()
    {
        var codes = RecordClasses.All.Select(code => "PURPOSE-" + code).Concat(KnownValues.Events.Append(KnownValues.ErasureRequest).Select(name => "EVENT-" + name));

        Assert.All(codes, code => Assert.All(
            [Language.English, Language.German], language => Assert.NotEmpty(Messages.Part("OFF-TEXT-" + code.ToUpperInvariant().Replace('_', '-'), language))));
    }

    [Fact]
    public void An_unknown_document_or_language_is_refused()
    {
        Assert.EndsWith("[OFF-9004]", SolutionEnvironment.RefusalOf(() => Write("plan", "de")), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-9004]", SolutionEnvironment.RefusalOf(() => Write("concept", "fr")), StringComparison.Ordinal);
    }

    /// <summary>Lists of tables and counts of entries grow with the erasure map, which has tests of its own.</summary>
    static string WithoutTables(string text) => string.Join('\n', text.Split('\n').Where(line => !Regex.IsMatch(line, "^[a-z0-9_, /]+$", RegexOptions.None, TimeSpan.FromSeconds(1))));

    OrganizationResponse Write(string document, string language) => world.Execute("off_WriteDeletionConcept", null, ("Document", document), ("Language", language));
}
