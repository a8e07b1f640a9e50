using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.SubjectRequests;

/// <summary>The night reminds of requests that are overdue. It is 15 January 2027.</summary>
public sealed class OverdueRequestScenarios : IDisposable
{
    readonly SubjectWorld world = new(withErasureMap: true);

    public void Dispose() => world.Dispose();

    [Fact]
    public void The_owner_is_reminded_once_after_the_target_and_once_after_the_deadline()
    {
        var request = world.Request(SubjectRequestKind.Access, world.Person(world.Account()), "2027-01-06");      // target Saturday 6 February, deadline Monday 8 February
        world.MoveTo("2027-02-06");
        Night();
        var onTheTarget = Reminders();
        world.MoveTo("2027-02-07");
        Night();
        Night();
        var afterTheTarget = Reminders();
        world.MoveTo("2027-02-09");
        Night();

        var number = world.Read(request).Name;
        Assert.Empty(onTheTarget);
        Assert.Equal([$"{number} is overdue: its internal target was 6 Feb 2027"], afterTheTarget);
        Assert.Equal([$"{number} is overdue by law: its deadline was 8 Feb 2027", $"{number} is overdue: its internal target was 6 Feb 2027"], Reminders());
    }

    [Fact]
    public void Answered_requests_and_those_that_belong_to_another_remind_nobody()
    {
        var (person, second) = (world.Person(world.Account("A")), world.Person(world.Account("B"), email: "b@n.example"));
        var answered = world.Confirmed(SubjectRequestKind.Access, person);
        world.On(answered, "off_AnswerRequest");
        var open = world.Request(SubjectRequestKind.Rectification, person);
        world.Confirm(open, second);
        world.MoveTo("2027-02-11");

        Night();

        Assert.Single(Reminders());
    }

    [Fact]
    public void A_changed_key_of_the_list_is_reported_by_the_night()
    {
        world.Request(SubjectRequestKind.Objection, world.Person(world.Account()));
        var key = world.All(SubjectKeyRow.Table).Single();
        world.Rows.Solution.UpdatePastTheProduct(new SubjectKeyRow(new Entity(SubjectKeyRow.Table, key.Id)) { Key = Convert.ToBase64String(new byte[32]) }.Entity);

        Assert.Contains("[OFF-3542]", Night(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_another_run_is_refused() =>
        Assert.EndsWith("[OFF-5003]", SolutionEnvironment.RefusalOf(() => world.Execute("off_RunNightly", null, ("Token", "D:nowhere"))), StringComparison.Ordinal);

    IEnumerable<string> Reminders() =>
        world.All(TaskRow.Table).Select(row => new TaskRow(row)).Where(task => task.Reminder?.StartsWith("dsr-overdue:", StringComparison.Ordinal) == true).Select(task => task.Subject!).Order(StringComparer.Ordinal).ToList();

    string Night()
    {
        var report = "";
        var token = "D:";
        while (true)
        {
            var answer = world.Execute("off_RunNightly", null, ("Token", token));
            report += answer.Results.TryGetValue("Report", out var said) ? (string)said : "";
            token = (string)answer["Token"];
            if (!token.StartsWith("D:", StringComparison.Ordinal)) return report;
        }
    }
}
