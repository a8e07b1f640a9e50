using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary><c>off_WriteDeletionConcept</c>: the deletion concept (DIN 66398), or the time limits for the record of processing activities (Art. 30(1)(f) GDPR), from the rules in force. Changes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvReadoff_RetentionRule). In: Document (concept, record; blank: concept), Language (de, en; blank: the caller's). Out: Content (HTML), Hash
/// (SHA-256 of it), Rules (Integer: rules in force), Day (String).</para>
/// <para>Requests: 3 (caller's settings, settings, local time), 1 each for rules, record classes and the erasure map.</para>
/// </remarks>
public sealed class WriteDeletionConcept : IPlugin
{
    const string Concept = "concept";
    const string Record = "record";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-9004: no such document or language; OFF-3204: no erasure map; OFF-3001 to OFF-3014: a rule cannot be read.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var language = call.OptionalCode<Language>("Language", static code => code switch { "de" => Language.German, "en" => Language.English, _ => null }, "de, en") ?? call.Language;
        var isRecord = call.OptionalCode<bool>("Document", static code => code switch { Concept => false, Record => true, _ => null }, Concept + ", " + Record) ?? false;
        var day = call.DayOfJobs();
        var rules = DeletionRules.InForce(RetentionRuleQueries.All(call.AsSystem, call.Language), day);
        var map = ErasureMapQueries.Read(call.AsSystem);
        if (!map.Covers(ContactRow.Table)) throw Refusal.Of("OFF-3204", call.Language);

        var concept = new DeletionConcept(RuleWording.Read(call.AsSystem, language), language, rules, map, day);
        var content = isRecord ? concept.Record() : concept.Concept();
        call.Return("Content", content);
        call.Return("Hash", Digest.Of(content));
        call.Return("Rules", rules.Count);
        call.Return("Day", day.ToString());
    }
}
