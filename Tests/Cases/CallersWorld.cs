using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>The world in which many callers meet: four accounts at different points of their way, and four users. Each run takes a copy.</summary>
public sealed class CallersWorld : IDisposable
{
    internal const string Playbook = "service";

    /// <summary>Without traces: most callers are refused, and to write down why costs more than to refuse them.</summary>
    readonly SolutionEnvironment world = new(new EnvironmentOptions { Traces = TraceSetting.Off });

    public CallersWorld()
    {
        var cases = new CaseWorld(world);
        var fresh = world.AddAccount("Fresh AG");
        var decided = world.AddAccount("Decided AG");
        world.AddContract(decided, "V-1", contract => contract.Renewal = ContractRenewal.None);
        cases.Announced(decided, "lapse");
        var planned = world.AddAccount("Planned AG");
        var request = CaseWorld.StartRequest(planned);
        request["PlaybookCode"] = Playbook;
        cases.Rep.Execute(request);
        var left = world.AddAccount("Left AG");
        FollowUp(cases, cases.Announced(left, "lapse"));
        Accounts = [fresh, decided, planned, left];
        Users = [.. new[] { world.EnglishRep, world.GermanRep, world.Administrator }.Select(service => ((WhoAmIResponse)service.Execute(new WhoAmIRequest())).UserId)];
    }

    internal IReadOnlyList<Guid> Accounts { get; }

    internal IReadOnlyList<Guid> Users { get; }

    internal LocalEnvironment Copy() => world.Local.Clone();

    public void Dispose() => world.Dispose();

    /// <summary>Lets the account go; an optional item is left to follow up.</summary>
    void FollowUp(CaseWorld cases, Guid id)
    {
        var offboardingCase = new EntityReference(OffboardingCaseRow.Table, id);
        var task = world.Administrator.Create(new TaskRow { Subject = "Ask for feedback", RegardingObjectId = offboardingCase }.Entity);
        world.CreatePastTheProduct(new PlanItemRow
        {
            Name = "Ask for feedback",
            CaseId = offboardingCase,
            TemplateCode = "feedback",
            Activity = PlanItemActivity.Task,
            ActivityRowId = task.ToString("D"),
            Mandatory = false,
            ItemState = PlanItemItemState.Open,
        }.Entity);
        cases.Rep.Execute(CaseWorld.On(id, "off_CompleteOffboarding"));
    }
}
