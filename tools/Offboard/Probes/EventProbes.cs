using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;

namespace Offboard.Probes;

/// <summary>Which events the platform raises, and what they see of each other.</summary>
internal static class EventProbes
{
    const int Inactive = 1;
    const int InactiveStatus = 2;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Probe> All { get; } =
    [
        new(
            "set-state",
            "Which events does SetState raise?",
            "Its own event, and Update inside it.",
            new("Its own event only.", "SetStateRaises = SetStateEvents.SetState"),
            SetState)
        {
            C = new("Update only.", "SetStateRaises = SetStateEvents.Update"),
        },
        new(
            "older-events",
            "Does an Update of the state run steps of SetState? (F092)",
            "Yes.",
            new("No, its own steps only.", "UpdateRaisesOlderEvents = false"),
            OlderEvents),
        new(
            "merge",
            "Does Merge raise Update for the rows it writes?",
            "Yes.",
            new("No.", "MergeRaisesUpdate = false"),
            Merge),
        new(
            "parent",
            "Does the Update that a message raises find that message as its parent context?",
            "Yes.",
            new("No.", "RaisedOperationsKnowTheirParent = false"),
            Parent),
        new(
            "cascade-delete",
            "Do rows that are deleted by cascade raise Delete? (F176)",
            "Yes.",
            new("No, they go without a word.", "CascadesRaiseDelete = false"),
            CascadeDelete),
        new(
            "correlation",
            "Has what a message raises the CorrelationId of the message? (F045)",
            "Yes.",
            "No.",
            Correlation),
        new(
            "added-columns",
            "Does a column that a plug-in adds to Target trigger steps that are filtered by it? (F087)",
            "No, what the caller sent decides.",
            new("Yes.", "AddedColumnsTriggerSteps = true"),
            AddedColumns),
        new(
            "associate",
            "Does Associate of a 1:N relationship raise Update of the row whose lookup it sets? (F259)",
            "No, its own event only.",
            new("Yes.", "AssociateRaisesUpdate = true"),
            Associate),
        new(
            "send",
            "Does sending an e-mail raise Update of the e-mail, besides Send?",
            "Yes.",
            new("No, Send only.", "SendRaises = SendEvents.Send"),
            Send),
    ];

    static ProbeAnswer SetState(ScratchSpace space)
    {
        if (!space.SendsSetState) return ProbeAnswer.CannotTell("The client of this build speaks the Web API, which has no SetState. Build with -p:DataverseSdk=Official.");

        var account = space.Account();
        space.Observe(new("SetState", "SetState", "account", account), new("Update", "Update", "account", account));
        SetInactive(space, account);

        var seen = space.Observations().Select(one => one.Label).ToHashSet(StringComparer.Ordinal);
        return (seen.Contains("SetState"), seen.Contains("Update")) switch
        {
            (true, true) => new(Reading.A, "Steps of both messages ran."),
            (true, false) => new(Reading.B, "The step of SetState ran, that of Update did not."),
            (false, true) => new(Reading.C, "The step of Update ran, that of SetState did not."),
            _ => ProbeAnswer.CannotTell("No step ran at all."),
        };
    }

    static ProbeAnswer OlderEvents(ScratchSpace space)
    {
        var account = space.Account();
        space.Observe(new("SetState", "SetState", "account", account), new("Update", "Update", "account", account));
        space.Update("account", account, ("statecode", new OptionSetValue(Inactive)), ("statuscode", new OptionSetValue(InactiveStatus)));

        var seen = space.Observations();
        if (seen.All(one => one.Label != "Update")) return ProbeAnswer.CannotTell("Not even the step of Update ran.");

        var times = seen.Count(one => one.Label == "SetState");
        return ProbeAnswer.Of(times > 0, $"The step of SetState ran {Times(times)}.");
    }

    static ProbeAnswer Merge(ScratchSpace space)
    {
        var (target, subordinate) = (space.Account(suffix: " stays"), space.Account(suffix: " goes"));
        space.Observe(new("Merge", "Merge", "account", target), new("Update", "Update", "account", target, subordinate));
        space.Service.Execute(new MergeRequest
        {
            Target = new EntityReference("account", target), SubordinateId = subordinate, UpdateContent = new Entity("account") { ["telephone1"] = "1" }, PerformParentingChecks = false,
        });

        var seen = space.Observations();
        if (seen.All(one => one.Label != "Merge")) return ProbeAnswer.CannotTell("Not even the step of Merge ran.");

        var times = seen.Count(one => one.Label == "Update");
        return ProbeAnswer.Of(times > 0, $"The step of Update ran {Times(times)} for the two rows.");
    }

    static ProbeAnswer Parent(ScratchSpace space)
    {
        if (Raised(space) is not { } raised) return ProbeAnswer.CannotTell("Neither SetState nor a cascade raised an event that could have a parent.");

        return ProbeAnswer.Of(raised.Inner.IsPartOf(raised.Outer, raised.Row), $"{raised.Inner.Message} inside {raised.Outer} has {Names(raised.Inner)}.");
    }

    static ProbeAnswer Correlation(ScratchSpace space)
    {
        if (Raised(space) is not { } raised) return ProbeAnswer.CannotTell("Neither SetState nor a cascade raised an event that could be compared.");

        var outer = space.Observations().FirstOrDefault(one => one.Message == raised.Outer);
        if (outer is null) return ProbeAnswer.CannotTell($"The event of {raised.Outer} itself was not seen.");

        return ProbeAnswer.Of(outer.Correlation == raised.Inner.Correlation, $"{raised.Outer} and the {raised.Inner.Message} inside it {(outer.Correlation == raised.Inner.Correlation ? "agree" : "differ")}.");
    }

