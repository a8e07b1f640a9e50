using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Story;

/// <summary>What becomes of the data of the customer of the first story: restricted, planned by night, approved by a second person, erased, and searched for again.</summary>
internal sealed class YearsLater(Stage stage)
{
    const string Number = "K-1002";
    const string Contract = "V-2003";
    const string Job = "off_erasurejob";

    /// <summary>What names begin with that were replaced; the rest is another one each time.</summary>
    const string Token = "ANON-";

    const string Plan = "off_erasureplan";

    static readonly DateOnly OutOfDailyWork = new(2027, 12, 1);
    static readonly DateOnly PeriodsAreOver = new(2034, 2, 1);

    readonly Guid account = stage.Account(Number);
    readonly string name = stage.Name(Number);
    readonly IOrganizationService officer = stage.DataProtectionOfficer();

    public IEnumerable<StoryEvent> Tell()
    {
        yield return stage.Chapter("StoryYearsLater", name);
        yield return stage.Act("StoryRetentionFacts");
        stage.Administrator.Update(new Entity("account", account) { ["off_jurisdictions"] = "DE" });
        stage.Administrator.Update(new Entity("off_contract", One("off_contract", "off_name", Contract)) { ["off_concludedon"] = new DateTime(2024, 4, 15) });

        yield return stage.MoveTo(OutOfDailyWork);
        yield return stage.Act("StoryNight");
        stage.RunNight();
        var job = One(Job, "off_accountid", account);
        yield return stage.Done("StoryErasureJob", Status(job));

        yield return stage.MoveTo(PeriodsAreOver);
        yield return stage.Act("StoryNight");
        stage.RunNight();
        var plan = stage.Administrator.Retrieve(Plan, One(Plan, "off_accountid", account), new ColumnSet("off_hash", "off_erasecount", "off_pseudonymizecount", "off_keepcount"));
        var changed = plan.GetAttributeValue<int>("off_erasecount") + plan.GetAttributeValue<int>("off_pseudonymizecount");
        yield return stage.Done("StoryErasurePlan", changed, plan.GetAttributeValue<int>("off_keepcount"));

        yield return stage.Act("StoryErasureApprove", changed);
        officer.Execute(new OrganizationRequest("off_ApproveErasure") { ["Target"] = plan.ToEntityReference(), ["Hash"] = plan["off_hash"], ["Count"] = changed });
        yield return stage.Act("StoryNight");
        stage.RunNight();
        Expect.True($"{name} without the name of a contact", LastNameOfContact().StartsWith(Token, StringComparison.Ordinal));
        yield return stage.Done("StoryErased", Detail(job), Token + "…");

        yield return stage.Act("StoryProve");
        var request = new OrganizationRequest("off_ProveErasure") { ["Target"] = new EntityReference(Job, job) };
        stage.Loop(request);
        yield return stage.Says(StoryMark.Done, Detail(job));
        Expect.True($"{name} without a value that was left behind", stage.Administrator.Retrieve(Job, job, new ColumnSet("off_certificate")).GetAttributeValue<string>("off_certificate").Contains('✓', StringComparison.Ordinal));
    }

    string Status(Guid job) => stage.Administrator.Retrieve(Job, job, new ColumnSet("statuscode")).FormattedValues["statuscode"];

    string Detail(Guid job) => stage.Administrator.Retrieve(Job, job, new ColumnSet("off_detail")).GetAttributeValue<string>("off_detail");

    string LastNameOfContact()
    {
        var query = new QueryByAttribute("contact") { ColumnSet = new ColumnSet("lastname") };
        query.AddAttributeValue("parentcustomerid", account);
        return stage.Administrator.RetrieveMultiple(query).Entities.Single().GetAttributeValue<string>("lastname");
    }

    Guid One(string table, string column, object value)
    {
        var query = new QueryByAttribute(table) { ColumnSet = new ColumnSet(column) };
        query.AddAttributeValue(column, value);
        var rows = stage.Administrator.RetrieveMultiple(query).Entities;
        Expect.Equal($"the number of rows of {table}", 1, rows.Count);
        return rows[0].Id;
    }
}
