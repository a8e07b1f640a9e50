using System;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Contracts.Sources;

/// <summary>Contracts in other tables oblige as our own do: gate, preview, night and case read both.</summary>
public sealed class ForeignContractScenarios
{
    [Fact]
    public void The_gate_refuses_because_of_a_contract_in_another_table_and_names_it()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        ForeignContracts.AddRow(world, account);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Contains("Contract MV-7 runs to 31 Dec 2027. Notice must be received by 30 Sep 2027", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1101]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_with_a_contract_in_another_table_is_not_deleted_and_one_without_is()
    {
        using var world = Ready();
        var obliged = world.AddAccount("Contoso GmbH");
        ForeignContracts.AddRow(world, obliged);
        var free = world.AddAccount("Fabrikam AG");

        var message = SolutionEnvironment.RefusalOf(() => world.Administrator.Delete("account", obliged));
        world.Administrator.Delete("account", free);

        Assert.Contains("MV-7", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1103]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_preview_names_table_and_row_of_both_kinds()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        var own = world.AddContract(account);
        var foreign = ForeignContracts.AddRow(world, account);

        var rows = ((EntityCollection)Preview(world, account)["Verdicts"]).Entities.ToDictionary(static row => row.GetAttributeValue<EntityReference>("contractid").LogicalName);

        Assert.Equal(own, rows["off_contract"].GetAttributeValue<EntityReference>("contractid").Id);
        Assert.Equal((foreign, "MV-7", "Leases"), (rows[ForeignContracts.Table].GetAttributeValue<EntityReference>("contractid").Id, rows[ForeignContracts.Table]["name"], rows[ForeignContracts.Table]["source"]));
        Assert.Equal(rows["off_contract"]["latestnoticedate"], rows[ForeignContracts.Table]["latestnoticedate"]);
        Assert.False(rows["off_contract"].Contains("source"));
    }

    [Fact]
    public void A_row_that_is_deactivated_deleted_or_of_another_account_obliges_nobody()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        ForeignContracts.AddRow(world, world.AddAccount("Fabrikam AG"));
        var inactive = ForeignContracts.AddRow(world, account);
        world.Administrator.Update(new Entity(ForeignContracts.Table, inactive) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        world.Administrator.Delete(ForeignContracts.Table, ForeignContracts.AddRow(world, account, "MV-8"));

        SolutionEnvironment.Deactivate(world.EnglishRep, account);

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
    }

