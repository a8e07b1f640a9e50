using System;
using System.Activities;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.TestPlugins;

/// <summary>Traces what a workflow activity sees of its workflow.</summary>
public sealed class ObserveWorkflow : CodeActivity
{
    protected override void Execute(CodeActivityContext context)
    {
        var workflow = context.GetExtension<IWorkflowContext>();
        var trace = context.GetExtension<ITracingService>();
        trace.Trace("mode={0}", workflow.WorkflowMode);
        trace.Trace("category={0}", workflow.WorkflowCategory);
        trace.Trace("stage={0}", workflow.StageName ?? "null");
        trace.Trace("parent={0}", workflow.ParentContext == null ? "null" : "there");
        trace.Trace("row={0} {1}", workflow.PrimaryEntityName, workflow.PrimaryEntityId);
        trace.Trace("user={0}", workflow.UserId);
        trace.Trace("depth={0}", workflow.Depth);
        trace.Trace("transaction={0}", workflow.IsInTransaction);
        foreach (var image in workflow.PreEntityImages) trace.Trace("pre={0} {1}", image.Key, image.Value["name"]);
        foreach (var image in workflow.PostEntityImages) trace.Trace("post={0} {1}", image.Key, image.Value["name"]);
        trace.Trace("services={0}", context.GetExtension<IOrganizationServiceFactory>() == null ? "null" : "there");
        trace.Trace("plugin context={0}", context.GetExtension<IPluginExecutionContext>() == null ? "null" : "there");
    }
}

/// <summary>Gives each argument back: one of each type that a process can hand over.</summary>
public sealed class EchoArguments : CodeActivity
{
    [Input("Yes or no")]
    [Output("Yes or no")]
    [Default("True")]
    public InOutArgument<bool> Flag { get; set; } = null!;

    [Input("Moment")]
    [Output("Moment")]
    [Default("2027-01-15T08:00:00Z")]
    public InOutArgument<DateTime> Moment { get; set; } = null!;

    [Input("Decimal")]
    [Output("Decimal")]
    [Default("1.25")]
    public InOutArgument<decimal> Exact { get; set; } = null!;

    [Input("Double")]
    [Output("Double")]
    [Default("0.5")]
    public InOutArgument<double> Rough { get; set; } = null!;

    [Input("Account")]
    [Output("Account")]
    [ReferenceTarget("account")]
    [Default("5D4F1C9E-0000-4000-8000-000000000001", "account")]
    public InOutArgument<EntityReference> Row { get; set; } = null!;

    [Input("Number")]
    [Output("Number")]
    [Default("7")]
    public InOutArgument<int> Number { get; set; } = null!;

    [Input("Money")]
    [Output("Money")]
    [Default("9.99")]
    public InOutArgument<Money> Amount { get; set; } = null!;

    [Input("Contact method")]
    [Output("Contact method")]
    [AttributeTarget("account", "preferredcontactmethodcode")]
    [Default("2")]
    public InOutArgument<OptionSetValue> Choice { get; set; } = null!;

    [RequiredArgument]
    [Input("Text")]
    [Output("Text")]
    public InOutArgument<string> Text { get; set; } = null!;

    /// <summary>Has no label, so no process can see it.</summary>
    public InArgument<string> Hidden { get; set; } = null!;

    protected override void Execute(CodeActivityContext context) => Text.Set(context, Text.Get(context) + "!");
}

/// <summary>Names an account after its input; then fails when asked to.</summary>
public sealed class WriteAccount : CodeActivity
{
    [RequiredArgument]
    [Input("Name")]
    public InArgument<string> Name { get; set; } = null!;

    [Input("Fails afterwards")]
    public InArgument<bool> Fails { get; set; } = null!;

    [Input("Crashes afterwards")]
    public InArgument<bool> Crashes { get; set; } = null!;

    [Output("Account")]
    [ReferenceTarget("account")]
    public OutArgument<EntityReference> Account { get; set; } = null!;

    protected override void Execute(CodeActivityContext context)
    {
        var workflow = context.GetExtension<IWorkflowContext>();
        var service = context.GetExtension<IOrganizationServiceFactory>().CreateOrganizationService(workflow.UserId);
        context.GetExtension<ITracingService>().Trace("writing");
        Account.Set(context, new EntityReference("account", service.Create(new Entity("account") { ["name"] = Name.Get(context) })));
        if (Fails.Get(context)) throw new InvalidPluginExecutionException("Not today.");
        if (Crashes.Get(context)) throw new InvalidOperationException("secret detail");
    }
}

/// <summary>Waits in the middle of its run until a second run of the same instance is there, too.</summary>
public sealed class MeetInActivity : CodeActivity
{
    static int made;

    readonly Barrier both = new Barrier(2);

    public MeetInActivity() => Interlocked.Increment(ref made);

    [RequiredArgument]
    [Input("Text")]
    public InArgument<string> Text { get; set; } = null!;

    [Output("Text")]
    public OutArgument<string> Said { get; set; } = null!;

    [Output("Instances")]
    public OutArgument<int> Instances { get; set; } = null!;

    protected override void Execute(CodeActivityContext context)
    {
        var before = Text.Get(context);
        if (!both.SignalAndWait(TimeSpan.FromSeconds(30))) throw new InvalidOperationException("The other run did not come.");
        Said.Set(context, before + "=" + Text.Get(context));
        Instances.Set(context, made);
    }
}

/// <summary>Has an argument of a type that no process can hand over.</summary>
public sealed class TakesLong : CodeActivity
{
    [Input("Long")]
    public InArgument<long> Number { get; set; } = null!;

    protected override void Execute(CodeActivityContext context) => Number.Get(context);
}

/// <summary>Does not say of which table its row is.</summary>
public sealed class TakesAnyRow : CodeActivity
{
    [Input("Row")]
    public InArgument<EntityReference> Row { get; set; } = null!;

    protected override void Execute(CodeActivityContext context) => Row.Get(context);
}

/// <summary>Does not say of which choice its option is.</summary>
public sealed class TakesAnyOption : CodeActivity
{
    [Input("Option")]
    public InArgument<OptionSetValue> Option { get; set; } = null!;

    protected override void Execute(CodeActivityContext context) => Option.Get(context);
}

/// <summary>Has a default that is no number.</summary>
public sealed class DefaultsWrongly : CodeActivity
{
    [Input("Number")]
    [Default("seven")]
    public InArgument<int> Number { get; set; } = null!;

    protected override void Execute(CodeActivityContext context) => Number.Get(context);
}
