using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Documents;
using Offboarding.Tests.Offboard;
using Offboarding.Tests.Preparation;

namespace Offboarding.Tests.Closing;

/// <summary>The closing report in two editions and languages, through the packed solution.</summary>
[Trait("requirement", "R30")]
public sealed class CloseReportScenarios : IDisposable
{
    readonly FarewellWorld farewell = new FarewellWorld().WithHistory();

    public void Dispose() => farewell.Dispose();

    [Theory]
    [InlineData("internal", "de")]
    [InlineData("internal", "en")]
    [InlineData("customer", "de")]
    [InlineData("customer", "en")]
    public void R30_the_report_is_as_approved(string edition, string language)
    {
        Held();

        ApprovedTexts.Match(FarewellWorld.WithoutIds(Report(edition, language)), edition + "_" + language);
    }

    [Fact]
    public void R30_totals_equal_the_rows()
    {
        Held();
        foreach (var edition in (string[])["internal", "customer"])
        {
            var root = AccessibleHtml.Read(Report(edition, "en"));
            Assert.Equal(Sum(Table(root, "Open invoices"), 2), TotalAfter(root, "open invoices: "));
            Assert.Equal(Sum(Table(root, "Fulfilled orders"), 2), TotalAfter(root, "orders: "));
            Assert.Equal(Sum(Table(root, "Settlement"), 1), TotalAfter(root, "what was rejected: "));
        }
    }

    [Fact]
    public void R30_services_open_tasks_communication_dates_money_and_waivers_are_in_our_edition()
    {
        Held();

        var text = AccessibleHtml.Text(AccessibleHtml.Read(Report("internal", "en")));

        foreach (var part in new[] { FarewellWorld.Explanation, FarewellWorld.Situation, "A-17, Order A-17", "Talk held on", "15 Jan 2027", "Have the settlement decided", "R-1, Invoice R-1", "not assessed", "Talk held" })
            Assert.Contains(part, text, StringComparison.Ordinal);
    }

    [Fact]
    public void R30_made_again_from_the_same_rows_a_report_has_the_same_bytes_and_replaces_itself()
    {
        Held();
        var first = farewell.Do("off_CloseReport");
        var second = farewell.Do("off_CloseReport");

        var documents = ((EntityCollection)second["Documents"]).Entities;
        Assert.Equal(4, documents.Count);
        Assert.Equal(((EntityCollection)first["Documents"]).Entities.Select(static row => (row["documentid"], row["contenthash"])), documents.Select(static row => (row["documentid"], row["contenthash"])));
    }

    [Fact]
    public void R30_the_customers_edition_holds_nothing_internal_and_no_third_person_whatever_the_rows_hold() =>
        Gen.Int[0, 100_000].Sample(
            seed =>
            {
                var secret = "Geheim-" + seed.ToString(CultureInfo.InvariantCulture);
                var person = "Karla Dritte-" + seed.ToString(CultureInfo.InvariantCulture);
                Plant(secret, person);

                foreach (var language in (string[])["de", "en"])
                {
                    var html = Report("customer", language);
                    Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
                    Assert.DoesNotContain(person, html, StringComparison.Ordinal);
                    Assert.DoesNotContain("Ada Rep", html, StringComparison.Ordinal);
                    Assert.DoesNotContain("data-row", html, StringComparison.Ordinal);
                }

                Assert.Contains(secret, Report("internal", "de"), StringComparison.Ordinal);
            },
            iter: 3,
            threads: 1);

