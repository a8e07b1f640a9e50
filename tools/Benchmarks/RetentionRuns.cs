using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Benchmarks;

/// <summary>What the erasure of due contacts costs, from the schedule to the certificate: it must grow with the rows, and what one step takes must not grow at all.</summary>
static class RetentionRuns
{
    const int ContactsPerAccount = 100;
    const int ActivitiesPerContact = 5;

    /// <summary>Writes a table of results, a line for each number of contacts.</summary>
    /// <param name="output">Where.</param>
    /// <param name="sizes">Numbers of due contacts, each a multiple of 100.</param>
    internal static void Measure(TextWriter output, params int[] sizes)
    {
        var zip = ProductZip.Pack();
        output.WriteLine("| due contacts | rows | schedule | plan | erase | ms a contact | processor time | MB a step allocates: half of them, 99 %, all | evidence |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var size in sizes) Measure(output, zip, size);
    }

    static void Measure(TextWriter output, byte[] zip, int contacts)
    {
        using var environment = LocalEnvironment.Create(new EnvironmentOptions { Now = new DateTime(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc), Traces = TraceSetting.Off });
        environment.ImportSolution(zip);
        environment.RunAsyncJobs();
        Loop(environment, environment.Administrator, "off_InstallDefaults", []);
        var officer = environment.ServiceFor(environment.AddUser(new NewUser("Dora Schutz") { IsAdministrator = true }));
        Fill(environment, contacts);

        var steps = new List<long>();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var schedule = Stopwatch.StartNew();
        Loop(environment, environment.Administrator, "off_RunSchedules", steps);
        schedule.Stop();
        var plan = Stopwatch.StartNew();
        foreach (var job in Jobs(environment))
        {
            var answer = environment.Administrator.Execute(new OrganizationRequest("off_PlanErasure") { ["Target"] = job });
            officer.Execute(new OrganizationRequest("off_ApproveErasure") { ["Target"] = new EntityReference("off_erasureplan", (Guid)answer["PlanId"]), ["Hash"] = answer["Hash"], ["Count"] = answer["Count"] });
            environment.Requests.Clear();
        }

        plan.Stop();
        var erase = Stopwatch.StartNew();
        Loop(environment, environment.Administrator, "off_RunRetention", steps);
        erase.Stop();
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;

        var open = Jobs(environment);
        if (open.Count > 0) throw new InvalidOperationException($"{open.Count} jobs were not completed; the first: " + Detail(environment, open[0]));

        var total = schedule.Elapsed + plan.Elapsed + erase.Elapsed;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {contacts:N0} | {Rows(contacts):N0} | {schedule.Elapsed.TotalSeconds:N1} s | {plan.Elapsed.TotalSeconds:N1} s | {erase.Elapsed.TotalSeconds:N1} s | {total.TotalMilliseconds / contacts:N2} | {processor.TotalSeconds:N1} s | {Below(steps, 0.5):N0}, {Below(steps, 0.99):N0}, {Below(steps, 1):N0} | {Evidence(environment):N0} |"));
    }

    static int Rows(int contacts) => (contacts * (1 + ActivitiesPerContact)) + (contacts / ContactsPerAccount);

    static void Fill(LocalEnvironment environment, int contacts)
    {
        for (var at = 0; at < contacts; at += ContactsPerAccount)
        {
            var account = new EntityReference("account", Past(environment, new Entity("account") { ["name"] = "Leaver " + Text(at), ["off_jurisdictions"] = "DE" }));
            for (var i = 0; i < ContactsPerAccount; i++)
            {
                var contact = new Entity("contact") { ["firstname"] = "Ada", ["lastname"] = "Muster" + Text(at + i), ["emailaddress1"] = $"muster{Text(at + i)}@example.org", ["parentcustomerid"] = account };
                var person = new EntityReference("contact", Past(environment, contact));
                for (var task = 0; task < ActivitiesPerContact; task++) Past(environment, new Entity("task") { ["subject"] = "Call Muster" + Text(at + i), ["regardingobjectid"] = person });
            }

            var left = new Entity("account", account.Id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2), ["off_deactivatedon"] = new DateTime(2020, 6, 30, 0, 0, 0, DateTimeKind.Unspecified) };
            environment.Administrator.Execute(new UpdateRequest { Target = left, Parameters = { ["BypassCustomPluginExecution"] = true } });
            Past(environment, new Entity("off_erasurejob") { ["off_accountid"] = account, ["off_openkey"] = account.Id.ToString("D"), ["statuscode"] = new OptionSetValue(1) });
            environment.Requests.Clear();
        }
    }

    /// <summary>Creates a row past the product's steps, as a migration does.</summary>
    static Guid Past(LocalEnvironment environment, Entity row) =>
        ((CreateResponse)environment.Administrator.Execute(new CreateRequest { Target = row, Parameters = { ["BypassCustomPluginExecution"] = true } })).id;

    /// <summary>Megabytes that a share of the steps stays within.</summary>
    static double Below(List<long> steps, double share) => steps.Order().ElementAt((int)Math.Ceiling(share * steps.Count) - 1) / 1048576d;

    static void Loop(LocalEnvironment environment, IOrganizationService service, string message, List<long> allocated)
    {
        var request = new OrganizationRequest(message);
        while (true)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var answer = service.Execute(request);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            environment.Requests.Clear();
            if (!(bool)answer["More"]) return;

            request["Token"] = answer["Token"];
        }
    }

    /// <summary>The jobs that are not completed.</summary>
    static List<EntityReference> Jobs(LocalEnvironment environment)
    {
        var query = new QueryExpression("off_erasurejob") { ColumnSet = new ColumnSet("statuscode") };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        return [.. environment.Administrator.RetrieveMultiple(query).Entities.Select(static job => job.ToEntityReference())];
    }

    static string Detail(LocalEnvironment environment, EntityReference job)
    {
        var failures = new QueryExpression("off_erasurefailure") { ColumnSet = new ColumnSet("off_tablename", "off_reason"), TopCount = 5 };
        failures.Criteria.AddCondition("off_jobid", ConditionOperator.Equal, job.Id);
        var reasons = environment.Administrator.RetrieveMultiple(failures).Entities.Select(static row => row["off_tablename"] + ": " + row["off_reason"]);
        var row = environment.Administrator.Retrieve(job.LogicalName, job.Id, new ColumnSet("statuscode", "off_detail"));
        return row.FormattedValues["statuscode"] + " " + row.GetAttributeValue<string?>("off_detail") + "\n" + string.Join('\n', reasons);
    }

    /// <summary>Entries of evidence that the run wrote.</summary>
    static int Evidence(LocalEnvironment environment)
    {
        var query = new QueryExpression("off_erasurerun") { ColumnSet = new ColumnSet("off_entrycount") };
        return environment.Administrator.RetrieveMultiple(query).Entities.Sum(static run => run.GetAttributeValue<int>("off_entrycount"));
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
