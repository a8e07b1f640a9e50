using System.Collections.Generic;

namespace System.Activities.Hosting;

/// <summary>What a host offers to the activities that it runs.</summary>
public class WorkflowInstanceExtensionManager
{
    internal List<object> Singletons { get; } = [];

    public virtual void Add(object singletonExtension) =>
        Singletons.Add(singletonExtension ?? throw new ArgumentNullException(nameof(singletonExtension)));
}