    static ProbeAnswer CascadeDelete(ScratchSpace space)
    {
        var seen = DeleteWithTask(space, space.Account(suffix: " with a task"));
        if (seen.All(one => one.Label != "parent")) return ProbeAnswer.CannotTell("Not even the step of the row that was deleted by hand ran.");

        var times = seen.Count(one => one.Label == "child");
        return ProbeAnswer.Of(times > 0, $"The step of Delete ran {Times(times)} for the task that went with its account.");
    }

    static ProbeAnswer AddedColumns(ScratchSpace space)
    {
        var account = space.Account();
        space.Observe(
            new ObservedEvent("adds", "Update", "account", account) { Stage = 20, Filter = "telephone1", Adds = "telephone2" },
            new ObservedEvent("listens", "Update", "account", account) { Filter = "telephone2" });
        space.Update("account", account, ("telephone1", "1"));

        if (space.Observations().All(one => one.Label != "adds")) return ProbeAnswer.CannotTell("The step that adds the column did not run.");
        if (space.Read("account", account, "telephone2").GetAttributeValue<string>("telephone2") is null) return ProbeAnswer.CannotTell("The column that the step added was not written.");

        var times = space.Observations().Count(one => one.Label == "listens");
        return ProbeAnswer.Of(times == 0, $"The step that is filtered by the added column ran {Times(times)}.");
    }

    static ProbeAnswer Associate(ScratchSpace space)
    {
        var account = space.Account();
        var contact = space.Create(new Entity("contact") { ["lastname"] = space.Mark });
        space.Observe(new ObservedEvent("Update", "Update", "contact", contact));
        space.Service.Associate("account", account, new Relationship("contact_customer_accounts"), [new EntityReference("contact", contact)]);

        if (space.Read("contact", contact, "parentcustomerid").GetAttributeValue<EntityReference>("parentcustomerid")?.Id != account) return ProbeAnswer.CannotTell("Associate did not set the lookup.");

        var times = space.Observations().Count;
        if (times > 0) return new(Reading.B, $"The step of Update ran {Times(times)}.");

        space.Update("contact", contact, ("telephone1", "1"));
        return space.Observations().Count == 0 ? ProbeAnswer.CannotTell("The step does not even run when the row is updated.") : new(Reading.A, "The step of Update did not run; for an update by hand it did.");
    }

    /// <summary>Marks an e-mail as sent, from the caller to a scratch contact at a host that cannot exist (RFC 2606): nothing is delivered.</summary>
    static ProbeAnswer Send(ScratchSpace space)
    {
        var caller = ((WhoAmIResponse)space.Service.Execute(new WhoAmIRequest())).UserId;
        var contact = space.Create(new Entity("contact") { ["lastname"] = space.Mark, ["emailaddress1"] = "probe@example.invalid" });
        var email = space.Create(new Entity("email")
        {
            ["subject"] = space.Mark, ["directioncode"] = true, ["from"] = Party("systemuser", caller), ["to"] = Party("contact", contact),
        });
        space.Observe(new ObservedEvent("Update", "Update", "email", email));
        space.Service.Execute(new SendEmailRequest { EmailId = email, IssueSend = false, TrackingToken = "" });

        if (space.Read("email", email, "statecode").GetAttributeValue<OptionSetValue>("statecode")?.Value != Inactive) return ProbeAnswer.CannotTell("The e-mail was not completed.");

        var times = space.Observations().Count;
        return ProbeAnswer.Of(times > 0, $"The step of Update ran {Times(times)}.");
    }

    static EntityCollection Party(string table, Guid id) => new([new Entity("activityparty") { ["partyid"] = new EntityReference(table, id) }]);

    /// <summary>An event that another message raised, by whichever way this platform has; null: by none.</summary>
    static (string Outer, Guid Row, Observation Inner)? Raised(ScratchSpace space)
    {
        if (space.SendsSetState)
        {
            var account = space.Account();
            space.Observe(new("SetState", "SetState", "account", account), new("Update", "Update", "account", account));
            SetInactive(space, account);
            var seen = space.Observations();
            if (seen.Any(one => one.Label == "SetState") && seen.FirstOrDefault(one => one.Label == "Update") is { } update) return ("SetState", account, update);
        }

        var parent = space.Account(suffix: " with a task");
        return DeleteWithTask(space, parent).FirstOrDefault(one => one.Label == "child") is { } delete ? ("Delete", parent, delete) : null;
    }

    static IReadOnlyList<Observation> DeleteWithTask(ScratchSpace space, Guid account)
    {
        var task = space.Create(new Entity("task") { ["subject"] = space.Mark, ["regardingobjectid"] = new EntityReference("account", account) });
        space.Observe(new("parent", "Delete", "account", account), new("child", "Delete", "task", task));
        space.Service.Delete("account", account);
        return space.Observations();
    }

    static void SetInactive(ScratchSpace space, Guid account) => space.Service.Execute(new SetStateRequest
    {
        EntityMoniker = new EntityReference("account", account), State = new OptionSetValue(Inactive), Status = new OptionSetValue(InactiveStatus),
    });

    static string Names(Observation one) => one.Parents.Count == 0 ? "no parent" : "the parents " + string.Join(", ", one.Parents.Select(parent => parent.Message));

    static string Times(int times) => times switch
    {
        0 => "not at all",
        1 => "once",
        _ => $"{times} times",
    };
}
