using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary><c>off_FindSubject</c>: the rows that may be about one person, across accounts, each with the reasons why. Decides nothing and changes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action, privilege prvWriteoff_SubjectRequest). In: ContactId (Guid), Email, FirstName, LastName, BirthDate (String); a contact, an e-mail address,
/// or name and birth date. Out: Matches (JSON), Count (Integer), Truncated (Boolean: a table has more rows that fit than the search looks at).</para>
/// <para>Requests: 1 for the language, those of <see cref="SubjectSearch"/>, at most 7.</para>
/// </remarks>
public sealed class FindSubject : IPlugin
{
    const string Master = "masterid";

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3500: no such contact; OFF-3521: nothing to look for; OFF-3522: no e-mail address; OFF-9002: no day.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var search = new SubjectSearch(call.AsSystem, Criteria(call));
        var matches = search.Run();
        call.Return("Matches", Json(matches, call.Language));
        call.Return("Count", matches.Count);
        call.Return("Truncated", search.IsTruncated);
    }

    static SubjectCriteria Criteria(PluginCall call)
    {
        var criteria = new SubjectCriteria { First = call.OptionalText("FirstName"), Last = call.OptionalText("LastName"), Born = call.OptionalDate("BirthDate") };
        if (call.OptionalText("Email") is { } address) criteria.Emails.AddRange(BothForms(PersonValues.Email(address) ?? throw Refusal.Of("OFF-3522", call.Language), address));
        if (call.OptionalValue<Guid>("ContactId") is { } id && id != Guid.Empty) OfContact(call, criteria, id);
        if (criteria.Contact is null && criteria.Emails.Count == 0 && PersonValues.NameAndBirthDate(criteria.First, criteria.Last, criteria.Born) is null)
            throw Refusal.Of("OFF-3521", call.Language);

        return criteria;
    }

    static void OfContact(PluginCall call, SubjectCriteria criteria, Guid id)
    {
        var query = new QueryExpression(ContactRow.Table) { ColumnSet = new ColumnSet([.. PersonRow.ColumnsOf(ContactRow.Table), Master]) };
        query.Criteria.AddCondition(ContactRow.Columns.Id, ConditionOperator.Equal, id);
        var row = call.AsSystem.RetrieveMultiple(query).Entities.FirstOrDefault() ?? throw Refusal.Of("OFF-3500", call.Language, "contact", id.ToString("D"));
        var person = new PersonRow(row);
        criteria.Contact = id;
        criteria.First ??= person.First;
        criteria.Last ??= person.Last;
        criteria.Born ??= person.Born;
        foreach (var address in person.Emails)
            if (PersonValues.Email(address) is { } email) criteria.Emails.AddRange(BothForms(email, address!));

        if (row.GetAttributeValue<EntityReference?>(Master) is { } master) criteria.Merged.Add(master.Id);
    }

    // The database compares what was typed; the search afterwards compares the one form of both.
    static IEnumerable<string> BothForms(string email, string address) => new[] { email, address.Trim() }.Distinct(StringComparer.Ordinal);

    static string Json(IReadOnlyList<SubjectMatch> matches, Language language)
    {
        using var json = new JsonText();
        json.Array("matches", list =>
        {
            foreach (var match in matches)
            {
                list.Object(JsonText.Item, item => item
                    .Text("row", match.Table + "|" + match.Id.ToString("D"))
                    .Text("label", match.Label)
                    .Text("account", match.Account)
                    .YesNo("active", match.IsActive)
                    .Array("reasons", reasons =>
                    {
                        foreach (var reason in match.Reasons) reasons.Object(JsonText.Item, one => one.Text("code", reason.ToCode()).Text("text", reason.Text(language)));
                    }));
            }
        });
        return json.Finish();
    }
}
