using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboard.Import;

namespace Offboard.Local;

/// <summary>Writes customers and contracts as an import does: rows are taken as they are, contradictions included.</summary>
/// <remarks>
/// Left out, a contradictory contract would be seen by nobody; in the table, the verdict says what is wrong. The request parameter <c>tag</c> says that
/// this is an import. https://learn.microsoft.com/power-apps/developer/data-platform/optional-parameters
/// </remarks>
internal sealed class Loader(IOrganizationService administrator)
{
    /// <summary>Creates the accounts; returns their ids by account number.</summary>
    /// <param name="accounts">Parents may come before or after their subsidiaries.</param>
    /// <param name="owner">User who owns them.</param>
    /// <param name="cancellation">Ends between two rows.</param>
    public IReadOnlyDictionary<string, Guid> Accounts(IReadOnlyList<AccountLine> accounts, Guid owner, CancellationToken cancellation)
    {
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = new Entity("account", IdOf("account", account.Number))
            {
                ["name"] = account.Name,
                ["accountnumber"] = account.Number,
                ["ownerid"] = new EntityReference("systemuser", owner),
            };
            foreach (var (column, text) in account.Details) row[column] = text;
            ids[account.Number] = Create(row);
        }

        foreach (var account in accounts)
        {
            if (account.Parent is not { } parent) continue;
            administrator.Update(new Entity("account", ids[account.Number]) { ["parentaccountid"] = new EntityReference("account", ids[parent]) });
        }

        return ids;
    }

    /// <summary>Creates one contract and returns its id.</summary>
    /// <param name="number">Contract number.</param>
    /// <param name="account">The account that has it.</param>
    /// <param name="values">Facts by logical name of their column.</param>
    /// <param name="unreadable">Facts that no column can hold, as <c>fact=text</c>.</param>
    /// <param name="owner">User who owns it; null: the administrator.</param>
    public Guid Contract(string number, Guid account, IReadOnlyDictionary<string, object> values, IReadOnlyList<string> unreadable, Guid? owner)
    {
        var row = new Entity("off_contract", IdOf("off_contract", number))
        {
            ["off_name"] = number,
            ["off_accountid"] = new EntityReference("account", account),
        };
        if (owner is { } user) row["ownerid"] = new EntityReference("systemuser", user);
        if (unreadable.Count > 0) row["off_unreadable"] = string.Join('\n', unreadable);
        foreach (var (column, value) in values) row[column] = value;
        return Create(row);
    }

    const string ImportTag = "off_import";

    Guid Create(Entity row)
    {
        var request = new CreateRequest { Target = row };
        request.Parameters["tag"] = ImportTag;
        return ((CreateResponse)administrator.Execute(request)).id;
    }

    // The same file gives the same ids, so that two runs can be compared.
    static Guid IdOf(string table, string number) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{table}:{number}")).AsSpan(0, 16));
}
