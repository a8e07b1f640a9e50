using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Contracts;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.Cases;

/// <summary>
/// Whether the customer has access to a portal and whether we hold data, as metadata and rows tell. The table names what of Power Pages is installed (names: a column of the
/// contact; identities, roles: tables), and what the customer has.
/// </summary>
[Trait("requirement", "R01")]
public sealed class PlanConditionScenarios
{
    const string Check = "To be checked: nothing in this environment tells whether the customer has access to a portal. If there is none, cancel this.";

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Cases =>
        ContractTable.ReadFile(Path.Combine(SharedFacts.RepositoryRoot, "Tests", "Cases", "plan-condition-cases.csv"))
            .Select(row => new TheoryDataRow<string, string, string, string>(row["installed"], row["customer"], row["access"], row["export"]));

    [Theory]
    [MemberData(nameof(Cases))]
    public void R01_portal_access_and_held_data_are_planned_for_as_metadata_and_rows_tell(string installed, string customer, string access, string export)
    {
        using var world = World(installed);
        var account = Customer(world, customer);
        var cases = new CaseWorld(world);
        world.Local.Requests.Clear();

        var id = (Guid)cases.Rep.Execute(CaseWorld.StartRequest(account, playbook: "service"))["CaseId"];

        Assert.InRange(world.Local.Requests.ByPlugins.Count(request => request.Depth == 2), 1, StartOffboarding.MostRequests);
        var items = cases.Items(id);
        Assert.Equal(export == "yes", items.Any(item => item.TemplateCode == "service-data-export"));
        var closing = items.SingleOrDefault(item => item.TemplateCode == "service-access");
        Assert.Equal(access, closing is null ? "no" : Text(world, closing).StartsWith(Check + "\n", StringComparison.Ordinal) ? "check" : "yes");
    }

    [Fact]
    public void R01_whoever_reads_German_is_asked_to_check_in_German()
    {
        using var world = World("");
        var cases = new CaseWorld(world);

        var id = (Guid)world.GermanRep.Execute(CaseWorld.StartRequest(Customer(world, ""), playbook: "service"))["CaseId"];

        Assert.StartsWith(
            "Zu prüfen: Nichts in dieser Umgebung sagt, ob der Kunde Zugang zu einem Portal hat. Falls nicht, dies abbrechen.\n",
            Text(world, cases.Items(id).Single(item => item.TemplateCode == "service-access")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void R01_the_main_contact_is_named_beside_contacts_with_access()
    {
        using var world = World("names identities roles");
        var account = Customer(world, "name identity role");
        var main = Contact(world, account, "Erika");
        var request = CaseWorld.StartRequest(account, playbook: "service");
        request["MainContactId"] = main;

        var cases = new CaseWorld(world);
        var id = (Guid)cases.Rep.Execute(request)["CaseId"];

        var letter = cases.Items(id).Single(item => item.TemplateCode == "service-letter");
        Assert.Contains("Erika Muster", Text(world, letter), StringComparison.Ordinal);
        Assert.DoesNotContain(Check, Text(world, letter), StringComparison.Ordinal);
    }

    static string Text(SolutionEnvironment world, PlanItemRow item)
    {
        var table = item.Activity == PlanItemActivity.Letter ? "letter" : "task";
        return world.Administrator.Retrieve(table, Guid.Parse(item.ActivityRowId!), new ColumnSet("description")).GetAttributeValue<string>("description");
    }

    /// <summary>What Power Pages brings, as far as it matters here.</summary>
    static SolutionEnvironment World(string installed)
    {
        var world = new SolutionEnvironment();
        var pages = new TestSolution { UniqueName = "Pages" };
        if (Has(installed, "names")) pages.Tables.Add(new TestTable("Contact") { IsExtension = true, Columns = { TestTable.Text("adx_identity_username") } });
        if (Has(installed, "identities"))
        {
            pages.Tables.Add(new TestTable("adx_externalidentity") { Columns = { TestTable.Lookup("adx_contactid") } });
            pages.Relationships.Add(TestTable.OneToMany("adx_contact_externalidentity", "adx_externalidentity", "adx_contactid", "Contact"));
        }

        if (Has(installed, "roles"))
        {
            pages.Tables.Add(new TestTable("adx_webrole"));
            pages.Relationships.Add(TestTable.ManyToMany("adx_webrole_contact", "adx_webrole", "Contact"));
        }

        if (installed.Length > 0) world.Local.ImportSolution(pages.ToZip());
        return world;
    }

    static Guid Customer(SolutionEnvironment world, string has)
    {
        var account = world.AddAccount("Contoso GmbH");
        world.AddContract(account, change: contract => Shape(contract, has));
        if (has.Contains("ended", StringComparison.Ordinal) || has.Contains("retrieval", StringComparison.Ordinal)) world.AddContract(account, "V-2042");

        var contact = Contact(world, has == "name-elsewhere" ? world.AddAccount("Fabrikam AG") : account, "Otto");
        var reference = new EntityReference("contact", contact);
        if (has.Contains("name", StringComparison.Ordinal)) world.Administrator.Update(new Entity("contact", contact) { ["adx_identity_username"] = "otto" });
        if (Has(has, "identity")) world.Administrator.Create(new Entity("adx_externalidentity") { ["adx_contactid"] = reference });
        if (Has(has, "role"))
            world.Administrator.Associate("contact", contact, new Relationship("adx_webrole_contact"), [new EntityReference("adx_webrole", world.Administrator.Create(new Entity("adx_webrole")))]);
        if (Has(has, "document") || Has(has, "note"))
        {
            var note = new Entity("annotation") { ["subject"] = "From the customer", ["objectid"] = new EntityReference(AccountRow.Table, account) };
            if (Has(has, "document")) (note["isdocument"], note["filename"], note["documentbody"]) = (true, "list.txt", "YQ==");
            world.Administrator.Create(note);
        }

        return account;
    }

    static void Shape(ContractRow contract, string has)
    {
        if (Has(has, "saas")) contract.ContractKind = ContractKind.Saas;
        if (has.Contains("switch", StringComparison.Ordinal)) contract.Switch = true;
        if (!has.Contains("ended", StringComparison.Ordinal) && !has.Contains("retrieval", StringComparison.Ordinal)) return;

        contract.Renewal = ContractRenewal.None;
        contract.RenewalTerm = null;
        if (has.Contains("retrieval", StringComparison.Ordinal)) contract.PostEndDays = 30;
    }

    static Guid Contact(SolutionEnvironment world, Guid account, string first) => world.Administrator.Create(new Entity("contact")
    {
        ["firstname"] = first,
        ["lastname"] = "Muster",
        ["parentcustomerid"] = new EntityReference(AccountRow.Table, account),
    });

    static bool Has(string words, string word) => words.Split(' ').Contains(word);
}
