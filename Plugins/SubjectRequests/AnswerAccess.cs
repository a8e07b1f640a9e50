using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary><c>off_AnswerAccess</c>: the data of a person for the answer to a request for access (Art. 15) or portability (Art. 20 GDPR), a part in each call. Stores nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (bound to off_subjectrequest, privilege prvWriteoff_SubjectRequest). In: Format (html or json for access, json or csv for portability), Language (de, en;
/// the caller's), Token (blank: from the beginning). Out: Content, MediaType, FileName, More, Token, Processed (rows of the part), Rows (all rows), Part, Parts, FreeTexts (values in which something about others may stand).</para>
/// <para>Requests: 1 for the request, those of <see cref="PersonData"/>, 1 for record classes, 1 or 2 for recipients, 1 for labels, 1 for each table of the part.</para>
/// </remarks>
public sealed class AnswerAccess : IPlugin
{
    const string Html = "html";
    const string Json = "json";
    const string Csv = "csv";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-3511: the identity is not confirmed; OFF-3515: nobody knows whose data; OFF-3516: another kind of request; OFF-3523: it belongs to another request; OFF-3524: rows changed between two parts;
    /// OFF-5003: no token of this operation; OFF-9004: no such format or language.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var request = RequestQueries.Of(call.AsSystem, call.Required<EntityReference>("Target").Id);
        var number = request.Name ?? RequestQueries.KeyOf(request.Id);
        if (request.Kind is not (SubjectRequestKind.Access or SubjectRequestKind.Portability)) throw Refusal.Of("OFF-3516", call.Language, "request", number, "kind", request.Kind?.ToCode() ?? "");

        var isPortability = request.Kind == SubjectRequestKind.Portability;
        var format = Format(call, isPortability);
        var language = call.OptionalCode<Language>("Language", static code => code switch { "de" => Language.German, "en" => Language.English, _ => null }, "de, en") ?? call.Language;
        AnswerRequest.DemandAnswerable(call, request);
        var person = new PersonData(call, request);
        if (!person.IsKnown) throw Refusal.Of("OFF-3515", call.Language, "request", number);

        var parts = new AnswerParts([.. person.Rows.Where(row => person.Schedules.Catalog.Find(row.Table) is { } table && PersonalColumns.Of(person.Schedules.Map, table, isPortability).Count > 0)]).At(call.OptionalText("Token"), call);
        var rows = new RowValues(call.AsSystem, person.Schedules.Map, person.Schedules.Catalog, language).Read(parts.Rows, isPortability);
        var classes = person.Rows.Select(static row => row.RecordClass).Distinct(StringComparer.Ordinal).OrderBy(static code => code, StringComparer.Ordinal).ToList();
        var frame = new AnswerFrame
        {
            Request = number,
            Day = person.Schedules.Today,
            Wording = RuleWording.Read(call.AsSystem, language),
            Classes = classes,
            Rules = DeletionRules.InForce(person.Schedules.Rules, person.Schedules.Today),
            Recipients = Recipients.Of(call.AsSystem, person.Contacts, request.AccountId?.Id),
            Parts = parts,
        };
        call.Return("Content", format switch { Html => AccessDocument.Html(frame, rows, language), Csv => AnswerJson.Csv(rows), _ => AnswerJson.Json(frame, rows, isPortability) });
        call.Return("MediaType", format switch { Html => "text/html", Csv => "text/csv", _ => "application/json" });
        call.Return("FileName", number + (parts.Count > 1 ? "-" + parts.Number.ToString("000", System.Globalization.CultureInfo.InvariantCulture) : "") + "." + format);
        call.Return("More", parts.Next is not null);
        call.Return("Token", parts.Next);
        call.Return("Processed", parts.Rows.Count);
        call.Return("Rows", person.Rows.Count);
        call.Return("Part", parts.Number);
        call.Return("Parts", parts.Count);
        call.Return("FreeTexts", rows.Sum(static row => row.Values.Count(static value => value.IsFreeText)));
    }

    static string Format(PluginCall call, bool isPortability)
    {
        var allowed = isPortability ? new[] { Json, Csv } : [Html, Json];
        var format = call.OptionalText("Format") ?? allowed[0];
        return allowed.Contains(format, StringComparer.Ordinal) ? format : throw Refusal.Of("OFF-9004", call.Language, "parameter", "Format", "value", format, "expected", string.Join(", ", allowed));
    }
}
