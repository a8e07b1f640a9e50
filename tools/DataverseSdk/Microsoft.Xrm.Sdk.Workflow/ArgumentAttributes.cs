using System;

namespace Microsoft.Xrm.Sdk.Workflow;

/// <summary>Names an argument for whoever designs a workflow.</summary>
public abstract class ParameterAttribute : Attribute
{
    protected ParameterAttribute(string name) => Name = name;

    public string Name { get; }
}

/// <summary>The argument can be set in the designer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute(string name) : ParameterAttribute(name);

/// <summary>Later steps of the workflow can read the argument.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute(string name) : ParameterAttribute(name);

/// <summary>The table that a reference argument points to.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceTargetAttribute(string entityName) : Attribute
{
    public string EntityName { get; } = entityName;
}

/// <summary>The choice column that an option argument belongs to.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AttributeTargetAttribute(string entityName, string attributeName) : Attribute
{
    public string EntityName { get; } = entityName;

    public string AttributeName { get; } = attributeName;
}

/// <summary>What the designer offers as value.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultAttribute : Attribute
{
    public DefaultAttribute(string value) => Value = value;

    public DefaultAttribute(string value, string entityName)
        : this(value) =>
        EntityName = entityName;

    /// <summary>The table, when the value is a row's id.</summary>
    public string EntityName { get; }

    public string Value { get; }
}
