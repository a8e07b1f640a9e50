using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>Keeps out of contacts and leads who objected or asked for erasure, until a new consent.</summary>
/// <remarks>
/// <para>Steps: PreOperation (20), synchronous, rank 1, of Create and Update on contact and lead; Update only with e-mail addresses, name or birth date, with a pre-image "before" of these.</para>
/// <para>A row that is there already may keep its values, and may be emptied: only what a write makes new is compared. What the product itself writes, as the erasure does, is not.</para>
/// <para>Requests: none for a row without e-mail address and birth date, and within the product; 1 while nobody is on the list (no key was made); else 2, and 1 more for the language of a refusal.</para>
/// </remarks>
public sealed class SuppressionGuard : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3540: the person is on the do-not-reimport list.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct) return;

        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? image : new Entity(call.Target.LogicalName);
        var after = new Entity(call.Target.LogicalName);
        foreach (var cell in before.Attributes.Concat(call.Target.Attributes)) after[cell.Key] = cell.Value;
        var person = new PersonRow(after);
        if (PersonValues.Emails([.. person.Emails]).Count == 0 && PersonValues.NameAndBirthDate(person.First, person.Last, person.Born) is null) return;

        var list = new SuppressionList(call.AsSystem, call.Context.OrganizationId, Language.English);
        if (list.KeyOrNull() is not { } key) return;

        var present = new PersonRow(before).Fingerprints(key);
        var hits = list.Hits([.. person.Fingerprints(key).Where(one => !present.Contains(one))]);
        if (hits.Count == 0) return;

        var hit = hits[0];
        throw Refusal.Of(
            "OFF-3540",
            call.Language,
            "value",
            Messages.Part(hit.Kind == SuppressionKind.Email ? "OFF-TEXT-SUPPRESSED-EMAIL" : "OFF-TEXT-SUPPRESSED-PERSON", call.Language),
            "since",
            hit.Since is { } day ? call.Language.Text(day) : "?",
            "entry",
            hit.Name ?? "?");
    }
}
