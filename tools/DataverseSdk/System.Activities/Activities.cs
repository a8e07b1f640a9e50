using System.Collections.Generic;
using System.Linq;

namespace System.Activities;

/// <summary>A step of a workflow.</summary>
public abstract class Activity
{
    private protected Activity() => DisplayName = GetType().Name;

    public string DisplayName { get; set; }

    internal abstract void Run(CodeActivityContext context);
}

/// <summary>A step of a workflow in code.</summary>
public abstract class CodeActivity : Activity
{
    protected CodeActivity()
    {
    }

    protected abstract void Execute(CodeActivityContext context);

    internal override void Run(CodeActivityContext context) => Execute(context);
}

/// <summary>One run of an activity: the values of its arguments, and what its host offers.</summary>
public class ActivityContext
{
    internal ActivityContext(IReadOnlyList<object> extensions) => Extensions = extensions;

    public Guid WorkflowInstanceId { get; internal init; }

    internal Dictionary<Argument, object> Values { get; } = [];

    IReadOnlyList<object> Extensions { get; }

    /// <summary>The first object of that type that the host offers; null: it offers none.</summary>
    public T GetExtension<T>()
        where T : class =>
        Extensions.OfType<T>().FirstOrDefault();

    public object GetValue(Argument argument) => argument.Get(this);

    public T GetValue<T>(InArgument<T> argument) => argument.Get(this);

    public T GetValue<T>(OutArgument<T> argument) => argument.Get(this);

    public T GetValue<T>(InOutArgument<T> argument) => argument.Get(this);

    public void SetValue(Argument argument, object value) => argument.Set(this, value);

    public void SetValue<T>(InArgument<T> argument, T value) => argument.Set(this, value);

    public void SetValue<T>(OutArgument<T> argument, T value) => argument.Set(this, value);

    public void SetValue<T>(InOutArgument<T> argument, T value) => argument.Set(this, value);
}

/// <inheritdoc />
public class CodeActivityContext : ActivityContext
{
    internal CodeActivityContext(IReadOnlyList<object> extensions)
        : base(extensions)
    {
    }
}
