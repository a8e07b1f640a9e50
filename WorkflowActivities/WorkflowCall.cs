using System;
using System.Activities;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Offboarding.WorkflowActivities;

/// <summary>One run of a step: the workflow it belongs to, and operations with the rights of the workflow's user.</summary>
sealed class WorkflowCall
{
    readonly string step;
    readonly IWorkflowContext workflow;

    WorkflowCall(string step, CodeActivityContext context)
    {
        this.step = step;
        workflow = context.GetExtension<IWorkflowContext>();
        Service = context.GetExtension<IOrganizationServiceFactory>().CreateOrganizationService(workflow.UserId);
    }

    internal IOrganizationService Service { get; }

    /// <param name="step">Name of the step in the designer, for messages.</param>
    /// <param name="context">The run.</param>
    internal static WorkflowCall From(string step, CodeActivityContext context) => new(step, context);

    /// <summary>The row that was given, or else the row on which the workflow runs.</summary>
    /// <exception cref="InvalidPluginExecutionException">None was given, and the workflow runs on another table.</exception>
    internal EntityReference RowOr(EntityReference? given, string table, string label) => given ?? Primary(table)
        ?? throw Refused($"was given no {label}, and the workflow runs on no row of {table}: set its input '{label}'.");

    /// <summary>The row on which the workflow runs, when it is one of that table; else null.</summary>
    internal EntityReference? Primary(string table) =>
        workflow.PrimaryEntityName == table && workflow.PrimaryEntityId != Guid.Empty ? new EntityReference(table, workflow.PrimaryEntityId) : null;

    internal InvalidPluginExecutionException Refused(string problem) => new($"The step '{step}' {problem}");

    /// <summary>A column of type Date Only as the operations take it; null for a blank one, which a workflow hands over as the smallest date.</summary>
    internal static string? Day(DateTime value) => value == default ? null : value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Optional parameters of requests.</summary>
static class OptionalParameters
{
    /// <summary>Sets a parameter unless its value is blank: the operation then takes its own default.</summary>
    internal static OrganizationRequest With(this OrganizationRequest request, string parameter, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) request[parameter] = value;
        return request;
    }

    /// <summary>Sets a parameter to a row's id, unless no row is given.</summary>
    internal static OrganizationRequest With(this OrganizationRequest request, string parameter, EntityReference? row)
    {
        if (row is not null) request[parameter] = row.Id;
        return request;
    }
}