    [Fact]
    public void R30_a_reason_that_is_only_partly_told_is_not_in_the_customers_edition()
    {
        farewell.World.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, farewell.Case)) { PartlyTold = true, PartlyToldReason = "Their owner is in mourning." }.Entity);

        Assert.DoesNotContain("does not pay", Report("customer", "en"), StringComparison.Ordinal);
        Assert.Contains("Their owner is in mourning.", Report("internal", "en"), StringComparison.Ordinal);
    }

    [Fact]
    public void R30_all_reports_take_no_more_requests_than_they_say()
    {
        Held();
        farewell.World.Local.Requests.Clear();

        farewell.Do("off_CloseReport");

        Assert.InRange(farewell.World.Local.Requests.ByPlugins.Count, 8, CloseReport.MostRequests);
    }

    [Fact]
    public void An_edition_that_there_is_not_is_refused() => Assert.EndsWith("[OFF-9004]", farewell.Refused("off_CloseReport", ("Edition", "secret")), StringComparison.Ordinal);

    void Held()
    {
        farewell.Do("off_ProposeSettlement");
        farewell.Do("off_PrepareConversation");
        farewell.Do("off_ConfirmPack");
        farewell.Do("off_RecordTalk", ("Notes", FarewellWorld.Notes));
    }

    string Report(string edition, string language) => (string)farewell.Do("off_CloseReport", ("Edition", edition), ("Language", language))["Html"];

    /// <summary>Plants an internal remark and a third person into every text that people write.</summary>
    void Plant(string secret, string person)
    {
        var text = secret + " sagt " + person;
        farewell.Change(row =>
        {
            row.Explanation = row.Situation = row.Evidence = row.TalkNotes = row.WinBackNote = text;
            row.WinBack = OffboardingCaseWinBack.Possible;
        });
        farewell.World.Administrator.Create(new Entity("invoice") { ["name"] = text, ["invoicenumber"] = "R-" + Guid.NewGuid().ToString("N"), ["customerid"] = farewell.Customer, ["totalamount"] = new Money(5m), ["transactioncurrencyid"] = farewell.Euro });
        var order = farewell.World.Administrator.Create(new Entity("salesorder") { ["name"] = text, ["ordernumber"] = "A-" + Guid.NewGuid().ToString("N"), ["customerid"] = farewell.Customer, ["totalamount"] = new Money(5m), ["transactioncurrencyid"] = farewell.Euro });
        farewell.World.Administrator.Update(new Entity("salesorder", order) { ["statecode"] = new OptionSetValue(3), ["statuscode"] = new OptionSetValue(100001) });
        farewell.Completed("phonecall", text, status: 2, new EntityReference(OffboardingCaseRow.Table, farewell.Case));
        farewell.World.Administrator.Create(new HandoverItemRow { Name = text, Detail = text, Kind = HandoverItemKind.ContactPerson, CaseId = new EntityReference(OffboardingCaseRow.Table, farewell.Case), ItemState = HandoverItemItemState.Open, DueOn = new LocalDate(2027, 6, 1) }.Entity);
        farewell.World.CreatePastTheProduct(new SettlementItemRow { Name = text, Formula = text, Kind = SettlementItemKind.Credit, Amount = 7m, CaseId = new EntityReference(OffboardingCaseRow.Table, farewell.Case), SourceKey = Guid.NewGuid().ToString("D"), Decision = SettlementItemDecision.Accepted }.Entity);
        farewell.World.CreatePastTheProduct(new LetterRow { Name = text, Kind = LetterKind.Thanks, LetterState = LetterLetterState.Released, FactsWaiver = text, ReleasedOn = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc), CaseId = new EntityReference(OffboardingCaseRow.Table, farewell.Case), LetterKey = Guid.NewGuid().ToString("D"), Language = LetterLanguage.De }.Entity);
        var point = farewell.Points[ClosingPointKind.Thanks];
        farewell.World.UpdatePastTheProduct(new ClosingPointRow(new Entity(ClosingPointRow.Table, point.Id)) { PointState = ClosingPointPointState.Waived, WaiverReason = text }.Entity);
    }

    static XElement Table(XElement root, string caption) => root.Descendants("table").Single(table => table.Element("caption")!.Value == caption);

    static decimal Sum(XElement table, int column) =>
        table.Element("tbody")!.Elements("tr").Where(static row => !row.Value.Contains("rejected", StringComparison.Ordinal)).Select(row => Amount(row.Elements().ElementAt(column).Value)).Sum();

    static decimal TotalAfter(XElement root, string text)
    {
        var paragraph = root.Descendants("p").Select(static element => element.Value).Single(value => value.Contains(text, StringComparison.Ordinal));
        return Amount(paragraph[(paragraph.IndexOf(text, StringComparison.Ordinal) + text.Length)..]);
    }

    static decimal Amount(string text) => text == "–" ? 0m : decimal.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture);
}
