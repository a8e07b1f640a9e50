using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Transition;

namespace Offboarding.Tests.Transition;

/// <summary>off_PlanHandover and off_ExportHandover through the packed zip; the package is read by other programs.</summary>
public sealed class HandoverScenarios : IDisposable
{
    static readonly byte[] Octets = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    readonly SolutionEnvironment world = new();
    readonly EntityReference account;
    readonly EntityReference contact;
    readonly Guid id;

    public HandoverScenarios()
    {
        account = world.Customer("Müller & Söhne, \"GmbH\"");
        contact = world.Person(account);
        id = world.Case(account, contact);
        world.AddContract(account.Id, change: contract =>
        {
            contract.Switch = true;
            contract.NoticeReceived = new LocalDate(2027, 1, 10);
            contract.Termination = ContractTermination.Ordinary;
            contract.NoticeBy = ContractNoticeBy.Customer;
        });
        world.Administrator.Create(new Entity("invoice") { ["name"] = "Line\nbreak", ["invoicenumber"] = "INV-1", ["customerid"] = account, ["totalamount"] = new Money(250.40m) });
        world.Administrator.Create(new Entity("annotation") { ["objectid"] = account, ["subject"] = "Plan", ["filename"] = "Plan 1.bin", ["mimetype"] = "application/pdf", ["isdocument"] = true, ["documentbody"] = Convert.ToBase64String(Octets) });
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public void R19_the_list_names_data_documents_persons_and_switching_times_and_is_made_once()
    {
        OrganizationResponse first = null!;
        var requests = world.RequestsOf(() => first = world.OnCase("off_PlanHandover", id));
        var again = world.OnCase("off_PlanHandover", id);

        var items = Items();
        Assert.Equal(["Document", "Data", "Data", "Data", "Data", "ContactPerson", "ContactPerson", "Other"], items.OrderBy(item => item.Kind).Select(item => item.Kind.ToString()));
        Assert.Equal((items.Count, 0), ((int)first["Created"], (int)again["Created"]));
        Assert.InRange(requests, 1, PlanHandover.MostReads + items.Count);
        var switching = items.Single(item => item.Kind == HandoverItemKind.Other);
        Assert.Contains("notice period until 10 Mar 2027 at most (Art. 25(2)(d) Data Act), transition until 9 Apr 2027", switching.Detail, StringComparison.Ordinal);
        Assert.Equal(new LocalDate(2027, 4, 30), switching.DueOn);
    }

    [Fact]
    public void R19_the_package_opens_elsewhere_equals_the_rows_and_is_complete_against_its_list()
    {
        var files = Export(out var last);

        var manifest = JObject.Parse(Text(files["manifest.json"]));
        Assert.Equal(0, (int)last["Failed"]);
        Assert.Empty(manifest["missing"]!);
        Assert.Equal(files.Keys.Except(["manifest.json", "index.html"]).Order(), manifest["files"]!.Select(file => (string)file["name"]!).Order());
        Assert.All(manifest["files"]!, file => Assert.Equal((string)file["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(files[(string)file["name"]!]))));
        Assert.Equal(Octets, files["documents/001-Plan-1.bin"]);
        foreach (var table in new[] { "account", "contact", "invoice", "off_contract" }) Same(table, files);
        Assert.All(Items().Where(item => item.Kind is HandoverItemKind.Data or HandoverItemKind.Document), item => Assert.Equal((HandoverItemItemState.Done, new LocalDate(2027, 1, 15)), (item.ItemState, item.DoneOn)));
        Assert.All(Items().Where(item => item.Kind is HandoverItemKind.ContactPerson or HandoverItemKind.Other), item => Assert.Equal(HandoverItemItemState.Open, item.ItemState));
    }

    [Fact]
    public void R19_the_index_can_be_read_by_everybody_and_the_package_holds_nothing_internal()
    {
        world.Administrator.Create(new Entity("annotation") { ["objectid"] = new EntityReference(OffboardingCaseRow.Table, id), ["subject"] = "Internal", ["filename"] = "internal.txt", ["isdocument"] = true, ["documentbody"] = Convert.ToBase64String(Octets) });

        var files = Export(out _);

        var index = Text(files["index.html"]);
        Assert.Contains("<html lang=\"en\">", index, StringComparison.Ordinal);
        Assert.Contains("Müller &amp; Söhne", index, StringComparison.Ordinal);
        Assert.Contains("data/contact.csv", index, StringComparison.Ordinal);
        Assert.Contains("Art. 25(2)(g)", index, StringComparison.Ordinal);
        Assert.DoesNotContain(files, file => file.Key.Contains("internal", StringComparison.Ordinal) || Text(file.Value).Contains("no longer have the people", StringComparison.Ordinal));
        var stored = new CaseDocumentRow(Assert.Single(world.Rows(CaseDocumentRow.Table, "off_caseid", id, "off_content", "off_contenthash", "off_kind")));
        Assert.Equal((index, Convert.ToHexStringLower(SHA256.HashData(files["manifest.json"]))), (stored.Content, stored.ContentHash));
    }

    [Fact]
    public void R19_a_file_without_octets_is_named_as_missing_and_its_item_stays_open()
    {
        world.CreatePastTheProduct(new Entity("annotation") { ["objectid"] = account, ["subject"] = "Lost", ["filename"] = "lost.txt", ["isdocument"] = true });

        var files = Export(out var last);

        Assert.Equal(1, (int)last["Failed"]);
        Assert.Contains("lost.txt", (string?)JObject.Parse(Text(files["manifest.json"]))["missing"]![0]!["item"], StringComparison.Ordinal);
        Assert.Contains(Items(), item => item.Name!.Contains("lost.txt", StringComparison.Ordinal) && item.ItemState == HandoverItemItemState.Open);
    }

    [Fact]
    public void R19_a_step_keeps_to_its_requests_and_an_unknown_token_changes_nothing()
    {
        world.OnCase("off_PlanHandover", id);
        var token = (string)world.OnCase("off_ExportHandover", id)["Token"];

        Assert.InRange(world.RequestsOf(() => world.OnCase("off_ExportHandover", id, ("Token", token))), 1, ExportHandover.MostRequests);
        Assert.Contains("[OFF-5003]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_ExportHandover", id, ("Token", "x"))), StringComparison.Ordinal);
        Assert.Contains("[OFF-5003]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_ExportHandover", id, ("Token", Guid.NewGuid().ToString("N") + ":0:0"))), StringComparison.Ordinal);
        Assert.Contains("[OFF-1304]", SolutionEnvironment.RefusalOf(() => world.OnCase("off_ExportHandover", Guid.NewGuid())), StringComparison.Ordinal);
    }