    [Fact]
    public void With_the_setting_contracts_of_a_subsidiary_in_another_table_oblige_its_parent()
    {
        using var world = Ready();
        world.Set("off_IncludeSubsidiaries", "yes");
        var parent = world.AddAccount("Holding AG");
        ForeignContracts.AddRow(world, world.AddAccount("Tochter GmbH", parent));

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, parent));

        Assert.Contains("Tochter GmbH: Contract MV-7", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_nobody_can_read_makes_the_contract_unknown_and_is_named_with_table_row_and_column()
    {
        using var world = Ready(static (world, source) => ForeignContracts.Map(world, source, "notice_after", ForeignContracts.ColumnOf("notice_after")));
        var account = world.AddAccount("Contoso GmbH");
        var id = ForeignContracts.AddRow(world, account, change: static row => row[ForeignContracts.ColumnOf("notice_after")] = "a while");

        var answer = Preview(world, account);

        var row = ((EntityCollection)answer["Verdicts"]).Entities.Single();
        Assert.Equal(("unknown_data", "BAD_VALUE:notice_after"), (row["status"], row["missing"]));
        Assert.Equal("notice_after <- tst_noticeafter = a while", row["badvalues"]);
        var bad = JObject.Parse((string)answer["Json"])["accounts"]![0]!["contracts"]![0]!["bad_values"]![0]!;
        Assert.Equal(("tst_vertrag", id.ToString(), "tst_noticeafter", "a while"), ((string?)bad["table"], (string?)bad["id"], (string?)bad["column"], (string?)bad["value"]));
        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.GermanRep, account));
        Assert.Contains($"Leases, Spalte tst_noticeafter, nennt „a while“", message, StringComparison.Ordinal);
        Assert.Contains($"(Tabelle tst_vertrag, Zeile {id})", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1107]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_the_list_of_values_does_not_name_is_not_guessed()
    {
        using var world = Ready(static (world, source) => ForeignContracts.Map(world, source, "suspended", ForeignContracts.ColumnOf("holiday_calendar"), map: "ruht=yes\nläuft=no"));
        var account = world.AddAccount("Contoso GmbH");
        ForeignContracts.AddRow(world, account, "MV-1", static row => row[ForeignContracts.ColumnOf("holiday_calendar")] = "Ruht");
        ForeignContracts.AddRow(world, account, "MV-2", static row => row[ForeignContracts.ColumnOf("holiday_calendar")] = "schläft");

        var rows = ((EntityCollection)Preview(world, account)["Verdicts"]).Entities.ToDictionary(static row => (string)row["name"]);

        Assert.Contains("SUSPENDED", (string)rows["MV-1"]["alerts"], StringComparison.Ordinal);
        Assert.Equal("BAD_VALUE:flags", rows["MV-2"]["missing"]);
    }

    [Theory]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("2027-06-30T22:00:00Z", "2027-07-01")]
    [InlineData("2027-03-31T22:00:00Z", "2027-04-01")]
    [InlineData("2026-12-31T22:00:00Z", null)]
    [InlineData("2027-01-01T08:30:00Z", null)]
    public void An_instant_is_a_day_only_if_it_is_midnight_where_the_jobs_run(string instant, string? day)
    {
        using var world = Ready(static (world, source) => ForeignContracts.Map(world, source, "max_end", ForeignContracts.Moment));
        var account = world.AddAccount("Contoso GmbH");
        ForeignContracts.AddRow(world, account, change: row => row[ForeignContracts.Moment] = DateTime.Parse(instant, null, System.Globalization.DateTimeStyles.AdjustToUniversal));

        using var reader = new JsonTextReader(new StringReader((string)Preview(world, account)["Json"])) { DateParseHandling = DateParseHandling.None };
        var contract = JObject.Load(reader)["accounts"]![0]!["contracts"]![0]!;

        if (day is null) Assert.Equal(("unknown_data", instant), ((string?)contract["results"]!["status"], (string?)contract["bad_values"]![0]!["value"]));
        else Assert.Equal(day, (string?)contract["facts"]!.Single(static fact => (string?)fact["fact"] == "max_end")["value"]);
    }

    [Theory]
    [InlineData("no", 6)]
    [InlineData("yes", 8)]
    public void Preview_and_gate_pay_one_request_for_the_sources_and_one_for_each_and_none_without_the_setting(string reads, int requests)
    {
        using var world = reads == "yes" ? Ready() : ForeignContracts.Environment(reads);
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);

        world.Local.Requests.Clear();
        Preview(world, account);
        Assert.Equal(requests, world.Local.Requests.ByPlugins.Count);

        world.Local.Requests.Clear();
        SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));
        Assert.Equal(requests, world.Local.Requests.ByPlugins.Count);
    }

    [Fact]
    public void A_source_that_cannot_be_read_any_more_lets_nobody_go()
    {
        using var world = Ready();
        var account = world.AddAccount("Contoso GmbH");
        world.UpdatePastTheProduct(new ContractSourceRow(new Entity(ContractSourceRow.Table, SourceOf(world))) { SourceTable = "tst_entfernt" }.Entity);

        var message = SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.StartsWith("Contracts of Leases cannot be read, so nothing can be judged", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-4720]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_came_past_the_check_lets_nobody_go()
    {
        using var world = ForeignContracts.Environment();
        var account = world.AddAccount("Contoso GmbH");
        var source = ForeignContracts.MapTheUsual(world);
        world.UpdatePastTheProduct(new ContractSourceRow(new Entity(ContractSourceRow.Table, source)) { InUse = true }.Entity);

        Assert.EndsWith("[OFF-4721]", SolutionEnvironment.RefusalOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_entitlement_obliges_until_it_ends()
    {
        using var world = ForeignContracts.Environment();
        var query = new QueryByAttribute(ContractSourceRow.Table);
        query.AddAttributeValue(ContractSourceRow.Columns.Code, "entitlement");
        ForeignContracts.Use(world, world.Administrator.RetrieveMultiple(query).Entities.Single().Id);
        var account = world.AddAccount("Contoso GmbH");
        world.Administrator.Create(new Entity("entitlement")
        {
            ["name"] = "Gold support",
            ["customerid"] = new EntityReference("account", account),
            ["startdate"] = new DateTime(2025, 12, 31, 23, 0, 0, DateTimeKind.Utc),
            ["enddate"] = new DateTime(2027, 12, 30, 23, 0, 0, DateTimeKind.Utc),
            ["statecode"] = new OptionSetValue(1),
            ["statuscode"] = new OptionSetValue(1),
        });

        var row = ((EntityCollection)Preview(world, account)["Verdicts"]).Entities.Single();

        Assert.Equal(("entitlement", "ending", new DateTime(2027, 12, 31)), (row.GetAttributeValue<EntityReference>("contractid").LogicalName, row["status"], row["endson"]));
    }

    static SolutionEnvironment Ready(Action<SolutionEnvironment, Guid>? map = null)
    {
        var world = ForeignContracts.Environment();
        var source = ForeignContracts.MapTheUsual(world);
        map?.Invoke(world, source);
        ForeignContracts.Use(world, source);
        return world;
    }

    static Guid SourceOf(SolutionEnvironment world)
    {
        var query = new QueryByAttribute(ContractSourceRow.Table);
        query.AddAttributeValue(ContractSourceRow.Columns.InUse, true);
        return world.Administrator.RetrieveMultiple(query).Entities.Single().Id;
    }

    static OrganizationResponse Preview(SolutionEnvironment world, Guid account) =>
        world.EnglishRep.Execute(new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString() } });
}
