using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Nightly;

namespace Offboarding.Tests.Contracts;

/// <summary>Holidays by calendar through the packed zip: contract, setting, rules, and everybody who counts days.</summary>
public sealed class HolidayCalendarScenarios : IDisposable
{
    const string MondayBeforeCorpusChristi = "2027-05-24";

    readonly SolutionEnvironment world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void R09_notice_in_Werktagen_does_not_count_a_Bavarian_holiday()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, "V-BY", contract => Bavarian(contract, "DE-BY"));
        world.AddContract(account, "V-BE", contract => Bavarian(contract, "DE-BE"));
        world.AddContract(account, "V-NONE", contract => Bavarian(contract, null));

        var ends = Contracts(Preview(account)).ToDictionary(contract => (string)contract["number"]!, contract => (string?)contract["results"]!["earliest_end"]);

        Assert.Equal(("2027-06-01", "2027-05-31", "2027-05-31"), (ends["V-BY"], ends["V-BE"], ends["V-NONE"]));
    }

    [Fact]
    public void R10_the_explanation_names_the_calendar_and_the_holidays_that_moved_a_date()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => Bavarian(contract, "DE-BY"));

        var english = Contracts(Preview(account)).Single();
        var german = Contracts(Preview(account, world.GermanRep)).Single();

        Assert.Contains(english["facts"]!, fact => (string?)fact["fact"] == "holiday_calendar" && (string?)fact["value"] == "DE-BY");
        Assert.Contains(english["steps"]!, step => (string?)step["output"] == "earliest_end"
            && (string?)step["text"] == "Holidays of the calendar DE-BY that do not count: 27 May 2027 (Corpus Christi).");
        Assert.Contains(german["steps"]!, step => (string?)step["text"] == "Feiertage des Kalenders DE-BY, die nicht zählen: 27.05.2027 (Fronleichnam).");
    }

    [Fact]
    public void The_setting_gives_a_calendar_to_contracts_that_name_none_and_list_no_days()
    {
        world.Set("off_HolidayCalendar", "DE-BY");
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, "V-STANDARD", contract => Bavarian(contract, null));
        world.AddContract(account, "V-OWN", contract => Bavarian(contract, "DE-BE"));
        world.AddContract(account, "V-LIST", contract =>
        {
            Bavarian(contract, null);
            contract.Holidays = "2027-05-25;2027-05-26";
        });

        var contracts = Contracts(Preview(account)).ToDictionary(contract => (string)contract["number"]!);

        Assert.Equal("2027-06-01", (string?)contracts["V-STANDARD"]["results"]!["earliest_end"]);
        Assert.Equal("2027-05-31", (string?)contracts["V-OWN"]["results"]!["earliest_end"]);
        Assert.Equal("2027-06-02", (string?)contracts["V-LIST"]["results"]!["earliest_end"]);
        Assert.Contains(contracts["V-STANDARD"]["facts"]!, fact => (string?)fact["label"] == "holiday calendar (setting)" && (string?)fact["value"] == "DE-BY");
        Assert.DoesNotContain(contracts["V-LIST"]["facts"]!, fact => (string?)fact["value"] == "DE-BY");
    }

    [Fact]
    public void A_holiday_set_that_ends_too_early_leaves_the_contract_unknown_and_says_what_to_do()
    {
        AddHoliday("PLANT-2027", "DE-BY-PLANT", month: 8, day: 16, year: 2027);
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => Bavarian(contract, "DE-BY-PLANT"));

        var within = Contracts(Preview(account)).Single();
        var beyond = Contracts(Preview(account, day: "2027-12-28")).Single();
        var refusal = SolutionEnvironment.RefusalOf(() =>
        {
            world.Comes(new LocalDate(2027, 12, 28));
            SolutionEnvironment.Deactivate(world.EnglishRep, account);
        });

        Assert.Equal("2027-06-01", (string?)within["results"]!["earliest_end"]);
        Assert.Equal(("unknown_data", "HOLIDAY_YEAR:2028"), ((string?)beyond["results"]!["status"], (string?)beyond["results"]!["missing"]));
        Assert.Contains(beyond["steps"]!, step => ((string?)step["text"])!.StartsWith("The rules of the calendar DE-BY-PLANT do not reach the year 2028", StringComparison.Ordinal));
        Assert.Contains("the holidays of 2028 in the calendar DE-BY-PLANT", refusal, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-1107]", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_that_no_rule_names_cannot_be_put_on_a_contract()
    {
        var contract = SolutionEnvironment.Contract(world.AddAccount("Contoso GmbH"), change: row => Bavarian(row, "DE-XX"));

        var message = SolutionEnvironment.RefusalOf(() => world.EnglishRep.Create(contract.Entity));

        Assert.Contains("No holiday rule names the calendar DE-XX.", message, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-2001]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_no_rule_names_leaves_contracts_unknown_but_lets_reps_save_them()
    {
        world.Set("off_HolidayCalendar", "DE-XX");
        var account = world.AddAccount("Contoso GmbH");

        var id = world.EnglishRep.Create(SolutionEnvironment.Contract(account, change: row => Bavarian(row, null)).Entity);

        Assert.Equal(ContractVerdictStatus.UnknownData, world.Contract(id).VerdictStatus);
        Assert.Equal("HOLIDAY_CALENDAR", (string?)Contracts(Preview(account)).Single()["results"]!["missing"]);
    }

    [Fact]
    public void Writing_a_contract_computes_with_its_calendar_and_a_changed_rule_reaches_it_in_the_next_night()
    {
        var id = world.AddContract(world.AddAccount("Contoso GmbH"), change: contract =>
        {
            contract.Notice = "6WT";
            contract.HolidayCalendar = "DE-BY";
        });
        Assert.Equal("2027-12-23", world.Contract(id).LatestNoticeDate.ToString());     // 25 December, a Saturday, does not count
        world.RunOn("2027-01-16");
        Assert.Equal("2027-12-23", world.Contract(id).LatestNoticeDate.ToString());

        AddHoliday("CHRISTMAS-EVE", "DE-BY", month: 12, day: 24, year: null);
        world.RunOn("2027-01-17");

        Assert.Equal("2027-12-22", world.Contract(id).LatestNoticeDate.ToString());
    }

    [Fact]
    public void A_holiday_rule_that_contradicts_itself_is_named_and_stops_only_who_needs_it()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => Bavarian(contract, "DE-BY"));
        var other = world.AddAccount("Fabrikam GmbH");
        world.AddContract(other);

        Change("DE-EPIPHANY", rule => (rule.FromYear, rule.ToYear) = (2010, 2005));
        var english = SolutionEnvironment.RefusalOf(() => Preview(account));
        Change("DE-EPIPHANY", rule => (rule.FromYear, rule.ToYear, rule.Kind) = (null, null, null));
        var german = SolutionEnvironment.RefusalOf(() => Preview(account, world.GermanRep));

        Assert.StartsWith("Holiday rule DE-EPIPHANY cannot be used, column to_year, value '2005': it lies before from_year", english, StringComparison.Ordinal);
        Assert.EndsWith("[OFF-5005]", english, StringComparison.Ordinal);
        Assert.StartsWith("Feiertagsregel DE-EPIPHANY ist nicht verwendbar, Spalte kind", german, StringComparison.Ordinal);
        Assert.Single(Contracts(Preview(other)));
        Assert.EndsWith("[OFF-5005]", SolutionEnvironment.RefusalOf(() => world.Step()), StringComparison.Ordinal);
    }

    [Fact]
    public void Holiday_rules_cost_one_request_and_only_where_a_contract_needs_them()
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account);
        var without = RequestsOf(() => Preview(account));
        for (var i = 0; i < 20; i++) world.AddContract(account, "V-" + i, contract => Bavarian(contract, i % 2 == 0 ? "DE-BY" : "AT"));

        var with = RequestsOf(() => Preview(account));

        Assert.Equal(5, without.Count);     // the day is named, so that nobody asks for the local time
        Assert.Equal(without.Append("RetrieveMultiple off_holidayrule").Order(StringComparer.Ordinal), with);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("requirecase")]
    public void The_gate_keeps_to_eight_requests_with_a_calendar(string policy)
    {
        world.Set("off_DeactivationPolicy", policy);
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract =>
        {
            contract.HolidayCalendar = "DE-BY";
            if (policy == "block") contract.Renewal = ContractRenewal.None;
        });
        world.CreatePastTheProduct(new OffboardingCaseRow
        {
            AccountId = new EntityReference(AccountRow.Table, account),
            OpenKey = account.ToString("D"),
            StatusReason = OffboardingCaseStatusReason.Announce,
        }.Entity);

        var requests = RequestsOf(() => SolutionEnvironment.Deactivate(world.EnglishRep, account));

        Assert.Equal(AccountState.Inactive, world.Account(account).State);
        Assert.Equal(policy == "block" ? 7 : 8, requests.Count);
        Assert.Single(requests, "RetrieveMultiple off_holidayrule");
    }

    /// <summary>Indefinite, to be ended on any day with notice of six Werktage.</summary>
    static void Bavarian(ContractRow contract, string? calendar)
    {
        contract.InitialTerm = "none";
        contract.Renewal = null;
        contract.RenewalTerm = null;
        contract.Notice = "6WT";
        contract.Anchor = "any_day";
        contract.HolidayCalendar = calendar;
    }

    void AddHoliday(string id, string calendar, int month, int day, int? year) => world.Administrator.Create(new HolidayRuleRow
    {
        RuleId = id, Version = 1, Calendars = calendar, Kind = HolidayRuleKind.Fixed, Month = month, Day = day, FromYear = year, ToYear = year, NameEn = "Day off", NameDe = "Freier Tag",
    }.Entity);

    void Change(string id, Action<HolidayRuleRow> change)
    {
        var query = new QueryByAttribute(HolidayRuleRow.Table) { ColumnSet = new ColumnSet(HolidayRuleRow.Columns.RuleId) };
        query.AddAttributeValue(HolidayRuleRow.Columns.RuleId, id);
        var rule = new HolidayRuleRow(new Entity(HolidayRuleRow.Table, world.Administrator.RetrieveMultiple(query).Entities.Single().Id));
        change(rule);
        world.Administrator.Update(rule.Entity);
    }

    JObject Preview(Guid account, IOrganizationService? caller = null, string day = MondayBeforeCorpusChristi)
    {
        var request = new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString() }, ["Day"] = day };
        return JObject.Parse((string)(caller ?? world.EnglishRep).Execute(request)["Json"]);
    }

    static IEnumerable<JToken> Contracts(JObject preview) => preview["accounts"]![0]!["contracts"]!;

    List<string> RequestsOf(Action act)
    {
        world.Local.Requests.Clear();
        act();
        return [.. world.Local.Requests.ByPlugins.Select(request => $"{request.Message} {request.Table}").Order(StringComparer.Ordinal)];
    }
}
