using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>"How was this judged?": day, accounts, contracts with every fact, every result, the rule rows that took part with their version, and the calendar steps in words.</summary>
/// <remarks>
/// <c>{ day, language, accounts: [ { accountid, name, verdict, possible_from, message, contracts: [ { contractid, table, source, number, account, message,
/// facts: [ { fact, label, value } ], bad_values: [ { fact, table, id, column, value } ], results: { output: value }, rules: [ { rule_id, version, legal_source, valid_from, valid_to } ],
/// steps: [ { output, value, text } ] } ] } ] }</c>. Blanks are left out. Days are YYYY-MM-DD, amounts have two decimals and no currency.
/// </remarks>
static class PreviewJson
{
    internal static string Of(IReadOnlyList<AccountReview> reviews, IReadOnlyDictionary<Guid, AccountRow> accounts, LocalDate day, Language language)
    {
        using var json = new JsonText();
        json.Text("day", day.ToString()).Number("language", (int)language);
        json.Array("accounts", array =>
        {
            foreach (var review in reviews) array.Object(JsonText.Item, item => Account(item, review, accounts[review.AccountId].Name, language));
        });
        return json.Finish();
    }

    /// <summary>One account of the answer.</summary>
    internal static void Account(JsonText json, AccountReview review, string? name, Language language)
    {
        json.Text("accountid", review.AccountId.ToString("D")).Text("name", name).Text("verdict", review.Verdict.StatusCode);
        json.Text("possible_from", review.Verdict.EarliestDeactivation?.ToString()).Text("message", AccountSentence.Of(review, language));
        json.Array("contracts", array =>
        {
            foreach (var contract in review.Contracts) array.Object(JsonText.Item, item => Contract(item, contract, review.AccountId, language));
        });
    }

    static void Contract(JsonText json, ReviewedContract reviewed, Guid accountId, Language language)
    {
        var contract = reviewed.Contract;
        var evaluation = reviewed.Evaluation;
        json.Text("contractid", contract.Id.ToString("D")).Text("table", contract.Table).Text("source", contract.SourceName).Text("number", contract.Number).Text("account", contract.AccountName);
        json.Text("message", ContractSentence.Of(reviewed, accountId, language));
        var explanation = evaluation.Explain(language);
        json.Array("facts", facts =>
        {
            foreach (var fact in explanation.Facts)
                facts.Object(JsonText.Item, item => item.Text("fact", fact.Name).Text("label", fact.Label).Text("value", fact.Text));
        });
        if (contract.BadValues.Count > 0)
        {
            json.Array("bad_values", values =>
            {
                foreach (var bad in contract.BadValues)
                    values.Object(JsonText.Item, item => item.Text("fact", bad.Fact).Text("table", contract.Table).Text("id", contract.Id.ToString("D")).Text("column", bad.Column).Text("value", bad.Value));
            });
        }

        json.Object("results", results =>
        {
            foreach (var output in ContractOutput.All) results.Text(output, evaluation.Output(output));
        });
        json.Array("rules", rules =>
        {
            foreach (var rule in explanation.Rules) rules.Object(JsonText.Item, item => Rule(item, rule));
        });
        json.Array("steps", steps =>
        {
            foreach (var step in explanation.Steps)
                steps.Object(JsonText.Item, item => item.Text("output", step.Output).Text("value", step.Value).Text("text", step.Text));
        });
    }

    static void Rule(JsonText json, NoticeRule rule)
    {
        json.Text("rule_id", rule.Id).Number("version", rule.Version).Text("legal_source", rule.LegalSource);
        json.Text("valid_from", rule.ValidFrom?.ToString()).Text("valid_to", rule.ValidTo?.ToString());
    }
}
