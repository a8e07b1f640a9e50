using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using LocalDataverse.Sandbox;
using LocalDataverse.Solutions;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Messages;

/// <summary>A Custom API that a solution brought, with its plugin.</summary>
/// <param name="Definition">As declared.</param>
/// <param name="PluginTypeId">Row of its plugin type, or null when it has no main operation of its own.</param>
/// <param name="Plugin">What runs at stage 30, or null.</param>
internal sealed record CustomApi(CustomApiDefinition Definition, Guid? PluginTypeId, PluginRegistration? Plugin);

/// <summary>The message of a Custom API: parameters checked, its plugin as main operation, outputs completed.</summary>
/// <remarks>Faults: 0x80094004 a required parameter is missing; 0x80040203 a parameter is unknown or of another type; 0x80040220 its privilege is missing.</remarks>
internal sealed class CustomApiHandler(CustomApi api) : MessageHandler
{
    const string Bound = "Target";
    const int NoSteps = 0;
    const int AllSteps = 2;

    readonly CustomApiDefinition definition = api.Definition;

    internal override string Message => definition.UniqueName;

    protected override IReadOnlyCollection<string> Parameters { get; } = Names(api.Definition);

    protected override OrganizationResponse RunKnown(OrganizationRequest request, Call call)
    {
        var subject = CheckInputs(request, call);
        if (!call.Organization.Options.LeftOutParametersAreAbsent) CompleteInputs(request.Parameters);
        var happening = MessageEvent.Of(call, Message, subject.Table, request.Parameters);
        happening.PrimaryId = subject.Id;
        RunSteps(happening, Stage.PreValidation);
        return call.InTransaction(() =>
        {
            if (definition.ExecutePrivilege is { } privilege) call.Access.DemandPrivilege(privilege);
            RunSteps(happening, Stage.PreOperation);
            if (api.Plugin is { } plugin)
            {
                var context = happening.MainOperation(new EntityReference("plugintype", plugin.Id));
                new PluginRun(call, context, plugin, Message, call.Scope).Execute();
            }

            CompleteOutputs(happening.Outputs);
            RunSteps(happening, Stage.PostOperation);
            if (definition.AllowedStepType != NoSteps) happening.QueueJobs();
            return new OrganizationResponse { ResponseName = Message, Results = happening.Outputs };
        });
    }

    /// <summary>The publisher decides whether others' steps may run around the API.</summary>
    void RunSteps(MessageEvent happening, int stage)
    {
        if (definition.AllowedStepType == AllSteps) happening.Run(stage);
    }

    static IReadOnlyCollection<string> Names(CustomApiDefinition definition)
    {
        var names = definition.Parameters.Select(parameter => parameter.Name);
        return definition.Binding == CustomApiBinding.Entity ? [Bound, .. names] : [.. names];
    }

    Subject CheckInputs(OrganizationRequest request, Call call)
    {
        foreach (var parameter in definition.Parameters)
        {
            request.Parameters.TryGetValue(parameter.Name, out var value);
            if (value is null && !parameter.IsOptional)
            {
                throw Fault.Of(
                    FaultCode.MissingDynamicInvokeParameter,
                    $"The parameter '{parameter.Name}' required for invocation was not supplied. {Message} needs it as {parameter.Type}.");
            }

            if (value is not null) CustomApiValues.Check(parameter, value, Message);
        }

        if (definition.Binding == CustomApiBinding.Global) return Subject.None;
        if (definition.Binding == CustomApiBinding.EntityCollection) return new Subject(definition.BoundTable!, Guid.Empty);

        var target = request.Required<EntityReference>(Bound);
        if (target.LogicalName != definition.BoundTable)
        {
            throw Fault.Of(FaultCode.InvalidArgument, $"{Message} is bound to {definition.BoundTable}, but Target is a row of {target.LogicalName}.");
        }

        target.Id = call.Resolve(target);
        return new Subject(target.LogicalName, target.Id);
    }

    void CompleteInputs(ParameterCollection inputs)
    {
        foreach (var parameter in definition.Parameters.Where(parameter => !inputs.Contains(parameter.Name)))
        {
            inputs[parameter.Name] = CustomApiValues.Default(parameter.Type)!;
        }
    }

    void CompleteOutputs(ParameterCollection outputs)
    {
        foreach (var name in outputs.Keys.Where(name => definition.Outputs.All(output => output.Name != name)).ToList())
        {
            throw Fault.Of(
                FaultCode.IsvUnExpected, $"An unexpected error occurred from ISV code. {Message} set the output '{name}', which the Custom API does not declare.");
        }

        foreach (var output in definition.Outputs)
        {
            if (!outputs.TryGetValue(output.Name, out var value) || value is null) outputs[output.Name] = CustomApiValues.Default(output.Type)!;
            else CustomApiValues.Check(output, value, Message);
        }
    }
}