    [Fact]
    public void R19_an_item_that_is_not_needed_says_why_and_is_not_missed()
    {
        world.OnCase("off_PlanHandover", id);
        var item = Items().First(one => one.Kind == HandoverItemKind.Document).Id;

        var message = SolutionEnvironment.RefusalOf(() => world.Administrator.Update(new HandoverItemRow(new Entity(HandoverItemRow.Table, item)) { ItemState = HandoverItemItemState.NotNeeded }.Entity));
        world.Administrator.Update(new HandoverItemRow(new Entity(HandoverItemRow.Table, item)) { ItemState = HandoverItemItemState.NotNeeded, Reason = "The customer has it." }.Entity);

        Assert.Contains("[OFF-4410]", message, StringComparison.Ordinal);
        Export(out var last);
        Assert.Equal(0, (int)last["Failed"]);
    }

    [Fact]
    public void R19_a_table_with_more_rows_than_a_package_takes_is_refused_by_name() =>
        Assert.Equal(
            "Contact persons: there are more than 50000 rows, more than a package takes. Next: have an admin export this table and mark its item as not needed, with the reason. [OFF-4411]",
            Plugins.Messages.Format("OFF-4411", Plugins.Language.English, "table", "Contact persons", "most", "50000"));

    /// <summary>Every cell of the CSV and of the JSON against the row, read by libraries that know nothing of the product.</summary>
    void Same(string table, Dictionary<string, byte[]> files)
    {
        using var csv = new CsvReader(new StringReader(Text(files[$"data/{table}.csv"])), CultureInfo.InvariantCulture);
        using var reader = new JsonTextReader(new StringReader(Text(files[$"data/{table}.json"]))) { DateParseHandling = DateParseHandling.None };
        var json = (JArray)JObject.Load(reader)["rows"]!;
        Assert.True(csv.Read() && csv.ReadHeader());
        var columns = csv.HeaderRecord!;
        var count = 0;
        while (csv.Read())
        {
            var row = world.Administrator.Retrieve(table, Guid.Parse(csv.GetField(table + "id")!), new ColumnSet(columns));
            foreach (var column in columns)
            {
                var expected = row.GetAttributeValue<object?>(column) switch
                {
                    null => "",
                    Guid key => key.ToString("D"),
                    EntityReference reference => reference.LogicalName == "transactioncurrency" ? reference.Name : reference.Id.ToString("D"),
                    OptionSetValue option => row.FormattedValues.TryGetValue(column, out var label) ? label : option.Value.ToString(CultureInfo.InvariantCulture),
                    Money money => money.Value.ToString(CultureInfo.InvariantCulture),
                    DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    DateTime instant => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                    var other => Convert.ToString(other, CultureInfo.InvariantCulture),
                };
                Assert.Equal(expected, csv.GetField(column));
                Assert.Equal(expected, (string?)json[count][column] ?? "");
            }

            count++;
        }

        var links = new Dictionary<string, string> { ["account"] = "accountid", ["contact"] = "parentcustomerid", ["invoice"] = "customerid", ["off_contract"] = "off_accountid" };
        Assert.Equal(world.Rows(table, links[table], account.Id, table + "id").Count, count);
    }

    Dictionary<string, byte[]> Export(out OrganizationResponse last)
    {
        var files = new Dictionary<string, byte[]>();
        last = world.OnCase("off_ExportHandover", id);
        for (var steps = 1; ; steps++)
        {
            foreach (var file in ((EntityCollection)last["Files"]).Entities)
            {
                var octets = (bool)file["base64"] ? Convert.FromBase64String((string)file["content"]) : Encoding.UTF8.GetBytes((string)file["content"]);
                Assert.Equal((string)file["sha256"], Convert.ToHexStringLower(SHA256.HashData(octets)));
                files.Add((string)file["name"], octets);
            }

            if (!(bool)last["More"]) return files;
            Assert.InRange(steps, 1, 20);
            last = world.OnCase("off_ExportHandover", id, ("Token", last["Token"]));
        }
    }

    List<HandoverItemRow> Items() =>
        [.. world.Rows(HandoverItemRow.Table, "off_caseid", id, "off_name", "off_kind", "off_itemstate", "off_doneon", "off_detail", "off_dueon").Select(row => new HandoverItemRow(row))];

    static string Text(byte[] octets) => Encoding.UTF8.GetString(octets);
}
