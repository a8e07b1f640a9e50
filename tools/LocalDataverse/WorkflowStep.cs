using System;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse;

/// <summary>The step of a classic workflow that runs an activity: whose it is, on which row, and inside the transaction or not.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/workflow/workflow-extensions</remarks>
public sealed record WorkflowStep
{
    /// <summary>The user whose rights the workflow uses; null: the administrator.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The row on which the workflow runs; null: none. The activity finds it as primary row, and its columns in the images.</summary>
    public EntityReference? Row { get; init; }

    /// <summary>True: a real-time workflow, one transaction that an error undoes. False: a background workflow, each request for itself.</summary>
    public bool IsRealTime { get; init; } = true;

    /// <summary>Name of the workflow's stage; null when it has no stages.</summary>
    public string? StageName { get; init; }
}
