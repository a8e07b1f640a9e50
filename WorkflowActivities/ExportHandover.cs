using System;
using System.Activities;
using System.Text;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>Puts the hand-over package of a case into notes of the case, a file each, by <c>off_ExportHandover</c>. Sends one request for each table or document, and one for each file.</summary>
/// <remarks>
/// The step shows as "Export handover" in the group "Customer Offboarding". It runs with the rights of the workflow's user. All of it is one transaction: a package of more than
/// <see cref="MostSteps"/> steps is refused, because it could exceed the two minutes of an operation; the command line takes it.
/// </remarks>
public sealed class ExportHandover : CodeActivity
{
    /// <summary>Steps of the operation at most.</summary>
    public const int MostSteps = 40;

    /// <summary>The case; blank means the one on which the workflow runs.</summary>
    [Input("Case")]
    [ReferenceTarget("off_offboardingcase")]
    public InArgument<EntityReference> Case { get; set; } = null!;

    /// <summary>How many files the package has, index and manifest included.</summary>
    [Output("Files")]
    public OutArgument<int> Files { get; set; } = null!;

    /// <summary>How many items of the hand-over list are missing in it.</summary>
    [Output("Missing items")]
    public OutArgument<int> Missing { get; set; } = null!;

    /// <summary>What was done, in the language of the user.</summary>
    [Output("Report")]
    public OutArgument<string> Report { get; set; } = null!;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">No case is given; or the package has too many steps, and nothing is written.</exception>
    protected override void Execute(CodeActivityContext context)
    {
        var call = WorkflowCall.From("Export handover", context);
        var target = call.RowOr(Case.Get(context), "off_offboardingcase", "Case");
        var request = new OrganizationRequest("off_ExportHandover") { ["Target"] = target };
        var files = 0;
        for (var step = 1; ; step++)
        {
            var results = call.Service.Execute(request).Results;
            foreach (var file in ((EntityCollection)results["Files"]).Entities)
            {
                call.Service.Create(Note(target, file));
                files++;
            }

            if (!(bool)results["More"])
            {
                Files.Set(context, files);
                Missing.Set(context, (int)results["Failed"]);
                Report.Set(context, (string)results["Report"]);
                return;
            }

            if (step == MostSteps) throw call.Refused($"has more than {MostSteps} tables and documents to export: run off_ExportHandover step by step instead.");
            request["Token"] = results["Token"];
        }
    }

    static Entity Note(EntityReference target, Entity file)
    {
        var name = (string)file["name"];
        var content = (string)file["content"];
        return new Entity("annotation")
        {
            ["objectid"] = target,
            ["subject"] = name,
            ["filename"] = name.Replace('/', '-'),
            ["mimetype"] = file["mediatype"],
            ["isdocument"] = true,
            ["documentbody"] = (bool)file["base64"] ? content : Convert.ToBase64String(Encoding.UTF8.GetBytes(content)),
        };
    }
}
