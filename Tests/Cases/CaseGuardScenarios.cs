using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>What the product decided on a case is not written by hand, through whichever message.</summary>
public class CaseGuardScenarios(SharedSolution solution) : IClassFixture<SharedSolution>
{
    readonly CaseWorld cases = new(solution.World);
    readonly SolutionEnvironment world = solution.World;

    public static TheoryData<string, string> ColumnsByMessage
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (var column in ColumnsOfCase)
                foreach (var message in (string[])["Update", "UpdateMultiple", "Upsert", "ExecuteTransaction", "Administrator"]) cells.Add(column, message);
            return cells;
        }
    }

    public static TheoryData<string> ColumnsOfPlanItem => [.. PlanItemValues(Guid.Empty).Keys];

    static IEnumerable<string> ColumnsOfCase => CaseValues(Guid.Empty).Keys;

    [Theory, MemberData(nameof(ColumnsByMessage))]
    public void R16_a_column_that_the_product_decides_is_written_by_its_operation_only(string column, string message)
    {
        var (id, _) = Case();
        var change = new Entity(OffboardingCaseRow.Table, id) { [column] = CaseValues(world.AddAccount("Fabrikam AG"))[column] };

        var refusal = cases.RefusalOf(message == "Administrator" ? world.Administrator : cases.Rep, Writing(message, change));

        Assert.StartsWith($"Column {column} of an offboarding case is written by the product only; nothing was changed. Next: leave the column out and use off_", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1360]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refusal_names_column_and_operation_in_German()
    {
        var (id, _) = Case();
        var change = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { ApprovedOn = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc) };

        var refusal = cases.RefusalOf(world.GermanRep, new UpdateRequest { Target = change.Entity });

        Assert.Equal(
            "Die Spalte off_approvedon eines Offboarding-Falls schreibt nur das Produkt; es wurde nichts geändert. "
            + "Nächster Schritt: die Spalte weglassen und off_ApproveOffboarding verwenden. [OFF-1360]",
            refusal);
    }

    [Theory]
    [InlineData(SetStateEvents.SetState)]
    [InlineData(SetStateEvents.SetStateAndUpdate)]
    [InlineData(SetStateEvents.Update)]
    public void A_case_is_neither_closed_nor_reopened_by_hand_however_the_platform_raises_SetState(SetStateEvents reading)
    {
        using var read = new SolutionEnvironment(new EnvironmentOptions { SetStateRaises = reading });
        var own = new CaseWorld(read);
        var open = own.Start(read.AddAccount("Contoso GmbH"));
        var closed = own.Start(read.AddAccount("Fabrikam AG"));
        own.Rep.Execute(CaseWorld.On(closed, "off_CancelOffboarding", ("Reason", "They pay again.")));

        foreach (var name in (string[])["SetState", "SetStateDynamicEntity"])
        {
            Assert.EndsWith("[OFF-1360]", own.RefusalOf(own.Rep, SetState(name, open, 1, (int)OffboardingCaseStatusReason.Completed)), StringComparison.Ordinal);
            Assert.EndsWith("[OFF-1360]", own.RefusalOf(read.Administrator, SetState(name, closed, 0, (int)OffboardingCaseStatusReason.Announce)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Create")]
    [InlineData("CreateMultiple")]
    [InlineData("Upsert")]
    public void A_case_is_not_created_by_hand_with_or_without_such_columns(string message)
    {
        var account = world.AddAccount("Contoso GmbH");
        var plain = new OffboardingCaseRow { AccountId = new EntityReference(AccountRow.Table, account) };
        var approved = new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account),
            OpenKey = account.ToString("D"),
            StatusReason = OffboardingCaseStatusReason.Announce,
            ApprovedById = new EntityReference("systemuser", world.Local.AdministratorId),
        };

        foreach (var row in (Entity[])[plain.Entity, approved.Entity])
            Assert.EndsWith("[OFF-1361]", cases.RefusalOf(cases.Rep, Creating(message, row)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_decides_on_a_case_stays_open_to_the_person()
    {
        var (id, _) = Case();

        cases.Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id))
        {
            Explanation = "The service has cost us more than it earned for three years.", Situation = "They depend on us.", AccountValue = 1000m, ProFocus = 3, CompleteAutomatically = true,
        }.Entity);

        Assert.Equal(1000m, cases.Case(id).AccountValue);
    }

    [Fact]
    public void Values_that_are_there_already_may_be_sent_again_as_imports_do()
    {
        var (id, _) = Case();
        var row = cases.Case(id);

        cases.Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id))
        {
            StatusReason = row.StatusReason, AccountId = row.AccountId, OpenKey = row.OpenKey, PlannedEnd = row.PlannedEnd, Verdict = row.Verdict, PlaybookId = row.PlaybookId,
            Situation = "Imported again.",
        }.Entity);

        Assert.Equal("Imported again.", cases.Case(id).Situation);
    }

    [Theory, MemberData(nameof(ColumnsOfPlanItem))]
    public void R16_what_ties_a_plan_item_to_its_plan_is_not_written_by_hand(string column)
    {
        var (id, other) = (Case().Id, Case().Id);
        var item = cases.Items(id).First(one => one.Mandatory == true);
        var change = new Entity(PlanItemRow.Table, item.Id) { [column] = PlanItemValues(other)[column] };

        foreach (var message in (string[])["Update", "UpdateMultiple", "Upsert"])
            Assert.StartsWith($"Column {column} of a plan item follows from its playbook and its activity", cases.RefusalOf(cases.Rep, Writing(message, change)), StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1362]", cases.RefusalOf(world.GermanRep, new UpdateRequest { Target = change }), StringComparison.Ordinal);
        Assert.EndsWith(
            "[OFF-1364]",
            cases.RefusalOf(cases.Rep, new CreateRequest { Target = new PlanItemRow { Name = "More", CaseId = new EntityReference(OffboardingCaseRow.Table, id), TemplateCode = "MORE" }.Entity }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void R10_a_decision_is_evidence_that_nobody_writes_changes_or_deletes()
    {
        var (id, _) = Case();
        var decision = Assert.Single(cases.Decisions(id));
        var change = new CaseDecisionRow(new Entity(CaseDecisionRow.Table, decision.Id)) { Facts = "{}" }.Entity;
        var forged = new CaseDecisionRow { Name = "announce", CaseId = new EntityReference(OffboardingCaseRow.Table, id), Kind = CaseDecisionKind.Announce }.Entity;

        OrganizationRequest[] attempts =
        [
            Writing("Update", change), Writing("UpdateMultiple", change), Writing("Upsert", change), Creating("Create", forged), Creating("CreateMultiple", forged),
            new DeleteRequest { Target = new EntityReference(CaseDecisionRow.Table, decision.Id) },
            new SetStateRequest { EntityMoniker = new EntityReference(CaseDecisionRow.Table, decision.Id), State = new OptionSetValue(1), Status = new OptionSetValue(2) },
            new DeleteRequest { Target = new EntityReference(OffboardingCaseRow.Table, id) },
        ];

        Assert.All(attempts, attempt => Assert.EndsWith("[OFF-1363]", cases.RefusalOf(world.Administrator, attempt), StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_costs_one_request()
    {
        var (id, _) = Case();
        world.Local.Requests.Clear();

        cases.RefusalOf(cases.Rep, new UpdateRequest { Target = new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { OpenKey = "free" }.Entity });

        Assert.Single(world.Local.Requests.ByPlugins);
    }

    /// <summary>Another value for each column that the guard keeps.</summary>
    static Dictionary<string, object> CaseValues(Guid account) => new()
    {
        [OffboardingCaseRow.Columns.State] = new OptionSetValue((int)OffboardingCaseState.Inactive),
        [OffboardingCaseRow.Columns.StatusReason] = new OptionSetValue((int)OffboardingCaseStatusReason.Announce),
        [OffboardingCaseRow.Columns.AccountId] = new EntityReference(AccountRow.Table, account),
        [OffboardingCaseRow.Columns.OpenKey] = "another",
        [OffboardingCaseRow.Columns.Verdict] = new OptionSetValue((int)OffboardingCaseVerdict.Clear),
        [OffboardingCaseRow.Columns.PossibleFrom] = new DateTime(2027, 2, 1),
        [OffboardingCaseRow.Columns.PlannedEnd] = new DateTime(2027, 2, 1),
        [OffboardingCaseRow.Columns.PlaybookId] = null!,
        [OffboardingCaseRow.Columns.DecisionFacts] = "{}",
        [OffboardingCaseRow.Columns.ApprovedById] = new EntityReference("systemuser", Guid.Parse("11111111-1111-1111-1111-111111111111")),
        [OffboardingCaseRow.Columns.ApprovedOn] = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc),
        [OffboardingCaseRow.Columns.SettlementTotal] = new Money(1m),
        [OffboardingCaseRow.Columns.CompletedOn] = new DateTime(2027, 2, 1),
        [OffboardingCaseRow.Columns.CancelledOn] = new DateTime(2027, 2, 1),
        [OffboardingCaseRow.Columns.CancelReason] = "Because.",
        [OffboardingCaseRow.Columns.TalkHeldOn] = new DateTime(2027, 1, 15),
        [OffboardingCaseRow.Columns.ClosingPercent] = 99,
    };

    static Dictionary<string, object> PlanItemValues(Guid offboardingCase) => new()
    {
        [PlanItemRow.Columns.CaseId] = new EntityReference(OffboardingCaseRow.Table, offboardingCase),
        [PlanItemRow.Columns.TemplateCode] = "another",
        [PlanItemRow.Columns.Activity] = null!,
        [PlanItemRow.Columns.ActivityRowId] = Guid.Empty.ToString("D"),
        [PlanItemRow.Columns.Anchor] = null!,
        [PlanItemRow.Columns.Offset] = 999,
        [PlanItemRow.Columns.OffsetUnit] = null!,
        [PlanItemRow.Columns.Mandatory] = false,
        [PlanItemRow.Columns.ItemState] = new OptionSetValue((int)PlanItemItemState.Done),
    };

    /// <summary>A case with a plan, by way of the product.</summary>
    (Guid Id, Guid Account) Case()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var request = CaseWorld.StartRequest(account);
        request["PlaybookCode"] = "service";
        return ((Guid)cases.Rep.Execute(request)["CaseId"], account);
    }

    static OrganizationRequest Writing(string message, Entity change) => message switch
    {
        "UpdateMultiple" => new UpdateMultipleRequest { Targets = new EntityCollection([change]) { EntityName = change.LogicalName } },
        "Upsert" => new UpsertRequest { Target = change },
        "ExecuteTransaction" => new ExecuteTransactionRequest { Requests = [new UpdateRequest { Target = change }] },
        _ => new UpdateRequest { Target = change },
    };

    static OrganizationRequest Creating(string message, Entity row) => message switch
    {
        "CreateMultiple" => new CreateMultipleRequest { Targets = new EntityCollection([row]) { EntityName = row.LogicalName } },
        "Upsert" => new UpsertRequest { Target = new Entity(row.LogicalName, Guid.NewGuid()) { Attributes = row.Attributes } },
        _ => new CreateRequest { Target = row },
    };

    static OrganizationRequest SetState(string message, Guid id, int state, int status) => new(message)
    {
        ["EntityMoniker"] = new EntityReference(OffboardingCaseRow.Table, id), ["State"] = new OptionSetValue(state), ["Status"] = new OptionSetValue(status),
    };

    [Fact]
    public void Every_column_that_the_guard_keeps_is_tried()
    {
        Assert.Equal(ProductColumns.OfCase.Select(static one => one.Key).Order(StringComparer.Ordinal), ColumnsOfCase.Order(StringComparer.Ordinal));
        Assert.Equal(ProductColumns.OfPlanItem.Order(StringComparer.Ordinal), PlanItemValues(Guid.Empty).Keys.Order(StringComparer.Ordinal));
    }
}
