using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Local;
using Offboard.Output;

namespace Offboard.Story;

/// <summary>Where a story plays: the organization with its clock, the rep at the desk, and the words around what the solution says.</summary>
internal sealed class Stage(LoadedCustomers customers, Texts texts, CancellationToken cancellation)
{
    readonly List<StoryDocument> documents = [];

    public CaseDesk Desk { get; } = new(customers.AsRep);

    /// <summary>What the solution wrote in the story, for people to open.</summary>
    public IReadOnlyList<StoryDocument> Documents => documents;

    /// <summary>Keeps a document of the story.</summary>
    public void Keep(string name, string html) => documents.Add(new StoryDocument(name, html));

    public LoadedCustomers Customers => customers;

    public DateOnly Today => customers.Organization.Today;

    public IOrganizationService Administrator => customers.Organization.Administrator;

    public Guid Account(string number) => customers.IdOf(number);

    public string Name(string number) => customers.NameOf(number);

    /// <summary>Adds somebody to talk to, as a rep has on file.</summary>
    public Guid AddContact(string account, string firstName, string lastName) => customers.Organization.Administrator.Create(new Entity("contact")
    {
        ["firstname"] = firstName,
        ["lastname"] = lastName,
        ["emailaddress1"] = $"{firstName}.{lastName}@example.org".ToLowerInvariant(),
        ["parentcustomerid"] = new EntityReference("account", Account(account)),
    });

    /// <summary>Adds a meeting that was held at noon of a day, as a calendar has it.</summary>
    public void AddMeeting(string account, string subject, DateOnly day)
    {
        var (organization, noon) = (customers.Organization.Administrator, day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc));
        var meeting = organization.Create(new Entity("appointment")
        {
            ["subject"] = subject, ["regardingobjectid"] = new EntityReference("account", Account(account)), ["scheduledstart"] = noon, ["scheduledend"] = noon.AddHours(1),
        });
        organization.Update(new Entity("appointment", meeting) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(3), ["actualend"] = noon.AddHours(1) });
    }

    /// <summary>What the nightly run reports, a line each.</summary>
    /// <exception cref="CommandFailure">It left rows out.</exception>
    public string[] RunNight()
    {
        // The night restricts rows of those who left: for that it needs the team that owns them then.
        customers.Organization.PrepareRestriction(cancellation);
        var night = customers.Organization.RunNight(cancellation);
        Expect.Equal("the number of rows that the night left out" + (night.Failed > 0 ? " (" + night.Report + ")" : ""), 0, night.Failed);
        return night.Report.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Repeats an operation until it says that nothing more is to do.</summary>
    public void Loop(OrganizationRequest first) => customers.Organization.Loop(Administrator, first, cancellation);

    /// <summary>The person who approves erasures: another one than whoever runs the night, which plans them.</summary>
    public IOrganizationService DataProtectionOfficer() => customers.Organization.As(customers.Organization.AddDataProtectionOfficer(texts.Language));

    public StoryEvent Chapter(string key, params object[] values) => Event(StoryMark.Chapter, texts[key, values]);

    public StoryEvent Act(string key, params object[] values) => Event(StoryMark.Act, texts[key, values]);

    public StoryEvent Done(string key, params object[] values) => Event(StoryMark.Done, texts[key, values]);

    /// <summary>What the solution itself says.</summary>
    public StoryEvent Says(StoryMark mark, string text) => Event(mark, text);

    public StoryEvent Kept(DateOnly day, string kind) => Event(StoryMark.Kept, texts["StoryDecision", Written(day), kind]);

    /// <summary>Moves the clock, never back.</summary>
    public StoryEvent MoveTo(DateOnly day)
    {
        cancellation.ThrowIfCancellationRequested();
        Expect.True("time going on", day > Today);
        customers.Organization.MoveTo(day);
        return Event(StoryMark.Clock, texts["StoryClock", Written(day)]);
    }

    public string Written(DateOnly day) => Days.ForPeople(day, texts.Language);

    public string Text(string key, params object[] values) => texts[key, values];

    StoryEvent Event(StoryMark mark, string text) => new(Today, mark, text);
}
