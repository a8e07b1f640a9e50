using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.Restriction;

namespace Offboarding.Tests.Nightly;

/// <summary>Whoever calls the night may die before or after any of its commits: the next call brings it to the same end.</summary>
public sealed partial class CrashedNightScenarios : IDisposable
{
    /// <summary>What is compared: everything that the night writes, without ids of new rows, instants, leases and digests.</summary>
    static readonly Dictionary<string, string[]> Compared = new(StringComparer.Ordinal)
    {
        ["account"] = ["accountid", "name", "statecode", "ownerid", "off_restrictedon", "off_relationshipend", "off_deactivatedon"],
        ["contact"] = ["contactid", "firstname", "lastname", "emailaddress1", "ownerid", "off_restrictedon"],
        ["task"] = ["subject", "statecode", "ownerid", "off_reminder"],
        ["annotation"] = ["annotationid", "subject", "notetext", "ownerid"],
        ["off_erasurejob"] = ["off_accountid", "statecode", "statuscode", "off_step", "off_leaseowner", "off_failurecount", "off_completedon", "off_dueon", "off_restrictfrom", "off_linecount"],
        ["off_retentionschedule"] = ["off_name", "off_linestatus", "off_action", "off_operativerule", "off_earliesterasure", "off_rowcount", "off_erasedon"],
        ["off_erasureplan"] = ["off_accountid", "off_approval", "off_erasecount", "off_pseudonymizecount", "off_keepcount"],
        ["off_erasurerecord"] = ["off_tablename", "off_method", "off_count", "off_ruleid"],
        ["off_erasurefailure"] = ["off_name"],
        ["off_subjectkey"] = ["off_subjecttable"],
        ["off_restrictionpart"] = ["off_number", "off_content"],
        ["appnotification"] = ["title", "ownerid"],
    };

    readonly RestrictionWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void I7_killed_at_any_commit_and_called_again_the_night_ends_as_if_nothing_had_happened()
    {
        world.Prepare();
        world.Local.AddUser(new NewUser("Dora Datenschutz") { Roles = ["Offboarding Data Protection Officer"] });
        world.Left(contacts: 1);
        world.Jobs.Approved(contacts: 1);
        world.Jobs.Due(contacts: 1);
        var tokens = new List<string?> { null };
        string expected;
        using (var whole = world.Local.Clone())
        {
            while (Step(whole, tokens[^1]) is { } next) tokens.Add(next);
            RunLater(whole);
            expected = StateOf(whole);
        }

        Assert.InRange(tokens.Count, 15, 60);
        Assert.All(new[] { "S:", "R:", "P:", "A:", "E:", "K:", "D:", "T:" }, part => Assert.Contains(tokens, token => token?.StartsWith(part, StringComparison.Ordinal) == true));
        Parallel.For(0, tokens.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, died =>
        {
            // After the commit of a step its answer is lost, so that nobody knows its token; before the commit nothing of the step is there: both restart from the beginning.
            using var restarted = After(died);
            RunLater(restarted);
            Assert.True(expected == StateOf(restarted), $"Restarted after step {died}:\n{Difference(expected, StateOf(restarted))}");

            // Or the caller has kept the token of the step whose answer is lost, and repeats that step.
            using var repeated = After(died);
            repeated.Clock.Advance(TimeSpan.FromSeconds(30));
            RunToTheEnd(repeated, died == 0 ? null : tokens[died - 1]);
            RunLater(repeated);
            Assert.True(expected == StateOf(repeated), $"Repeated step {died}:\n{Difference(expected, StateOf(repeated))}");
        });
    }

    /// <summary>A copy in which so many steps were committed.</summary>
    LocalEnvironment After(int steps)
    {
        var copy = world.Local.Clone();
        string? token = null;
        for (var step = 0; step < steps; step++) token = Step(copy, token);
        return copy;
    }

    /// <summary>One step; null: it was the last.</summary>
    static string? Step(LocalEnvironment environment, string? token)
    {
        var request = new OrganizationRequest("off_RunNightly");
        if (token is not null) request["Token"] = token;
        var answer = environment.Administrator.Execute(request);
        return (bool)answer["More"] ? (string)answer["Token"] : null;
    }

    static void RunToTheEnd(LocalEnvironment environment, string? token = null)
    {
        for (var steps = 0; steps < 100; steps++)
            if ((token = Step(environment, token)) is null) return;

        Assert.Fail("The night does not end.");
    }

    /// <summary>When the lease of whoever died is over; and once more, because what is completed is tidied up by the next night.</summary>
    static void RunLater(LocalEnvironment environment)
    {
        for (var night = 0; night < 2; night++)
        {
            environment.Clock.Advance(TimeSpan.FromMinutes(10));
            RunToTheEnd(environment);
        }
    }

    static string StateOf(LocalEnvironment environment)
    {
        var lines = new List<string>();
        foreach (var (table, columns) in Compared)
        {
            var rows = environment.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) }).Entities;
            lines.AddRange(rows.Select(row => table + ": " + string.Join(" | ", columns.Select(column => Text(row.Contains(column) ? row[column] : null)))).Order(StringComparer.Ordinal));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Tokens come from keys that each copy draws for itself.</summary>
    static string Text(object? value) => Token().Replace(value switch
    {
        EntityReference reference => reference.Id.ToString("D"),
        OptionSetValue option => option.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        null => "",
        _ => value.ToString()!,
    }, "ANON");

    static string Difference(string expected, string actual) =>
        string.Join('\n', expected.Split('\n').Except(actual.Split('\n'), StringComparer.Ordinal).Select(line => "- " + line).Concat(actual.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal).Select(line => "+ " + line)));

    [GeneratedRegex("ANON-[A-Z2-7]{10}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
