namespace Microsoft.Xrm.Sdk.Workflow;

/// <summary>The context of a workflow activity.</summary>
public interface IWorkflowContext : IExecutionContext
{
    string StageName { get; }

    /// <summary>0 workflow, 1 dialog, 2 business rule, 3 action, 4 business process flow.</summary>
    int WorkflowCategory { get; }

    /// <summary>0 background, 1 real-time.</summary>
    int WorkflowMode { get; }

    IWorkflowContext ParentContext { get; }
}
