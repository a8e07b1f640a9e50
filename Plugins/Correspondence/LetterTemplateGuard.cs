using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A template or a word list entry that would fail in a letter is refused when it is saved; and each gets its key.</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 1: Create and Update of off_lettertemplate and off_toneword, Update with a pre-image "before".</para>
/// <para>Requests: none; 1 (caller's settings) on refusal.</para>
/// </remarks>
public sealed class LetterTemplateGuard : IPlugin
{
    const int LeastWord = 2;
    const int MostWord = 200;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4001, OFF-4002: the template; OFF-4003: the word.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = Merged(call);
        if (call.Target.LogicalName == ToneWordRow.Table) CheckWord(call, new ToneWordRow(row));
        else CheckTemplate(call, new LetterTemplateRow(row));
    }

    static void CheckTemplate(PluginCall call, LetterTemplateRow template)
    {
        TemplateText.RefuseDefects(template.Name ?? "?", template.Subject ?? "", template.Body ?? "", call.Language);
        if (TemplateChoice.VariantOf(template) is { } variant) call.Target[LetterTemplateRow.Columns.TemplateKey] = variant.Key + "|" + (template.Version ?? 1);
    }

    static void CheckWord(PluginCall call, ToneWordRow word)
    {
        var phrase = (word.Name ?? "").Trim();
        var star = phrase.IndexOf('*');
        if (phrase.Length < LeastWord || phrase.Length > MostWord || (star >= 0 && star < phrase.Length - 1)) throw Refusal.Of("OFF-4003", call.Language, "word", call.Language.Quote(phrase));
        if (word.Language is { } language) call.Target[ToneWordRow.Columns.WordKey] = language.ToCode() + "|" + phrase.ToLowerInvariant();
    }

    static Entity Merged(PluginCall call)
    {
        var row = new Entity(call.Target.LogicalName, call.Target.Id);
        if (call.Context.PreEntityImages.TryGetValue("before", out var before))
            foreach (var value in before.Attributes) row[value.Key] = value.Value;
        foreach (var value in call.Target.Attributes) row[value.Key] = value.Value;
        return row;
    }
}
