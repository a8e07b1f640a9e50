using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Cases;

/// <summary>Offboarding cases in a world: starting, deciding, ending, and a look at every row, to see that a refusal leaves none changed.</summary>
internal sealed class CaseWorld(SolutionEnvironment world)
{
    static readonly string[] Watched =
    [
        AccountRow.Table, ContractRow.Table, OffboardingCaseRow.Table, CaseDecisionRow.Table, PlanItemRow.Table, "task", "phonecall", "appointment", "letter", "email", "contact",
    ];

    public SolutionEnvironment World => world;

    public IOrganizationService Rep => world.EnglishRep;

    /// <param name="playbook">None by default: most scenarios are about the case alone; null: the product chooses.</param>
    public static OrganizationRequest StartRequest(Guid account, string way = "own_notice", string? requestId = null, string? wantedEnd = null, string? playbook = "none")
    {
        var request = new OrganizationRequest("off_StartOffboarding") { ["AccountId"] = account, ["Way"] = way };
        if (playbook != null) request["PlaybookCode"] = playbook;
        if (requestId != null) request["RequestId"] = requestId;
        if (wantedEnd != null) request["WantedEnd"] = wantedEnd;
        return request;
    }

    public Guid Start(Guid account, string way = "own_notice") => (Guid)Rep.Execute(StartRequest(account, way))["CaseId"];

    public static OrganizationRequest On(Guid offboardingCase, string message, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(message) { ["Target"] = new EntityReference(OffboardingCaseRow.Table, offboardingCase) };
        foreach (var (name, value) in parameters) request[name] = value;
        return request;
    }

    /// <summary>A case whose decision was taken, as if it had been announced.</summary>
    public Guid Announced(Guid account, string way = "own_notice")
    {
        var id = Start(account, way);
        world.UpdatePastTheProduct(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { StatusReason = OffboardingCaseStatusReason.Announce }.Entity);
        return id;
    }

    /// <summary>Makes a case ready for its talk: situation and notes are written down, the pack is made and confirmed.</summary>
    public void ReadyForTalk(Guid id)
    {
        Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id))
        {
            Situation = "They depend on our hotline until their own team is trained.", TalkNotes = "We told them the reason.\nThey ask for help with the hand-over.",
        }.Entity);
        Rep.Execute(On(id, "off_PrepareConversation"));
        Rep.Execute(On(id, "off_ConfirmPack"));
    }

    /// <summary>Assesses whether the customer may be won back; that nothing speaks for it is an assessment, too.</summary>
    public void AssessWinback(Guid id) => Rep.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, id)) { WinBack = OffboardingCaseWinBack.None }.Entity);

    public OffboardingCaseRow Case(Guid id) => new(world.Administrator.Retrieve(OffboardingCaseRow.Table, id, ColumnsOf(typeof(OffboardingCaseRow.Columns))));

    public ContractRow Contract(Guid id) => new(world.Administrator.Retrieve(ContractRow.Table, id, ColumnsOf(typeof(ContractRow.Columns))));

    /// <summary>In the order in which they were taken; the clock stands still between them.</summary>
    public IReadOnlyList<CaseDecisionRow> Decisions(Guid offboardingCase)
    {
        var query = new QueryByAttribute(CaseDecisionRow.Table) { ColumnSet = ColumnsOf(typeof(CaseDecisionRow.Columns)) };
        query.ColumnSet.AddColumn("versionnumber");
        query.AddAttributeValue(CaseDecisionRow.Columns.CaseId, offboardingCase);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.OrderBy(row => row["versionnumber"]).Select(row => new CaseDecisionRow(row))];
    }

    public IReadOnlyList<PlanItemRow> Items(Guid offboardingCase)
    {
        var query = new QueryByAttribute(PlanItemRow.Table) { ColumnSet = ColumnsOf(typeof(PlanItemRow.Columns)) };
        query.AddAttributeValue(PlanItemRow.Columns.CaseId, offboardingCase);
        return [.. world.Administrator.RetrieveMultiple(query).Entities.Select(row => new PlanItemRow(row))];
    }

    /// <summary>Every watched row with its version: equal texts mean that nothing was written.</summary>
    public string Snapshot()
    {
        var text = new StringBuilder();
        foreach (var table in Watched)
        {
            foreach (var row in world.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet("versionnumber") }).Entities.OrderBy(row => row.Id))
                text.Append(table).Append(' ').Append(row.Id).Append(' ').Append(row["versionnumber"]).AppendLine();
        }

        return text.ToString();
    }

    /// <summary>The message of a refusal that changed no row.</summary>
    public string RefusalOf(IOrganizationService service, OrganizationRequest request)
    {
        var before = Snapshot();

        var message = SolutionEnvironment.RefusalOf(() => service.Execute(request));

        Assert.Equal(before, Snapshot());
        return message;
    }

    static ColumnSet ColumnsOf(Type columns) => new([.. columns.GetFields().Select(field => (string)field.GetRawConstantValue()!)]);
}
