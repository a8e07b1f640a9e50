using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Lists what the erasure of a job would change and stores it for approval, by <c>off_PlanErasure</c>; nothing is erased. Sends one request.</summary>
/// <remarks>The step shows as "Plan erasure" in the group "Customer Offboarding". It runs with the rights of the workflow's user, who is the planner.</remarks>
public sealed class PlanErasure : CodeActivity
{
    /// <summary>The erasure job; blank means the one on which the workflow runs.</summary>
    [Input("Erasure job")]
    [ReferenceTarget("off_erasurejob")]
    public InArgument<EntityReference> Job { get; set; } = null!;

    /// <summary>The plan that waits for approval by another person.</summary>
    [Output("Plan")]
    [ReferenceTarget("off_erasureplan")]
    public OutArgument<EntityReference> Plan { get; set; } = null!;

    /// <summary>SHA-256 over the plan: what the approver signs.</summary>
    [Output("Hash")]
    public OutArgument<string> Hash { get; set; } = null!;

    /// <summary>Rows that are changed or deleted: what the approver types.</summary>
    [Output("Rows changed")]
    public OutArgument<int> Count { get; set; } = null!;

    /// <summary>Rows that are erased or anonymized.</summary>
    [Output("Rows erased")]
    public OutArgument<int> Erase { get; set; } = null!;

    /// <summary>Rows that are pseudonymized.</summary>
    [Output("Rows pseudonymized")]
    public OutArgument<int> Pseudonymize { get; set; } = null!;

    /// <summary>Rows that are kept on a legal ground.</summary>
    [Output("Rows kept")]
    public OutArgument<int> Keep { get; set; } = null!;

    /// <summary>Columns that nobody has decided; the run is then partial.</summary>
    [Output("Columns undecided")]
    public OutArgument<int> Undecided { get; set; } = null!;

    /// <summary>Counts by table and method, grounds, undecided columns, as JSON; no value of a row.</summary>
    [Output("Summary")]
    public OutArgument<string> Summary { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No erasure job is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Plan erasure", context);

        var results = call.Service.Execute(new OrganizationRequest("off_PlanErasure") { ["Target"] = call.RowOr(Job.Get(context), "off_erasurejob", "Erasure job") }).Results;

        Plan.Set(context, new EntityReference("off_erasureplan", (Guid)results["PlanId"]));
        Hash.Set(context, (string)results["Hash"]);
        Count.Set(context, (int)results["Count"]);
        Erase.Set(context, (int)results["Erase"]);
        Pseudonymize.Set(context, (int)results["Pseudonymize"]);
        Keep.Set(context, (int)results["Keep"]);
        Undecided.Set(context, (int)results["Undecided"]);
        Summary.Set(context, (string)results["Summary"]);
    }
}
