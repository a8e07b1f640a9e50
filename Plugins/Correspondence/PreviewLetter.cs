using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary><c>off_PreviewLetter</c>: how a template reads with sample data, or what is wrong with it. Needs no case and writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_PreviewLetter (global action). In: Kind, Language, Address, Formality for a template on file, or TemplateId; Subject and Body for a text
/// that is not saved yet, which take the place of those on file. Out: Subject, Text, Html (a whole document), Defects, Report.</para>
/// <para>Requests: 3 (caller's settings, local time and settings for the day), and 1 for the template; the template none if both texts are given.</para>
/// </remarks>
public sealed class PreviewLetter : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4010: no such variant; OFF-4070: no such template; OFF-9001, OFF-9004: parameters.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var template = TemplateOf(call);
        var variant = TemplateChoice.VariantOf(template) ?? throw Refusal.Of("OFF-4070", call.Language);
        var subject = call.OptionalText("Subject") ?? template.Subject ?? "";
        var body = call.OptionalText("Body") ?? template.Body ?? "";
        var defects = TemplateText.Defects(subject, body, call.Language);
        call.Return("Defects", string.Join("\n", defects));
        if (defects.Count > 0)
        {
            call.Return("Report", Messages.Format("OFF-4001", call.Language, "template", call.Language.Quote(template.Name ?? variant.Key), "defects", string.Join("; ", defects), "fields", string.Join(", ", LetterFields.Vocabulary.Fields)));
            return;
        }

        var preview = SampleLetter.Render(variant, subject, body, call.Today);
        call.Return("Subject", preview.Subject);
        call.Return("Text", preview.Text);
        call.Return("Html", preview.Html);
        call.Return("Report", Messages.Part("OFF-TEXT-LETTER-VALID", call.Language));
    }

    static LetterTemplateRow TemplateOf(PluginCall call)
    {
        if (call.OptionalValue<Guid>("TemplateId") is { } id && id != Guid.Empty)
        {
            var query = new QueryExpression(LetterTemplateRow.Table)
            {
                ColumnSet = new ColumnSet(
                    LetterTemplateRow.Columns.Name, LetterTemplateRow.Columns.Kind, LetterTemplateRow.Columns.Language, LetterTemplateRow.Columns.Address, LetterTemplateRow.Columns.Formality,
                    LetterTemplateRow.Columns.Subject, LetterTemplateRow.Columns.Body),
                TopCount = 1,
            };
            query.Criteria.AddCondition(LetterTemplateRow.Columns.Id, ConditionOperator.Equal, id);
            return call.AsCaller.RetrieveMultiple(query).Entities.Select(static row => new LetterTemplateRow(row)).FirstOrDefault() ?? throw Refusal.Of("OFF-4070", call.Language);
        }

        call.RequiredText("Kind");
        var variant = new LetterVariant(
            call.OptionalCode("Kind", LetterKindCodes.FromCode, DraftLetter.Kinds)!.Value,
            call.OptionalCode("Language", LetterLanguageCodes.FromCode, "de, en") ?? (call.Language == Language.German ? LetterLanguage.De : LetterLanguage.En),
            call.OptionalCode("Address", LetterAddressCodes.FromCode, "sie, du") ?? LetterAddress.Sie,
            call.OptionalCode("Formality", LetterFormalityCodes.FromCode, "formal, informal") ?? LetterFormality.Formal);
        if (call.OptionalText("Subject") is not null && call.OptionalText("Body") is not null)
        {
            return new LetterTemplateRow
            {
                Name = VariantText.Of(variant, call.Language),
                Kind = (LetterTemplateKind)variant.Kind,
                Language = (LetterTemplateLanguage)variant.Language,
                Address = (LetterTemplateAddress)variant.Address,
                Formality = (LetterTemplateFormality)variant.Formality,
            };
        }

        return LetterDraft.Template(call, variant);
    }
}
