using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.Cases;
using Offboarding.Tests.Offboard.Online;

namespace Offboarding.Tests.Web;

/// <summary>The pages ask the Web API of an environment that imported the packed zip, and act in it.</summary>
public sealed partial class LiveWebResourceTests : IDisposable
{
    const string Part = "row\tcontact\t0123456789abcdef0123456789abcdef\tk\taccount\ts\tl\tr\t1\tmask\tc\t\nwrite\tcontact\tk\tc\tfirstname\ttext\terased";
    readonly SolutionEnvironment solution = new();
    readonly CaseWorld cases;

    public LiveWebResourceTests() => cases = new CaseWorld(solution);

    public void Dispose() => solution.Dispose();

    [Fact]
    public async Task R47_every_page_works_against_the_served_zip()
    {
        using var node = await WebResourceTests.PreparedAsync();
        var script = await File.ReadAllTextAsync(Path.Combine(node.Folder, "live.mjs"), TestContext.Current.CancellationToken);
        var pages = Page().Matches(script).Select(match => "ok " + match.Groups["name"].Value).ToList();
        var ids = Prepared();

        using var served = new ServedOrganization(solution.Local);
        var output = await node.RunAsync("live.mjs", served.Url, served.Token, ids);

        Assert.Equal(pages, output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.True(pages.Count >= 8);
    }

    string Prepared()
    {
        var (account, other) = (AddCustomer("Contoso GmbH"), AddCustomer("Fabrikam AG"));
        var contact = solution.Administrator.Create(new Entity("contact")
        {
            ["firstname"] = "Ute", ["lastname"] = "Zander", ["emailaddress1"] = "ute.zander@contoso.example", ["parentcustomerid"] = new EntityReference(AccountRow.Table, account),
        });
        var id = cases.Announced(account);
        var letter = (Guid)solution.Administrator.Execute(CaseWorld.On(id, "off_DraftLetter", ("Kind", "thanks"), ("ContactId", contact)))["LetterId"];
        var plan = solution.CreatePastTheProduct(new ErasurePlanRow
        {
            AccountId = new EntityReference(AccountRow.Table, account), Approval = ErasurePlanApproval.Waiting, EraseCount = 212, PseudonymizeCount = 2, KeepCount = 37, Hash = new string('a', 64),
            PlannedOn = new LocalDate(2027, 1, 14), Summary = """{"change":[{"table":"contact","method":"text","rows":1,"columns":1}],"keep":[],"undecided":[]}""",
        }.Entity);
        solution.CreatePastTheProduct(new ErasurePlanPartRow { PlanId = new EntityReference(ErasurePlanRow.Table, plan), Name = "2", Number = 2, Content = Part }.Entity);
        return JsonConvert.SerializeObject(new { account, other, @case = id, letter, plan });
    }

    Guid AddCustomer(string name)
    {
        var account = solution.AddAccount(name);
        solution.AddContract(account, name[0] == 'C' ? "V-2041" : "V-2042");
        return account;
    }

    [GeneratedRegex("""^await live\("(?<name>[^"]+)",""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Page();
}
