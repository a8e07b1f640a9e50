using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Moves the planned end of a case and the open items of its plan, by <c>off_ChangeEndDate</c>. Sends one request.</summary>
/// <remarks>The step shows as "Change end date" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class ChangeEndDate : CodeActivity
{
    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>The new end, from a column of type Date Only.</summary>
    [RequiredArgument]
    [Input("New end (date only)")]
    public InArgument<DateTime> NewEnd { get; set; } = null!;

    /// <summary>Why it moves.</summary>
    [RequiredArgument]
    [Input("Reason")]
    public InArgument<string> Reason { get; set; } = null!;

    /// <summary>Id of this request, at most 36 characters: a repeat with the same id changes nothing more and is answered alike; blank means a request of its own.</summary>
    [Input("Request id")]
    public InArgument<string> RequestId { get; set; } = null!;

    /// <summary>Local date YYYY-MM-DD on which it now ends by the plan.</summary>
    [Output("Planned end (YYYY-MM-DD)")]
    public OutArgument<string> PlannedEnd { get; set; } = null!;

    /// <summary>How many items of the plan moved.</summary>
    [Output("Items moved")]
    public OutArgument<int> Moved { get; set; } = null!;

    /// <summary>What was done, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Change end date", context);

        var results = call.Service.Execute(new OrganizationRequest("off_ChangeEndDate") { ["Target"] = call.RowOr(Case.Get(context), "off_offboardingcase", "Case") }
            .With("NewEnd", WorkflowCall.Day(NewEnd.Get(context)))
            .With("Reason", Reason.Get(context))
            .With("RequestId", RequestId.Get(context))).Results;

        PlannedEnd.Set(context, (string)results["PlannedEnd"]);
        Moved.Set(context, (int)results["Moved"]);
        Report.Set(context, (string)results["Report"]);
    }
}
