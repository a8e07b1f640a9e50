using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.Tests.DataverseSdk;

/// <summary>Greets in the name of the organization, and leaves a trace.</summary>
public sealed class GreetingActivity : CodeActivity
{
    [Input("Name"), RequiredArgument]
    public InArgument<string> Name { get; set; } = null!;

    [Input("Times"), Default("1")]
    public InOutArgument<int> Times { get; set; } = null!;

    [Output("Greeting")]
    public OutArgument<string> Greeting { get; set; } = null!;

    protected override void Execute(CodeActivityContext context)
    {
        var organization = context.GetExtension<IWorkflowContext>()?.OrganizationName ?? "nobody";
        Greeting.Set(context, $"Hello {Name.Get(context)}, says {organization}");
        context.GetExtension<ITracingService>().Trace("greeted {0}", Name.Get(context));
        Times.Set(context, Times.Get(context) + 1);
    }
}
