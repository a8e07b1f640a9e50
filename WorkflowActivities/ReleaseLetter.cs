using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Checks a drafted letter and releases it by <c>off_ReleaseLetter</c>, or says all that keeps it; nothing is sent. Sends one request.</summary>
/// <remarks>The step shows as "Release letter" in the group "Customer Offboarding". It runs with the rights of the workflow's user.</remarks>
public sealed class ReleaseLetter : CodeActivity
{
    /// <summary>The letter; blank means the one on which the workflow runs.</summary>
    [Input("Letter")]
    [ReferenceTarget("off_letter")]
    public InArgument<EntityReference> Letter { get; set; } = null!;

    /// <summary>Whether it may go out.</summary>
    [Output("Released")]
    public OutArgument<bool> Released { get; set; } = null!;

    /// <summary>How many findings keep it.</summary>
    [Output("Findings")]
    public OutArgument<int> Findings { get; set; } = null!;

    /// <summary>What was found, in sentences in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No letter is given.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Release letter", context);

        var results = call.Service.Execute(new OrganizationRequest("off_ReleaseLetter") { ["Target"] = call.RowOr(Letter.Get(context), "off_letter", "Letter") }).Results;

        Released.Set(context, (bool)results["Released"]);
        Findings.Set(context, (int)results["Count"]);
        Report.Set(context, (string)results["Report"]);
    }
}
