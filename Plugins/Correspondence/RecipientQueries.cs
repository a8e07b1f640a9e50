using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Reads the people of a letter: who gets it, who signs, who answers.</summary>
static class RecipientQueries
{
    internal const string Contact = "contact";
    internal const string User = "systemuser";

    static readonly ColumnSet ContactColumns = new(
        "firstname", "lastname", "salutation", "gendercode", "emailaddress1", "telephone1", "mobilephone", "address1_line1", "address1_postofficebox", "address1_city", "donotemail",
        "donotbulkemail", "donotpostalmail", "donotphone", "preferredcontactmethodcode", "parentcustomerid", "statecode",
        ContactRow.Columns.Language, ContactRow.Columns.Address, ContactRow.Columns.Formality);

    /// <summary>A contact that the caller may read; null: there is none for this caller. Requests: 1.</summary>
    internal static Recipient? Read(IOrganizationService service, Guid id)
    {
        var query = new QueryExpression(Contact) { ColumnSet = ContactColumns, TopCount = 1 };
        query.Criteria.AddCondition("contactid", ConditionOperator.Equal, id);
        return service.RetrieveMultiple(query).Entities.Select(Of).FirstOrDefault();
    }

    /// <summary>Other active contacts of the customer who can be written to, by name, at most three. Requests: 1.</summary>
    internal static IReadOnlyList<string> OthersToWriteTo(IOrganizationService service, Guid accountId, Guid except)
    {
        const int Most = 3;
        var query = new QueryExpression(Contact) { ColumnSet = ContactColumns, TopCount = 50 };
        query.Criteria.AddCondition("parentcustomerid", ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition("contactid", ConditionOperator.NotEqual, except);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("lastname", OrderType.Ascending);
        query.AddOrder("contactid", OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(Of).Where(static one => !one.RefusesEmail || !one.RefusesPost).Select(static one => one.FullName).Take(Most)];
    }

    /// <summary>Users that are not disabled, by id. Requests: 1; none for no ids.</summary>
    internal static IReadOnlyDictionary<Guid, LetterPerson> Users(IOrganizationService service, IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count == 0) return new Dictionary<Guid, LetterPerson>();

        var query = new QueryExpression(User) { ColumnSet = new ColumnSet("fullname", "jobtitle", "internalemailaddress", "address1_telephone1") };
        query.Criteria.AddCondition(new ConditionExpression("systemuserid", ConditionOperator.In, ids.Distinct().Cast<object>().ToArray()));
        query.Criteria.AddCondition("isdisabled", ConditionOperator.Equal, false);
        return service.RetrieveMultiple(query).Entities.ToDictionary(static row => row.Id, static row => new LetterPerson(
            Text(row, "fullname") ?? "", Text(row, "jobtitle"), Text(row, "internalemailaddress"), Text(row, "address1_telephone1")));
    }

    /// <summary>Those of the contacts who do not want to be reached in this way, by name. Requests: 1; none for no contacts.</summary>
    internal static IReadOnlyList<string> Refusing(IOrganizationService service, IReadOnlyCollection<EntityReference> contacts, string activityTable)
    {
        if (contacts.Count == 0) return [];

        var query = new QueryExpression(Contact) { ColumnSet = new ColumnSet("fullname") };
        query.Criteria.AddCondition(new ConditionExpression("contactid", ConditionOperator.In, contacts.Select(static contact => (object)contact.Id).ToArray()));
        query.Criteria.AddCondition(activityTable switch { LetterActivity.Email => "donotemail", LetterActivity.Call => "donotphone", _ => "donotpostalmail" }, ConditionOperator.Equal, true);
        query.AddOrder("fullname", OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => Text(row, "fullname") ?? "?")];
    }

    static Recipient Of(Entity row)
    {
        var contact = new ContactRow(row);
        return new Recipient
        {
            Id = row.Id,
            AccountId = row.GetAttributeValue<EntityReference?>("parentcustomerid") is { LogicalName: AccountRow.Table } company ? company.Id : null,
            FirstName = Text(row, "firstname"),
            LastName = Text(row, "lastname"),
            Title = Text(row, "salutation"),
            IsFemale = row.GetAttributeValue<OptionSetValue?>("gendercode")?.Value switch { 1 => false, 2 => true, _ => null },
            Email = Text(row, "emailaddress1"),
            Phone = Text(row, "telephone1") ?? Text(row, "mobilephone"),
            HasPostalAddress = (Text(row, "address1_line1") ?? Text(row, "address1_postofficebox")) is not null && Text(row, "address1_city") is not null,
            RefusesEmail = row.GetAttributeValue<bool>("donotemail"),
            RefusesBulkEmail = row.GetAttributeValue<bool>("donotbulkemail"),
            RefusesPost = row.GetAttributeValue<bool>("donotpostalmail"),
            RefusesCalls = row.GetAttributeValue<bool>("donotphone"),
            PreferredMethod = row.GetAttributeValue<OptionSetValue?>("preferredcontactmethodcode")?.Value,
            Language = (LetterLanguage?)contact.Language,
            Address = (LetterAddress?)contact.Address,
            Formality = (LetterFormality?)contact.Formality,
        };
    }

    static string? Text(Entity row, string column) => row.GetAttributeValue<string?>(column)?.Trim() is { Length: > 0 } text ? text : null;
}
