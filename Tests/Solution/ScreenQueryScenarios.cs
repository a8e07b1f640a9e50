using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Tests.Solution;

/// <summary>What views and charts ask, the embedded Dataverse answers, and restricted customers are in none of them.</summary>
public class ScreenQueryScenarios
{
    /// <summary>Tables whose rows name a customer and are read by sales.</summary>
    static readonly string[] Customers = ["Account", "off_Contract", "off_OffboardingCase"];

    [Fact]
    public void Every_view_and_every_chart_is_a_question_that_can_be_answered()
    {
        using var environment = new SolutionEnvironment();
        var fetches = SolutionSource.Below("Entities").SelectMany(file => file.Value.Descendants("fetch").Select(fetch => (Place: file.Key, Fetch: Asked(fetch)))).ToList();

        var unanswered = new List<string>();
        foreach (var (place, fetch) in fetches)
        {
            var error = Record.Exception(() => environment.Administrator.RetrieveMultiple(new FetchExpression(fetch)));
            if (error is not null) unanswered.Add($"{place}: {error.Message}");
        }

        Assert.Empty(unanswered);
        Assert.True(fetches.Count > 300);
    }

    [Fact]
    public void Public_views_of_customers_leave_restricted_ones_out()
    {
        var showing = from table in Customers
                      from file in SolutionSource.Below($"Entities/{table}/SavedQueries")
                      where file.Value.Descendants("querytype").Single().Value == "0"
                      where !file.Value.Descendants("condition").Any(condition => (string?)condition.Attribute("attribute") == "off_restrictedon" && (string?)condition.Attribute("operator") == "null")
                      select file.Key;

        Assert.Empty(showing);
    }

    [Fact]
    public void An_account_without_contract_is_listed_until_one_is_recorded()
    {
        using var environment = new SolutionEnvironment();
        var without = environment.AddAccount("Without");
        var with = environment.AddAccount("With");
        environment.Administrator.Create(new Offboarding.Plugins.Rows.ContractRow { Name = "V-1", AccountId = new("account", with) }.Entity);

        var listed = environment.Administrator.RetrieveMultiple(new FetchExpression(ViewOf("Account", "Accounts without a Contract on File"))).Entities.Select(row => row.Id).ToList();

        Assert.Contains(without, listed);
        Assert.DoesNotContain(with, listed);
    }

    static string ViewOf(string table, string name) => Asked(SolutionSource.Below($"Entities/{table}/SavedQueries")
        .Single(file => file.Value.Descendants("LocalizedName").Any(label => (string?)label.Attribute("description") == name)).Value.Descendants("fetch").Single());

    /// <summary>Quick find stands for what somebody types.</summary>
    static string Asked(XElement fetch) => fetch.ToString(SaveOptions.DisableFormatting).Replace("{0}", "%a%", StringComparison.Ordinal);
}
