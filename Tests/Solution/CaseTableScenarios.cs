using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Solution;

/// <summary>What the tables of the case promise, tried in an environment with the packed solution.</summary>
public sealed class CaseTableScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    readonly SolutionEnvironment world = shared.World;

    [Fact]
    public void A_case_gets_its_number_by_itself()
    {
        var first = Name(AddCase());
        var second = Name(AddCase());

        Assert.Matches("^OFF-[0-9]{6}$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Two_cases_with_one_open_key_cannot_both_be()
    {
        var account = world.AddAccount("Contoso GmbH");
        AddCase(account, account.ToString());

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => AddCase(account, account.ToString()));
    }

    [Theory]
    [InlineData("task")]
    [InlineData("phonecall")]
    [InlineData("appointment")]
    [InlineData("letter")]
    [InlineData("email")]
    public void An_activity_of_a_plan_regards_its_case(string activity)
    {
        var offboarding = new EntityReference(OffboardingCaseRow.Table, AddCase());

        var id = world.Administrator.Create(new Entity(activity) { ["subject"] = "Talk", ["regardingobjectid"] = offboarding });

        Assert.Equal(offboarding.Id, world.Administrator.Retrieve(activity, id, new ColumnSet("regardingobjectid")).GetAttributeValue<EntityReference>("regardingobjectid").Id);
    }

    [Fact]
    public void A_note_is_attached_to_a_case_and_goes_with_it()
    {
        var offboarding = AddCase();
        var note = world.Administrator.Create(new Entity("annotation") { ["subject"] = "Proof of receipt", ["objectid"] = new EntityReference(OffboardingCaseRow.Table, offboarding) });

        world.Administrator.Delete(OffboardingCaseRow.Table, offboarding);

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Administrator.Retrieve("annotation", note, new ColumnSet("subject")));
    }

    [Fact]
    public void A_plan_holds_a_template_once()
    {
        var offboarding = new EntityReference(OffboardingCaseRow.Table, AddCase());
        world.CreatePastTheProduct(new PlanItemRow { Name = "Talk", CaseId = offboarding, TemplateCode = "service-talk" }.Entity);

        Assert.Throws<FaultException<OrganizationServiceFault>>(
            () => world.CreatePastTheProduct(new PlanItemRow { Name = "Talk", CaseId = offboarding, TemplateCode = "service-talk" }.Entity));
    }

    [Fact]
    public void A_reason_in_use_cannot_be_deleted()
    {
        var reason = world.Administrator.Create(new ReasonRow { Name = "Moved", NameDe = "Verzogen", Code = "moved", Version = 1, Origin = ReasonOrigin.Customer }.Entity);
        var offboarding = AddCase();
        world.Administrator.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, offboarding)) { ReasonId = new EntityReference(ReasonRow.Table, reason) }.Entity);

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Administrator.Delete(ReasonRow.Table, reason));
    }

    Guid AddCase() => AddCase(world.AddAccount("Contoso GmbH"), Guid.NewGuid().ToString());

    Guid AddCase(Guid account, string openKey) =>
        world.CreatePastTheProduct(new OffboardingCaseRow { AccountId = new EntityReference(AccountRow.Table, account), OpenKey = openKey }.Entity);

    string Name(Guid id) => new OffboardingCaseRow(world.Administrator.Retrieve(OffboardingCaseRow.Table, id, new ColumnSet(OffboardingCaseRow.Columns.Name))).Name!;
}
