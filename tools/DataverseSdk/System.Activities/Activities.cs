using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace System.Activities;

/// <summary>A step of a workflow.</summary>
public abstract class Activity
{
    readonly Lazy<IReadOnlyDictionary<string, Bound>> arguments;

    private protected Activity()
    {
        DisplayName = GetType().Name;
        arguments = new(BindArguments);
    }

    public string DisplayName { get; set; }

    /// <summary>The arguments by name of their property, made once however many threads run the activity.</summary>
    internal IReadOnlyDictionary<string, Bound> Arguments => arguments.Value;

    internal abstract void Run(CodeActivityContext context);

    Dictionary<string, Bound> BindArguments()
    {
        var bound = new Dictionary<string, Bound>(StringComparer.Ordinal);
        foreach (var property in GetType().GetProperties())
        {
            if (!typeof(Argument).IsAssignableFrom(property.PropertyType)) continue;

            // An activity in code leaves its argument properties empty; the host fills them.
            var argument = (Argument)property.GetValue(this);
            if (argument == null)
            {
                argument = (Argument)Activator.CreateInstance(property.PropertyType);
                property.SetValue(this, argument);
            }

            bound.Add(property.Name, new Bound(argument, property.IsDefined(typeof(RequiredArgumentAttribute))));
        }

        return bound;
    }
}

/// <summary>An argument of an activity, and whether it needs a value.</summary>
internal sealed record Bound(Argument Argument, bool Required);

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
