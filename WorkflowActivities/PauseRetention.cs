using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Stops the erasure within one step, or lets it go on, by <c>off_PauseRetention</c>. Sends one request.</summary>
/// <remarks>The step shows as "Pause retention" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class PauseRetention : CodeActivity
{
    /// <summary>Whether the erasure goes on again.</summary>
    [Input("Resume")]
    public InArgument<bool> Resume { get; set; } = null!;

    /// <summary>Whether the erasure is paused now.</summary>
    [Output("Paused")]
    public OutArgument<bool> Paused { get; set; } = null!;

    /// <summary>Runs that were paused or resumed.</summary>
    [Output("Runs")]
    public OutArgument<int> Runs { get; set; } = null!;

    /// <inheritdoc/>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Pause retention", context);
        var request = new OrganizationRequest("off_PauseRetention");
        if (Resume.Get(context)) request["Resume"] = true;

        var results = call.Service.Execute(request).Results;

        Paused.Set(context, (bool)results["Paused"]);
        Runs.Set(context, (int)results["Runs"]);
    }
}
