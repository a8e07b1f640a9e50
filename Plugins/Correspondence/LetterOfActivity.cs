using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>The letter that an activity holds, with the names that its digest leaves out.</summary>
sealed class LetterOfActivity
{
    const string ContactAlias = "recipient";
    const string AccountAlias = "customer";

    LetterOfActivity(LetterRow letter, Recipient recipient, string account)
    {
        Letter = letter;
        Recipient = recipient;
        Account = account;
    }

    internal LetterRow Letter { get; }

    /// <summary>Id and names only.</summary>
    internal Recipient Recipient { get; }

    /// <summary>Name of the customer.</summary>
    internal string Account { get; }

    /// <summary>The letter of an activity that was not withdrawn; null: the activity is none of ours. Requests: 1.</summary>
    internal static LetterOfActivity? Read(IOrganizationService service, Guid activity)
    {
        var query = new QueryExpression(LetterRow.Table)
        {
            ColumnSet = new ColumnSet(
                LetterRow.Columns.Name, LetterRow.Columns.LetterState, LetterRow.Columns.TextHash, LetterRow.Columns.Kind, LetterRow.Columns.ContactId, LetterRow.Columns.AccountId,
                LetterRow.Columns.CaseId),
            TopCount = 1,
        };
        query.Criteria.AddCondition(LetterRow.Columns.ActivityRowId, ConditionOperator.Equal, activity.ToString("D"));
        query.Criteria.AddCondition(LetterRow.Columns.LetterState, ConditionOperator.NotEqual, (int)LetterLetterState.Withdrawn);
        var contact = query.AddLink(RecipientQueries.Contact, LetterRow.Columns.ContactId, "contactid", JoinOperator.LeftOuter);
        contact.EntityAlias = ContactAlias;
        contact.Columns = new ColumnSet("firstname", "lastname");
        var account = query.AddLink(AccountRow.Table, LetterRow.Columns.AccountId, AccountRow.Columns.Id, JoinOperator.LeftOuter);
        account.EntityAlias = AccountAlias;
        account.Columns = new ColumnSet(AccountRow.Columns.Name);
        return service.RetrieveMultiple(query).Entities.Select(Of).FirstOrDefault();
    }

    static LetterOfActivity Of(Entity row)
    {
        var contact = Joined.Row(row, ContactAlias, RecipientQueries.Contact);
        var letter = new LetterRow(row);
        var recipient = new Recipient { Id = letter.ContactId?.Id ?? Guid.Empty, FirstName = contact.GetAttributeValue<string?>("firstname")?.Trim(), LastName = contact.GetAttributeValue<string?>("lastname")?.Trim() };
        return new LetterOfActivity(letter, recipient, Joined.Row(row, AccountAlias, AccountRow.Table).GetAttributeValue<string?>(AccountRow.Columns.Name) ?? "");
    }
}
