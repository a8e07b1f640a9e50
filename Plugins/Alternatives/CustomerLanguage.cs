using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Alternatives;

/// <summary>The language in which a customer is served.</summary>
static class CustomerLanguage
{
    /// <summary>That of the contact, else the caller's. Requests: 1 with a contact.</summary>
    internal static Language Of(PluginCall call, EntityReference? contact)
    {
        if (contact is null) return call.Language;

        var query = new QueryExpression(ContactRow.Table) { ColumnSet = new ColumnSet(ContactRow.Columns.Language), TopCount = 1 };
        query.Criteria.AddCondition(ContactRow.Columns.Id, ConditionOperator.Equal, contact.Id);
        var rows = call.AsSystem.RetrieveMultiple(query).Entities;
        return rows.Select(static row => new ContactRow(row).Language).FirstOrDefault() switch
        {
            ContactLanguage.De => Language.German,
            ContactLanguage.En => Language.English,
            _ => call.Language,
        };
    }
}
