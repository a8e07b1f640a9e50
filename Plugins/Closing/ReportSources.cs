using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Preparation;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Closing;

/// <summary>All rows that a closing report tells of.</summary>
sealed class ReportSources
{
    /// <summary>Orders, invoices, contracts and activities that a report lists.</summary>
    internal const int MostRows = 500;

    internal required CaseOnFile Case { get; init; }

    internal required CaseDossier Dossier { get; init; }

    internal required AccountHistory History { get; init; }

    /// <summary>Contracts of the account, whether they still run or not, by number.</summary>
    internal required IReadOnlyList<ContractRow> Contracts { get; init; }

    /// <summary>Completed activities about the case, first day first.</summary>
    internal required IReadOnlyList<Entity> Activities { get; init; }

    /// <summary>Reads what is not at hand yet. Requests: 4 (installed tables, history, contracts, activities).</summary>
    internal static ReportSources Read(PluginCall call, CaseOnFile onFile, CaseDossier dossier)
    {
        var service = call.AsSystem;
        var installed = InstalledTables.Among(service, InstalledTables.Order, InstalledTables.Invoice, InstalledTables.Opportunity, InstalledTables.Incident);
        return new ReportSources
        {
            Case = onFile,
            Dossier = dossier,
            History = AccountHistory.Read(service, onFile.Account.Id, installed, call.Now, MostRows),
            Contracts = ReadContracts(service, onFile.Account.Id),
            Activities = ReadActivities(service, onFile.Row.Id),
        };
    }

    static IReadOnlyList<ContractRow> ReadContracts(IOrganizationService service, Guid accountId)
    {
        var query = new QueryExpression(ContractRow.Table)
        {
            ColumnSet = new ColumnSet(ContractRow.Columns.Name, ContractRow.Columns.Start, ContractRow.Columns.AgreedEnd, ContractRow.Columns.TargetEnd, ContractRow.Columns.EarliestEnd, ContractRow.Columns.State),
            TopCount = MostRows,
        };
        query.Criteria.AddCondition(ContractRow.Columns.AccountId, ConditionOperator.Equal, accountId);
        query.AddOrder(ContractRow.Columns.Name, OrderType.Ascending);
        query.AddOrder(ContractRow.Columns.Id, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new ContractRow(row))];
    }

    static IReadOnlyList<Entity> ReadActivities(IOrganizationService service, Guid caseId)
    {
        const int Completed = 1;
        var query = new QueryExpression("activitypointer") { ColumnSet = new ColumnSet("subject", "activitytypecode", "actualend"), TopCount = MostRows };
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.Equal, caseId);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, Completed);
        query.AddOrder("actualend", OrderType.Ascending);
        query.AddOrder("subject", OrderType.Ascending);
        query.AddOrder("activityid", OrderType.Ascending);
        return service.RetrieveMultiple(query).Entities;
    }
}
