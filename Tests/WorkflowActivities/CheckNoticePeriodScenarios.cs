using System;
using System.Collections.Generic;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.WorkflowActivities;

/// <summary>The step "Check notice period" (R44), run from the assembly in the packed zip. It is 15 January 2027.</summary>
[Trait("requirement", "R44")]
public class CheckNoticePeriodScenarios(SharedSolution shared) : IClassFixture<SharedSolution>
{
    const string Activity = "Offboarding.WorkflowActivities.CheckNoticePeriod";

    SolutionEnvironment World => shared.World;

    [Fact]
    public void An_account_is_answered_with_its_most_urgent_contract()
    {
        var account = World.AddAccount("Contoso GmbH");
        World.AddContract(account);
        var urgent = World.AddContract(account, "V-2042", EndsInMay);

        var outputs = Run(On("account", account));

        Assert.Equal(urgent, ((EntityReference)outputs["ContractFound"]!).Id);
        Assert.Equal((true, "notice_open"), (outputs["HasContract"], outputs["Status"]));
        Assert.Equal(("2027-02-28", "2027-05-31"), (outputs["LatestNoticeDate"], outputs["EarliestEnd"]));
        Assert.Equal((new DateTime(2027, 2, 28), new DateTime(2027, 5, 31)), (outputs["LatestNoticeDay"], outputs["EarliestEndDay"]));
        Assert.Contains("V-2042", (string)outputs["Message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_is_answered_for_itself_whatever_else_its_account_has()
    {
        var account = World.AddAccount("Contoso GmbH");
        World.AddContract(account, "V-2042", EndsInMay);
        var other = World.AddContract(account);

        var outputs = Run(On("off_contract", other));

        Assert.Equal(other, ((EntityReference)outputs["ContractFound"]!).Id);
        Assert.Equal(("2027-09-30", "2027-12-31"), (outputs["LatestNoticeDate"], outputs["EarliestEnd"]));
    }

    [Fact]
    public void The_day_decides_what_is_still_in_time()
    {
        var account = World.AddAccount("Contoso GmbH");
        World.AddContract(account);

        var outputs = Run(On("account", account), new() { ["Day"] = "2027-10-01" });

        Assert.Equal(("notice_missed", "2028-12-31"), (outputs["Status"], outputs["EarliestEnd"]));
    }

    [Fact]
    public void An_account_without_contract_has_no_dates_and_the_accounts_message()
    {
        var outputs = Run(On("account", World.AddAccount("Prospect AG")));

        Assert.Equal((false, null, ""), (outputs["HasContract"], outputs["ContractFound"], outputs["Status"]));
        Assert.Equal(("", ""), (outputs["LatestNoticeDate"], outputs["EarliestEnd"]));
        Assert.Equal("No contract is on file.", outputs["Message"]);
    }

    [Fact]
    public void A_given_row_counts_before_the_row_of_the_workflow()
    {
        var given = World.AddAccount("Given AG");
        World.AddContract(given);

        var outputs = Run(On("account", World.AddAccount("Primary AG")), new() { ["Account"] = new EntityReference("account", given) });

        Assert.Equal((true, "notice_open"), (outputs["HasContract"], outputs["Status"]));
    }

    [Fact]
    public void Without_any_row_the_step_says_what_to_set()
    {
        var refused = SolutionEnvironment.RefusalOf(() => World.Local.RunActivity(Activity, new Dictionary<string, object?>()));

        Assert.Equal("The step 'Check notice period' was given no Account, and the workflow runs on no row of account: set its input 'Account'.", refused);
    }

    [Fact]
    public void An_inactive_contract_is_no_answer()
    {
        var contract = World.AddContract(World.AddAccount("Contoso GmbH"));
        World.DeactivatePastTheProduct(contract);

        Assert.Contains("it is inactive", SolutionEnvironment.RefusalOf(() => Run(On("off_contract", contract))), StringComparison.Ordinal);
    }

    static void EndsInMay(ContractRow contract) => contract.Start = new LocalDate(2025, 6, 1);

    static WorkflowStep On(string table, Guid id) => new() { Row = new EntityReference(table, id) };

    IReadOnlyDictionary<string, object?> Run(WorkflowStep step, Dictionary<string, object?>? inputs = null) => World.Local.RunActivity(Activity, inputs ?? [], step);
}
