using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>What must be so before a case lets its account go, and what goes with the account.</summary>
static class Completion
{
    /// <summary>Contacts that are deactivated with their account in one transaction: each costs a request, and two minutes are the limit.</summary>
    internal const int MostContacts = 200;

    const int ItemsNamed = 5;
    const string Contact = "contact";

    /// <exception cref="InvalidPluginExecutionException">OFF-1331: mandatory items of the plan are open.</exception>
    internal static void RefuseOpenItems(PluginCall call, CaseOnFile onFile, IReadOnlyList<PlanItem> items)
    {
        var open = items.Where(static item => item.IsMandatory).OrderBy(static item => item.DueOn).ToList();
        if (open.Count == 0) return;

        var named = string.Join(", ", open.Take(ItemsNamed).Select(item => call.Language.Quote(item.Name)));
        var more = open.Count > ItemsNamed ? " " + Messages.Part("OFF-TEXT-MORE", call.Language, "count", Text(open.Count - ItemsNamed)) : "";
        throw Refusal.Of("OFF-1331", call.Language, "case", onFile.Number, "count", Text(open.Count), "items", named + more);
    }

    /// <summary>Setting off_SubsidiaryPolicy. Requests: 1 if it is refuse, else none. As SYSTEM: whoever may not see a subsidiary must not let its parent go either.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-1332: subsidiaries are active.</exception>
    internal static void RefuseActiveSubsidiaries(PluginCall call, CaseOnFile onFile)
    {
        if (call.Settings.Subsidiaries != SubsidiaryPolicy.Refuse) return;

        var query = new QueryExpression(AccountRow.Table) { ColumnSet = new ColumnSet(AccountRow.Columns.Id) };
        query.Criteria.AddCondition(AccountRow.Columns.ParentAccountId, ConditionOperator.Equal, onFile.Account.Id);
        query.Criteria.AddCondition(AccountRow.Columns.State, ConditionOperator.Equal, (int)AccountState.Active);
        query.AddOrder(AccountRow.Columns.Id, OrderType.Ascending);
        var count = call.AsSystem.AllRows(query).Count;
        if (count > 0) throw Refusal.Of("OFF-1332", call.Language, "account", call.Language.Quote(onFile.Account.Name ?? "?"), "count", Text(count));
    }

    /// <summary>Setting off_ContactPolicy. Requests: if it is deactivate 1, and 1 for each active contact; else none.</summary>
    /// <returns>How many were deactivated.</returns>
    /// <exception cref="InvalidPluginExecutionException">OFF-1333: there are too many.</exception>
    internal static int DeactivateContacts(PluginCall call, CaseOnFile onFile)
    {
        if (call.Settings.Contacts != ContactPolicy.Deactivate) return 0;

        var query = new QueryExpression(Contact) { ColumnSet = new ColumnSet("contactid") };
        query.Criteria.AddCondition("parentcustomerid", ConditionOperator.Equal, onFile.Account.Id);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        query.AddOrder("contactid", OrderType.Ascending);
        IReadOnlyList<Entity> contacts = call.AsCaller.AllRows(query);
        if (contacts.Count > MostContacts) throw Refusal.Of("OFF-1333", call.Language, "count", Text(contacts.Count), "most", Text(MostContacts));

        foreach (var contact in contacts)
            call.AsCaller.Update(new Entity(Contact, contact.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        return contacts.Count;
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
