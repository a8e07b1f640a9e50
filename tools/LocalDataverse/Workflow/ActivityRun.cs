using System;
using System.Activities;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Pipeline;
using LocalDataverse.Query;
using LocalDataverse.Sandbox;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Workflow;

/// <summary>Runs one workflow activity as a step of a classic workflow that a user starts on a row.</summary>
/// <remarks>No process is interpreted; its conditions and its other steps are not here.</remarks>
internal sealed class ActivityRun(Organization organization, string typeName, WorkflowStep step)
{
    /// <summary>The message with which a client starts a workflow on a row.</summary>
    const string Message = "ExecuteWorkflow";

    /// <exception cref="ArgumentException">No such activity is registered.</exception>
    /// <exception cref="System.ServiceModel.FaultException">What the activity threw, as the platform reports it; in real time nothing is written then.</exception>
    internal IReadOnlyDictionary<string, object?> Execute(IEnumerable<KeyValuePair<string, object?>> inputs)
    {
        var registration = Find();
        var user = step.UserId ?? organization.AdministratorId;
        using var chain = new RequestChain(organization, organization.NextCorrelation());
        var call = new Call(organization, new Caller(user, user, IsSystem: false), chain, depth: 1, parent: null, scope: null);
        return step.IsRealTime ? call.InTransaction(() => Execute(call, registration, inputs)) : Execute(call, registration, inputs);
    }

    IReadOnlyDictionary<string, object?> Execute(Call call, PluginRegistration registration, IEnumerable<KeyValuePair<string, object?>> inputs)
    {
        var activity = call.Sandbox.Activity(registration);
        var values = new ActivityValues(registration.TypeName, ActivityArgument.Of(activity.GetType()), call.Catalog);
        var operation = Operation(call, registration);
        IReadOnlyDictionary<string, object?> outputs = new Dictionary<string, object?>(StringComparer.Ordinal);
        new PluginRun(call, operation, registration, $"Workflow activity {registration.TypeName}", call.Scope).Execute(services =>
        {
            var invoker = new WorkflowInvoker(activity);
            invoker.Extensions.Add(new WorkflowContext(operation, step.IsRealTime, step.StageName));
            invoker.Extensions.Add(services);
            invoker.Extensions.Add(services.Tracing);
            outputs = values.Outputs(invoker.Invoke(values.Inputs(inputs)));
        });
        return outputs;
    }

    PluginRegistration Find()
    {
        using var transaction = organization.Store.Begin();
        var table = transaction.Catalog.Table("plugintype");
        var type = transaction.Scan(table).FirstOrDefault(row => (string?)row[table.Column("typename")] == typeName)
            ?? throw new ArgumentException($"There is no type {typeName}. Import the solution that registers it.", nameof(typeName));
        if ((bool?)type[table.Column("isworkflowactivity")] != true)
        {
            throw new ArgumentException($"{typeName} is no workflow activity: its registration has no WorkflowActivityGroupName.", nameof(typeName));
        }

        return new PluginRegistration(type.Id, ((Reference)type[table.Column("pluginassemblyid")]!).Id, typeName, null, null);
    }

    PluginContext Operation(Call call, PluginRegistration registration)
    {
        var inputs = new ParameterCollection();
        if (step.Row is { } row) inputs["EntityId"] = row.Id;
        return new PluginContext
        {
            Stage = Stage.MainOperation,
            Mode = step.IsRealTime ? 0 : 1,
            Depth = call.Depth,
            MessageName = Message,
            PrimaryEntityName = step.Row?.LogicalName ?? "none",
            PrimaryEntityId = step.Row?.Id ?? Guid.Empty,
            UserId = call.Caller.UserId,
            InitiatingUserId = call.Caller.InitiatingUserId,
            BusinessUnitId = call.Principal.BusinessUnitId,
            OrganizationId = organization.Id,
            OrganizationName = organization.Options.OrganizationName,
            CorrelationId = call.CorrelationId,
            OperationId = organization.Ids.Next(),
            OperationCreatedOn = call.StartedOn,
            IsInTransaction = call.Scope is not null,
            InputParameters = inputs,
            OutputParameters = [],
            SharedVariables = [],
            OwningExtension = new EntityReference("plugintype", registration.Id),
            RequestId = null,
            PreEntityImagesCollection = [Image(call, WorkflowContext.PreImage)],
            PostEntityImagesCollection = [Image(call, WorkflowContext.PostImage)],
        };
    }

    /// <summary>The row with all its columns, as the workflow service hands it over.</summary>
    EntityImageCollection Image(Call call, string key)
    {
        var images = new EntityImageCollection();
        if (step.Row is not { } of) return images;

        images[key] = call.Reading(context =>
        {
            var table = context.Catalog.Table(of.LogicalName);
            var row = context.Transaction.Find(table, of.Id) ?? throw Faults.Fault.DoesNotExist(table, of.Id);
            return Projection.ToEntity(row, table.Columns, context);
        });
        return images;
    }
}
