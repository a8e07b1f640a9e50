using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins.Timing;

/// <summary>Which contacts can sign in to a portal: those with a user name, an external identity or a web role.</summary>
/// <remarks>
/// Power Pages brings these columns and tables, in either of its data models; none of them need exist. Local sign-in keeps its user name on the contact, other providers have
/// a row for each identity: https://learn.microsoft.com/power-pages/security/authentication/set-authentication-identity. Web roles are given to contacts:
/// https://learn.microsoft.com/power-pages/security/create-web-roles.
/// </remarks>
sealed class PortalContacts
{
    const string Contact = "contact";
    const string ContactId = "contactid";
    const string FullName = "fullname";
    const string UserName = "adx_identity_username";

    static readonly Mark[] Marks =
    [
        new("adx_externalidentity", "adx_contactid"),
        new("adx_webrole_contact", ContactId),
        new("powerpagecomponent_mspp_webrole_contact", ContactId),
    ];

    readonly Mark[] marks;
    readonly bool hasUserNames;

    /// <param name="installed">Read for <see cref="Tables"/> and <see cref="Columns"/>.</param>
    internal PortalContacts(InstalledTables installed)
    {
        marks = [.. Marks.Where(mark => installed.Has(mark.Table))];
        hasUserNames = installed.Has(Contact, UserName);
    }

    internal static string[] Tables => [Contact, .. Marks.Select(static mark => mark.Table)];

    internal static string[] Columns => [UserName];

    /// <summary>Whether anything here tells of access.</summary>
    internal bool IsInstalled => hasUserNames || marks.Length > 0;

    /// <summary>Contacts with access, and one that is wanted anyway; null: nothing is to be asked.</summary>
    /// <remarks>Rows: a contact comes once for each of its identities and roles.</remarks>
    internal QueryExpression? Query(Guid? wanted)
    {
        if (!IsInstalled && wanted is null) return null;

        var query = new QueryExpression(Contact) { ColumnSet = new ColumnSet(FullName) };
        var any = query.Criteria.AddFilter(LogicalOperator.Or);
        if (wanted is { } contact) any.AddCondition(ContactId, ConditionOperator.Equal, contact);
        if (hasUserNames)
        {
            query.ColumnSet.AddColumn(UserName);
            any.AddCondition(UserName, ConditionOperator.NotNull);
        }

        foreach (var mark in marks)
        {
            var link = query.AddLink(mark.Table, ContactId, mark.Column, JoinOperator.LeftOuter);
            link.EntityAlias = mark.Table;
            link.Columns = new ColumnSet(mark.Column);
            any.AddCondition(mark.Table, mark.Column, ConditionOperator.NotNull);
        }

        return query;
    }

    /// <summary>Whether a row of <see cref="Query"/> is that of a contact with access.</summary>
    internal bool HasAccess(Entity row) =>
        !string.IsNullOrEmpty(row.GetAttributeValue<string?>(UserName)) || marks.Any(mark => row.GetAttributeValue<AliasedValue?>(mark.Table + "." + mark.Column)?.Value is not null);

    /// <summary>A table whose rows refer to a contact with access.</summary>
    sealed class Mark(string table, string column)
    {
        internal string Table { get; } = table;

        internal string Column { get; } = column;
    }
}
