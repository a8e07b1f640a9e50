using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.ErasureJobs;

namespace Offboarding.Tests.Holds;

/// <summary>A hold is placed while two callers erase, interleaved as a seed says: what it finds unmasked stays so.</summary>
/// <remarks>How many seeds are tried says the environment variable <c>OFFBOARDING_INTERLEAVINGS</c>, a number or <c>from..to</c>; if it is not set, 12.</remarks>
public sealed class HoldAtAnyInstantScenarios(ErasureJobWorld world) : IClassFixture<ErasureJobWorld>
{
    static (int From, int To) Seeds
    {
        get
        {
            var bounds = (Environment.GetEnvironmentVariable("OFFBOARDING_INTERLEAVINGS") ?? "12").Split("..").Select(bound => int.Parse(bound, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
            return bounds.Count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1]);
        }
    }

    [Fact]
    public void I2_what_a_hold_finds_when_it_is_placed_is_there_for_good()
    {
        var job = world.Approved(contacts: 3);
        var early = 0;
        for (var seed = Seeds.From; seed < Seeds.To; seed++)
        {
            using var copy = world.Local.Clone();
            var found = "";
            var random = new Random(seed);
            var ofContact = random.Next(3) == 0;
            var waits = random.Next(12);
            copy.Interleave(seed, () => Erase(copy), () => Erase(copy), () => found = Hold(copy, job, ofContact, waits));

            // The lease of a caller that died, or waited on the hold, is over; somebody calls again and again.
            copy.Clock.Advance(TimeSpan.FromHours(1));
            Erase(copy);

            Assert.True(found.Length > 0, $"Seed {seed}: the hold was not placed.");
            Assert.True(found == Values(copy, job, ofContact), $"Seed {seed}: the hold found\n{found}\nand in the end there is\n{Values(copy, job, ofContact)}");
            if (found.Contains("Needle", StringComparison.Ordinal)) early++;
        }

        Assert.InRange(early, 1, Seeds.To - Seeds.From);
    }

    /// <summary>Calls as a scheduler does: after a fault, such as a deadlock, again with its text.</summary>
    static void Erase(LocalEnvironment environment)
    {
        string? token = null, fault = null;
        for (var calls = 0; calls < 200; calls++)
        {
            var request = new OrganizationRequest("off_RunRetention");
            if (token is not null) request["Token"] = token;
            if (fault is not null) request["Fault"] = fault;
            try
            {
                var answer = environment.Administrator.Execute(request);
                fault = null;
                if (!(bool)answer["More"]) return;
                token = answer.Results.TryGetValue("Token", out var next) ? (string?)next : null;
            }
            catch (FaultException<OrganizationServiceFault> problem)
            {
                fault = fault is null ? problem.Detail.Message : null;
            }
        }
    }

    /// <summary>Places a hold after some reads, so that it comes at another instant with each seed, and tells what is there right after its commit.</summary>
    static string Hold(LocalEnvironment environment, DueJob job, bool ofContact, int waits)
    {
        for (var i = 0; i < waits; i++) environment.Administrator.Retrieve("account", job.Account.Id, new ColumnSet("name"));
        for (var tries = 0; tries < 20; tries++)
        {
            try
            {
                var hold = new LegalHoldRow { Kind = LegalHoldKind.Litigation, Purpose = "Claims", Reason = "Suit", Matter = "4 O 12/26", From = new LocalDate(2026, 1, 1) };
                if (ofContact) hold.ContactId = job.Contacts[0];
                else hold.AccountId = job.Account;
                environment.Administrator.Create(hold.Entity);
                return Values(environment, job, ofContact);
            }
            catch (FaultException<OrganizationServiceFault>)
            {
                // A deadlock: a person saves again.
            }
        }

        return "";
    }

    /// <summary>What the hold covers: names, tasks and notes.</summary>
    static string Values(LocalEnvironment environment, DueJob job, bool ofContact)
    {
        var contacts = ofContact ? [job.Contacts[0].Id] : job.Contacts.Select(contact => contact.Id).ToArray();
        var values = new List<string>();
        values.AddRange(Of("contact", "contactid", contacts, "lastname", "firstname", "emailaddress1"));
        values.AddRange(Of("task", "regardingobjectid", contacts, "subject"));
        values.AddRange(Of("annotation", "objectid", contacts, "subject"));
        return string.Join('\n', values);

        IEnumerable<string> Of(string table, string column, Guid[] ids, params string[] columns)
        {
            var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
            query.Criteria.AddCondition(new ConditionExpression(column, ConditionOperator.In, ids.Cast<object>().ToArray()));
            return environment.Administrator.RetrieveMultiple(query).Entities.OrderBy(row => row.Id).Select(row => table + " " + row.Id + " " + string.Join(" ", columns.Select(name => row.GetAttributeValue<string?>(name))));
        }
    }
}
