using System;
using System.Collections.Generic;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>Runs steps of workflows on cases, as the administrator's real-time workflow.</summary>
internal sealed class StepsOnCases(SolutionEnvironment world)
{
    /// <summary>An account with a contract that ends on 31 December 2027 at the earliest.</summary>
    public Guid ObligedAccount()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        return account;
    }

    public IReadOnlyDictionary<string, object?> Run(string activity, Dictionary<string, object?> inputs, EntityReference row) =>
        world.Local.RunActivity(activity, inputs, new WorkflowStep { Row = row });

    /// <summary>A case whose decision was taken, as if it had been announced.</summary>
    public EntityReference Announced(Guid account, string way = "own_notice")
    {
        var started = world.Administrator.Execute(new OrganizationRequest("off_StartOffboarding") { ["AccountId"] = account, ["Way"] = way, ["PlaybookCode"] = "none" });
        var id = (Guid)started["CaseId"];
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { StatusReason = OffboardingCaseStatusReason.Announce }.Entity);
        return new EntityReference(OffboardingCaseRow.Table, id);
    }

    /// <summary>An open case without plan, as an import of running cases leaves it.</summary>
    public EntityReference Unplanned(Guid account) => new(OffboardingCaseRow.Table, world.CreatePastTheProduct(new OffboardingCaseRow
    {
        AccountId = new EntityReference(AccountRow.Table, account),
        OpenKey = account.ToString("D"),
        Way = OffboardingCaseWay.OwnNotice,
        StatusReason = OffboardingCaseStatusReason.Prepare,
        PlannedEnd = new LocalDate(2027, 12, 31),
    }.Entity));

    public OffboardingCaseRow Case(Guid id) => new(world.Administrator.Retrieve(OffboardingCaseRow.Table, id, new ColumnSet(
        OffboardingCaseRow.Columns.AccountId,
        OffboardingCaseRow.Columns.Way,
        OffboardingCaseRow.Columns.Explanation,
        OffboardingCaseRow.Columns.WantedEnd,
        OffboardingCaseRow.Columns.PlannedEnd,
        OffboardingCaseRow.Columns.NoticeReceivedOn,
        OffboardingCaseRow.Columns.NoticeForm,
        OffboardingCaseRow.Columns.State,
        OffboardingCaseRow.Columns.StatusReason)));
}
