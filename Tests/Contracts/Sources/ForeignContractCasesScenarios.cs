using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Newtonsoft.Json.Linq;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Tests.Contracts.Sources;

/// <summary>The table of contract cases, each case a row of a customer's own table, judged by the packed solution.</summary>
public sealed class ForeignContractCasesScenarios
{
    [Fact]
    public void A_contract_is_judged_alike_wherever_it_lives()
    {
        using var world = ForeignContracts.Environment();
        ForeignContracts.MapEverything(world);
        var cases = ContractTable.CasesIn(SharedFacts.Path("domain/contract-cases.csv"));
        var accounts = cases.GroupBy(static row => row.Group.Length > 0 ? row.Group : row.Id, StringComparer.Ordinal);

        var judged = 0;
        var differences = new List<string>();
        foreach (var group in accounts)
        {
            var account = world.AddAccount(group.Key);
            var rows = group.Select(row => ForeignContracts.RowOf(row, account)).ToList();
            if (rows.Contains(null) || group.Any(static row => row.Today is null)) continue;

            var byId = group.Zip(rows, (row, entity) => (world.Administrator.Create(entity), row)).ToDictionary(static pair => pair.Item1, static pair => pair.row);
            var answer = Preview(world, account, group.First().Today!.Value.ToString());
            judged += byId.Count;
            differences.AddRange(Differences((JObject)answer["accounts"]![0]!, byId));
        }

        // What is missing are two accounts with a date that no column can hold or a question without a day.
        Assert.InRange(judged, 347, cases.Count);
        Assert.True(differences.Count == 0, $"{judged} judged, {differences.Count} differences:\n" + string.Join('\n', differences.Take(40)));
    }

    static IEnumerable<string> Differences(JObject account, Dictionary<Guid, ContractCase> cases)
    {
        var contracts = ((JArray)account["contracts"]!).ToDictionary(static contract => Guid.Parse((string)contract["contractid"]!));
        foreach (var (id, row) in cases)
        {
            Assert.Equal(ForeignContracts.Table, (string?)contracts[id]["table"]);
            var results = contracts[id]["results"]!;
            foreach (var column in row.Columns.Where(static column => column.StartsWith("expected_", StringComparison.Ordinal)))
            {
                var name = column["expected_".Length..];
                var actual = name switch
                {
                    "account_status" => row.Group.Length > 0 ? (string?)account["verdict"] : "",
                    "account_deactivation" => row.Group.Length > 0 ? (string?)account["possible_from"] : "",
                    _ => (string?)results[name],
                };
                if ((actual ?? "") != row[column]) yield return $"{row} | {name}: expected '{row[column]}', got '{actual}'";
            }
        }
    }

    static JObject Preview(SolutionEnvironment world, Guid account, string day) => JObject.Parse((string)world.Administrator.Execute(
        new OrganizationRequest("off_PreviewOffboarding") { ["AccountIds"] = new[] { account.ToString() }, ["Day"] = day })["Json"]);
}
