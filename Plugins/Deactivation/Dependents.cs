using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Contacts and subsidiaries of an account that leaves, by the settings off_ContactPolicy and off_SubsidiaryPolicy, whichever way it leaves.</summary>
static class Dependents
{
    /// <summary>Contacts that are deactivated with their account in one transaction: each costs a request, and two minutes are the limit.</summary>
    internal const int MostContacts = 200;

    const string Contact = "contact";

    /// <summary>How many active accounts each of these is the parent of; those without any are absent. Requests: 1 per 5,000 subsidiaries.</summary>
    /// <param name="service">Acts as SYSTEM: whoever may not see a subsidiary must not let its parent go either.</param>
    /// <param name="parents">At most 1,000 at once.</param>
    internal static IReadOnlyDictionary<Guid, int> ActiveSubsidiaries(IOrganizationService service, IReadOnlyCollection<Guid> parents)
    {
        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.ParentAccountId) };
        query.Criteria.AddCondition(new ConditionExpression(AccountRow.Columns.ParentAccountId, ConditionOperator.In, parents.Cast<object>().ToArray()));
        query.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);

        // A subsidiary that leaves in the same request does not hold up its parent.
        var leaving = new HashSet<Guid>(parents);
        return service.AllRows(query).Where(row => !leaving.Contains(row.Id)).GroupBy(static row => new AccountRow(row).ParentAccountId!.Id)
            .ToDictionary(static group => group.Key, static group => group.Count());
    }

    /// <summary>Deactivates the active contacts of the account. Requests: 1, and 1 for each contact.</summary>
    /// <remarks>As SYSTEM: it is the organization's policy, and what becomes of a contact must not depend on who lets the account go.</remarks>
    /// <returns>How many were deactivated.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-1333: there are too many.</exception>
    internal static int DeactivateContacts(PluginCall call, Guid accountId)
    {
        var query = new QueryExpression(Contact) { ColumnSet = new ColumnSet("contactid") };
        query.Criteria.AddCondition("parentcustomerid", ConditionOperator.Equal, accountId);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("contactid", OrderType.Ascending);
        var contacts = call.AsSystem.AllRows(query);
        if (contacts.Count > MostContacts)
            throw Refusal.Of("OFF-1333", call.Language, "count", Text(contacts.Count), "most", Text(MostContacts));

        foreach (var contact in contacts)
            call.AsSystem.Update(new Entity(Contact, contact.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        return contacts.Count;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
