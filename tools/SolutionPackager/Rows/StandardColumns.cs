using System;
using System.Collections.Generic;
using System.Linq;

namespace SolutionPackager.Rows;

/// <summary>The columns of Dataverse's own that the product uses. The solution does not describe them, so they are listed here.</summary>
/// <remarks>Source: Microsoft, Dataverse table reference (account, task).</remarks>
static class StandardColumns
{
    /// <summary>System columns that row classes of our own tables show, besides the columns of the solution.</summary>
    internal static readonly IReadOnlySet<string> OfOwnTables =
        new HashSet<string>(StringComparer.Ordinal) { "createdon", "modifiedon", "ownerid", "statecode", "statuscode", "transactioncurrencyid" };

    /// <summary>Standard tables by logical name.</summary>
    internal static readonly IReadOnlyDictionary<string, RowTable> All = new[]
    {
        new RowTable("Account", "Account", "Firma", "A business with which the organization deals: customer, prospect, partner.",
        [
            Column("AccountNumber", RowColumnKind.Text, "Account Number", "Number by which the organization knows the account."),
            Column("CustomerTypeCode", RowColumnKind.Choice, "Relationship Type", "What the account is to the organization.",
                "1=Competitor|2=Consultant|3=Customer|4=Investor|5=Partner|6=Influencer|7=Press|8=Prospect|9=Reseller|10=Supplier|11=Vendor|12=Other"),
            Column("Name", RowColumnKind.Text, "Account Name", "Name of the business."),
            Column("OwnerId", RowColumnKind.Lookup, "Owner", "User or team that owns the account."),
            Column("ParentAccountId", RowColumnKind.Lookup, "Parent Account", "Account of the parent company."),
            Column("statecode", RowColumnKind.Choice, "Status", "Whether the account is active.", "0=Active|1=Inactive"),
            Column("statuscode", RowColumnKind.Choice, "Status Reason", "Reason for the status.", "1=Active|2=Inactive"),
        ]),
        new RowTable("Task", "Task", "Aufgabe", "Work that a person has to do.",
        [
            Column("Description", RowColumnKind.Text, "Description", "What is to be done, in full."),
            Column("OwnerId", RowColumnKind.Lookup, "Owner", "User or team that has to do the work."),
            Column("RegardingObjectId", RowColumnKind.Lookup, "Regarding", "Row that the task is about."),
            Column("ScheduledEnd", RowColumnKind.Instant, "Due Date", "When the task is due, in UTC."),
            Column("statecode", RowColumnKind.Choice, "Activity Status", "Whether the task is open.", "0=Open|1=Completed|2=Canceled"),
            Column("statuscode", RowColumnKind.Choice, "Status Reason", "Reason for the status.",
                "2=Not Started|3=In Progress|4=Waiting on someone else|5=Completed|6=Canceled|7=Deferred"),
            Column("Subject", RowColumnKind.Text, "Subject", "What is to be done, in short."),
        ]),
    }.ToDictionary(table => table.LogicalName, StringComparer.Ordinal);

    static RowColumn Column(string schemaName, RowColumnKind kind, string label, string description, string options = "") =>
        new(schemaName, kind, label, string.Empty, description, string.Empty, IsRequired: false, MaxLength: 0,
            [.. options.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(option =>
            {
                var parts = option.Split('=');
                return new RowOption(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), string.Empty, parts[1], string.Empty);
            })]);
}
