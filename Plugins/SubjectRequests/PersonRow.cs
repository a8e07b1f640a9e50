using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>The columns by which a person is known, of a contact, a lead or the account of a sole trader. Columns that a table does not have are null.</summary>
sealed class PersonRow
{
    internal const string Lead = "lead";
    internal const string FirstName = "firstname";
    internal const string LastName = "lastname";
    internal const string BirthDate = "birthdate";

    internal static readonly IReadOnlyList<string> EmailColumns = ["emailaddress1", "emailaddress2", "emailaddress3"];

    internal PersonRow(Entity row)
    {
        Emails = [.. EmailColumns.Select(row.GetAttributeValue<string?>)];
        First = row.GetAttributeValue<string?>(FirstName);
        Last = row.GetAttributeValue<string?>(LastName);
        Born = row.GetAttributeValue<DateTime?>(BirthDate) is { } born ? LocalDate.FromDateTime(born) : null;
    }

    internal IReadOnlyList<string?> Emails { get; }

    internal string? First { get; }

    internal string? Last { get; }

    internal LocalDate? Born { get; }

    /// <summary>The fingerprints under a key.</summary>
    internal IReadOnlyList<Fingerprint> Fingerprints(SuppressionKey key) => key.Of(Emails, First, Last, Born);

    /// <summary>The columns of a table.</summary>
    internal static string[] ColumnsOf(string table) => table switch
    {
        AccountRow.Table => [.. EmailColumns],
        Lead => [.. EmailColumns, FirstName, LastName],
        _ => [.. EmailColumns, FirstName, LastName, BirthDate],
    };

    /// <summary>Reads the row of a contact, lead or account. Requests: 1.</summary>
    internal static PersonRow Read(IOrganizationService service, EntityReference row) => new(service.Retrieve(row.LogicalName, row.Id, new ColumnSet(ColumnsOf(row.LogicalName))));
}
