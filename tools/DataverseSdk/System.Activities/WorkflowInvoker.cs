using System.Activities.Hosting;
using System.Collections.Generic;
using System.Linq;

namespace System.Activities;

/// <summary>Runs one activity like a method call.</summary>
/// <remarks>
/// https://learn.microsoft.com/dotnet/api/system.activities.workflowinvoker; only activities in code. Arguments are the activity's public
/// properties of an argument type, by name.
/// </remarks>
public sealed class WorkflowInvoker(Activity workflow)
{
    readonly Activity workflow = workflow ?? throw new ArgumentNullException(nameof(workflow));

    public WorkflowInstanceExtensionManager Extensions { get; } = new();

    public IDictionary<string, object> Invoke() => Invoke(new Dictionary<string, object>(StringComparer.Ordinal));

    /// <summary>Runs the activity.</summary>
    /// <param name="inputs">Values of input arguments by name.</param>
    /// <returns>The values of all output arguments by name.</returns>
    /// <exception cref="ArgumentException">An input has no argument of that name, does not fit its type, or a required argument has no value.</exception>
    public IDictionary<string, object> Invoke(IDictionary<string, object> inputs)
    {
        if (inputs == null) throw new ArgumentNullException(nameof(inputs));

        var arguments = workflow.Arguments;
        var context = new CodeActivityContext(Extensions.Singletons) { WorkflowInstanceId = Guid.NewGuid() };

        foreach (var input in inputs) Bind(context, input.Key, input.Value, arguments);

        var missing = arguments.Where(a => a.Value.Required && !inputs.ContainsKey(a.Key)).Select(a => a.Key).ToArray();
        if (missing.Length > 0) throw new ArgumentException($"{workflow.DisplayName} needs a value for {string.Join(", ", missing)}.", nameof(inputs));

        workflow.Run(context);

        return arguments
            .Where(a => a.Value.Argument is OutArgument or InOutArgument)
            .ToDictionary(a => a.Key, a => a.Value.Argument.Get(context), StringComparer.Ordinal);
    }

    void Bind(ActivityContext context, string name, object value, IReadOnlyDictionary<string, Bound> arguments)
    {
        if (!arguments.TryGetValue(name, out var bound) || bound.Argument is OutArgument)
            throw new ArgumentException($"{workflow.DisplayName} has no input argument {name}.", nameof(name));

        var type = bound.Argument.ArgumentType;
        var fits = value == null ? !type.IsValueType || Nullable.GetUnderlyingType(type) != null : type.IsInstanceOfType(value);
        if (!fits) throw new ArgumentException($"{name} of {workflow.DisplayName} is a {type}, got a {value?.GetType().ToString() ?? "null"}.", nameof(value));

        bound.Argument.Set(context, value);
    }
}
