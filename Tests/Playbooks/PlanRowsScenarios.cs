using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Playbooks;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Playbooks;

/// <summary>Plans as rows in an environment with the packed zip and its shipped playbooks.</summary>
public sealed class PlanRowsScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = shared.World;

    [Theory]
    [InlineData("service")]
    [InlineData("cloud")]
    [InlineData("consumer")]
    [InlineData("framework")]
    [InlineData("insolvency")]
    public void R45_each_shipped_playbook_makes_a_plan_that_is_written_with_the_case_in_one_request(string code)
    {
        var playbook = PlanQueries.ByCode(world.Administrator, code, Language.English);
        var plan = PlanRule.Plan(playbook.Templates, Anchors, WorkingDays.Plain, PlanConditions.PortalAccess | PlanConditions.DataHeld | PlanConditions.OpenOrders);
        Assert.Empty(plan.Conflicts);
        var row = Case(plan);
        world.Local.Requests.Clear();

        var id = world.CreatePastTheProduct(row.Entity);

        Assert.Equal(1, world.Local.Requests.Count(request => !request.ByPlugin));
        Assert.Equal(plan.Items.Select(item => item.Template.Code).Order(), Items(id).Select(item => item.TemplateCode).Order());
        Assert.Equal(plan.Items.Count, Activities(id));
    }

    [Fact]
    public void R15_moving_the_end_writes_items_and_activities_in_one_request()
    {
        var playbook = PlanQueries.ByCode(world.Administrator, "service", Language.English);
        var plan = PlanRule.Plan(playbook.Templates, Anchors, WorkingDays.Plain, PlanConditions.DataHeld);
        var id = world.CreatePastTheProduct(Case(plan).Entity);
        var onFile = Items(id).Select(item => new PlanItem
        {
            Id = item.Id,
            TemplateCode = item.TemplateCode!,
            Activity = (PlanActivity)((int)item.Activity! - 727_000_000),
            ActivityId = Guid.Parse(item.ActivityRowId!),
            Anchor = (PlanAnchor)((int)item.Anchor! - 727_000_000),
            Offset = item.Offset!.Value,
            Unit = (OffsetUnit)((int)item.OffsetUnit! - 727_000_000),
            DueOn = item.DueOn!.Value,
        }).ToList();
        var moves = PlanMove.To(onFile, new LocalDate(2028, 6, 30), new LocalDate(2027, 1, 15), WorkingDays.Plain);
        var change = new Entity(OffboardingCaseRow.Table, id);
        PlanRows.Move(change, moves);
        world.Local.Requests.Clear();

        world.UpdatePastTheProduct(change);

        Assert.Equal(1, world.Local.Requests.Count(request => !request.ByPlugin));
        Assert.NotEmpty(moves.Moved);
        Assert.All(moves.Moved, move => Assert.Equal(move.DueOn, Items(id).Single(item => item.Id == move.Item.Id).DueOn));
    }

    [Fact]
    public void A_playbook_that_does_not_exist_has_no_template_or_lacks_the_talk_is_refused_by_name()
    {
        Assert.EndsWith("[OFF-1411]", Refused("nothing"), StringComparison.Ordinal);

        var id = world.Administrator.Create(new PlaybookRow { Code = "mine", Name = "Mine", AppliesTo = PlaybookAppliesTo.Service }.Entity);
        Assert.EndsWith("[OFF-1412]", Refused("mine"), StringComparison.Ordinal);

        var template = world.Administrator.Create(Template(id, "mine-1", TaskTemplateAnchor.Talk, 1));
        Assert.EndsWith("[OFF-1413]", Refused("mine"), StringComparison.Ordinal);

        world.Administrator.Delete(TaskTemplateRow.Table, template);
        for (var i = 0; i <= 200; i++) world.Administrator.Create(Template(id, "mine-many-" + i, TaskTemplateAnchor.End, 1));
        Assert.EndsWith("[OFF-1415]", Refused("mine"), StringComparison.Ordinal);
    }

    [Fact]
    public void R45_a_disabled_owner_is_replaced_and_without_any_owner_the_plan_is_refused()
    {
        var disabled = new EntityReference("systemuser", Guid.NewGuid()) { Name = "Gone" };
        var active = new EntityReference("systemuser", world.Local.AdministratorId);

        Assert.Equal(active.Id, PlanOwners.Read(world.Administrator, active, disabled).For(OwnerRole.AccountOwner, Language.English).Owner.Id);
        Assert.Equal(active.Id, PlanOwners.Read(world.Administrator, disabled, active).For(OwnerRole.Manager, Language.English).Owner.Id);
        var refusal = Assert.Throws<InvalidPluginExecutionException>(() => PlanOwners.Read(world.Administrator, disabled, disabled).For(OwnerRole.CaseOwner, Language.English));
        Assert.EndsWith("[OFF-1410]", refusal.Message, StringComparison.Ordinal);
    }

    static PlanAnchors Anchors => new()
    {
        Start = new(2027, 1, 15),
        LatestNotice = new(2027, 9, 30),
        NoticeLeadDays = 14,
        End = new(2027, 12, 31),
    };

    OffboardingCaseRow Case(PlannedItems plan)
    {
        var account = world.AddAccount("Contoso GmbH");
        var row = new OffboardingCaseRow { AccountId = new EntityReference(AccountRow.Table, account), OpenKey = account.ToString("D") };
        var owners = PlanOwners.Read(world.Administrator, new EntityReference("systemuser", world.Local.AdministratorId), null);
        PlanRows.Attach(row.Entity, plan, owners, new PlanFields { Account = "Contoso GmbH", End = Anchors.End }, null, Language.English);
        return row;
    }

    string Refused(string code) => Assert.Throws<InvalidPluginExecutionException>(() => PlanQueries.ByCode(world.Administrator, code, Language.English)).Message;

    static Entity Template(Guid playbook, string code, TaskTemplateAnchor anchor, int offset) => new TaskTemplateRow
    {
        Code = code,
        PlaybookId = new EntityReference(PlaybookRow.Table, playbook),
        Activity = TaskTemplateActivity.Task,
        Anchor = anchor,
        Offset = offset,
        OffsetUnit = TaskTemplateOffsetUnit.CalendarDays,
        OwnerRole = TaskTemplateOwnerRole.CaseOwner,
        Condition = TaskTemplateCondition.Always,
        Subject = "Do it",
    }.Entity;

    PlanItemRow[] Items(Guid id)
    {
        var query = new QueryByAttribute(PlanItemRow.Table)
        {
            ColumnSet = new ColumnSet(
                PlanItemRow.Columns.TemplateCode, PlanItemRow.Columns.DueOn, PlanItemRow.Columns.Activity, PlanItemRow.Columns.ActivityRowId, PlanItemRow.Columns.Anchor,
                PlanItemRow.Columns.Offset, PlanItemRow.Columns.OffsetUnit),
        };
        query.AddAttributeValue(PlanItemRow.Columns.CaseId, id);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new PlanItemRow(row))];
    }

    int Activities(Guid id)
    {
        var query = new QueryByAttribute("activitypointer") { ColumnSet = new ColumnSet("activityid") };
        query.AddAttributeValue("regardingobjectid", id);
        return world.Administrator.RetrieveMultiple(query).Entities.Count;
    }
}
