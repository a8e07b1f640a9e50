using System;

namespace LocalDataverse;

/// <summary>What one run of a plugin wrote to its tracing service. It survives the rollback of the request.</summary>
/// <param name="TypeName">Full name of the plugin type.</param>
/// <param name="StepName">Name of the step; the unique name of a Custom API.</param>
/// <param name="Message">Message the plugin ran on.</param>
/// <param name="Table">Logical name of the table; empty for a global message.</param>
/// <param name="Depth">Depth of the request.</param>
/// <param name="IsAsync">Whether it ran after the commit.</param>
/// <param name="Text">One line for each call, the newest 10 KB.</param>
/// <param name="Exception">What the plugin threw, or null.</param>
/// <param name="CorrelationId">The same for all requests of one chain.</param>
/// <param name="CreatedOn">Virtual time, UTC.</param>
public sealed record PluginTrace(
    string TypeName,
    string StepName,
    string Message,
    string Table,
    int Depth,
    bool IsAsync,
    string Text,
    string? Exception,
    Guid CorrelationId,
    DateTime CreatedOn);
