using System;

namespace Microsoft.Xrm.Sdk.Client;

/// <summary>Names the table that an early-bound class is for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityLogicalNameAttribute(string logicalName) : Attribute
{
    public string LogicalName { get; } = logicalName;
}
