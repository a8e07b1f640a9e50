namespace System.Activities;

/// <summary>A parameter of an activity. Its value lives in the context of a run, not in the activity.</summary>
public abstract class Argument
{
    private protected Argument()
    {
    }

    /// <summary>The type of the values.</summary>
    public Type ArgumentType => ValueType;

    internal abstract Type ValueType { get; }

    /// <summary>The value in this run; the type's default where nobody set one.</summary>
    public object Get(ActivityContext context) => Required(context).Values.TryGetValue(this, out var value) ? value : Default;

    /// <summary>Sets the value in this run.</summary>
    public void Set(ActivityContext context, object value) => Required(context).Values[this] = value;

    internal abstract object Default { get; }

    internal T Get<T>(ActivityContext context) => (T)Get(context);

    static ActivityContext Required(ActivityContext context) => context ?? throw new ArgumentNullException(nameof(context));
}

/// <summary>A parameter that an activity reads.</summary>
public abstract class InArgument : Argument
{
    private protected InArgument()
    {
    }
}

/// <summary>A parameter that an activity writes.</summary>
public abstract class OutArgument : Argument
{
    private protected OutArgument()
    {
    }
}

/// <summary>A parameter that an activity reads and writes.</summary>
public abstract class InOutArgument : Argument
{
    private protected InOutArgument()
    {
    }
}

/// <inheritdoc cref="InArgument" />
public sealed class InArgument<T> : InArgument
{
    internal override Type ValueType => typeof(T);

    internal override object Default => default(T);

    public new T Get(ActivityContext context) => Get<T>(context);

    public void Set(ActivityContext context, T value) => base.Set(context, value);
}

/// <inheritdoc cref="OutArgument" />
public sealed class OutArgument<T> : OutArgument
{
    internal override Type ValueType => typeof(T);

    internal override object Default => default(T);

    public new T Get(ActivityContext context) => Get<T>(context);

    public void Set(ActivityContext context, T value) => base.Set(context, value);
}

/// <inheritdoc cref="InOutArgument" />
public sealed class InOutArgument<T> : InOutArgument
{
    internal override Type ValueType => typeof(T);

    internal override object Default => default(T);

    public new T Get(ActivityContext context) => Get<T>(context);

    public void Set(ActivityContext context, T value) => base.Set(context, value);
}

/// <summary>The activity does not run without this argument.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredArgumentAttribute : Attribute;
