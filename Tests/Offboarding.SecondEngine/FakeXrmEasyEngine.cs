using System;
using System.Collections.Generic;
using FakeXrmEasy;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Deactivation;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.SecondEngine;

/// <summary>FakeXrmEasy 1.58 as an engine: its rows and queries, and the plug-ins that the solution registers for PreOperation, called before the write.</summary>
/// <remarks>It has no pipeline from the solution, no metadata of its own, no transaction and no roles: docs/limits.md.</remarks>
sealed class FakeXrmEasyEngine : IScenarioEngine
{
    const int PreOperation = 20;
    const int MainOperation = 30;
    const int English = 1033;
    const int Berlin = 110;

    /// <summary>Of the pre-image: those that the scenarios change.</summary>
    static readonly string[] CaseColumns = [OffboardingCaseRow.Columns.State, OffboardingCaseRow.Columns.StatusReason, OffboardingCaseRow.Columns.PlannedEnd];

    static readonly DateTime Now = new(2027, 1, 15, 8, 0, 0, DateTimeKind.Utc);

#pragma warning disable CS0618 // Its later versions call themselves deprecated in favour of another licence.
    readonly XrmFakedContext context = new();
#pragma warning restore CS0618
    readonly Guid user = Guid.NewGuid();
    readonly Guid settings = Guid.NewGuid();

    internal FakeXrmEasyEngine()
    {
        context.CallerId = new EntityReference("systemuser", user);
#pragma warning disable CS0618 // see above
        context.Initialize(new List<Entity> { new("usersettings", settings) { ["systemuserid"] = user, ["uilanguageid"] = English, ["timezonecode"] = Berlin } });
#pragma warning restore CS0618
        context.AddExecutionMock<LocalTimeFromUtcTimeRequest>(LocalTime);
        Service = context.GetOrganizationService();
    }

    public IOrganizationService Service { get; }

    public void Speak(int language) => Service.Update(new Entity("usersettings", settings) { ["uilanguageid"] = language });

    public Guid Migrate(Entity row) => Service.Create(row);

    public Guid Create(Entity row)
    {
        if (row.LogicalName is OffboardingCaseRow.Table or CaseDecisionRow.Table) Run(new CaseGuard(), "Create", row);
        return Service.Create(row);
    }

    public void Update(Entity row)
    {
        if (row.LogicalName == AccountRow.Table) Run(new AccountDeactivationGate(), "Update", row);
        if (row.LogicalName == OffboardingCaseRow.Table) Run(new CaseGuard(), "Update", row, Service.Retrieve(row.LogicalName, row.Id, new ColumnSet(CaseColumns)));
        Service.Update(row);
    }

    public void Delete(EntityReference row)
    {
        if (row.LogicalName == AccountRow.Table) Run(new AccountDeactivationGate(), "Delete", row);
        if (row.LogicalName == OffboardingCaseRow.Table) Run(new CaseGuard(), "Delete", row);
        Service.Delete(row.LogicalName, row.Id);
    }

    public ParameterCollection Execute(OrganizationRequest request)
    {
        var call = Context(request.RequestName, MainOperation);
        call.InputParameters.AddRange(request.Parameters);
        IPlugin operation = request.RequestName switch
        {
            "off_PreviewOffboarding" => new PreviewOffboarding(),
            "off_EvaluateRetention" => new EvaluateRetention(),
            var other => throw new NotSupportedException(other + " is not among the operations that run on this engine."),
        };
        context.ExecutePluginWith(call, operation);
        return call.OutputParameters;
    }

    public string? RefusalOf(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (InvalidPluginExecutionException refusal)
        {
            return refusal.Message;
        }
    }

    public void Dispose()
    {
        // The context holds nothing but memory.
    }

    void Run(IPlugin plugin, string message, object target, Entity? before = null)
    {
        var call = Context(message, PreOperation);
        call.InputParameters["Target"] = target;
        if (target is Entity row) (call.PrimaryEntityName, call.PrimaryEntityId) = (row.LogicalName, row.Id);
        if (target is EntityReference reference) (call.PrimaryEntityName, call.PrimaryEntityId) = (reference.LogicalName, reference.Id);
        if (before is not null) call.PreEntityImages["before"] = before;
        context.ExecutePluginWith(call, plugin);
    }

    XrmFakedPluginExecutionContext Context(string message, int stage)
    {
        var call = context.GetDefaultPluginContext();
        call.MessageName = message;
        call.Stage = stage;
        call.OperationCreatedOn = Now;
        return call;
    }

    /// <summary>Berlin in winter: every scenario is at one instant, and names of time zones differ between Windows and Mono.</summary>
    static OrganizationResponse LocalTime(OrganizationRequest request) =>
        new LocalTimeFromUtcTimeResponse { Results = new ParameterCollection { ["LocalTime"] = ((LocalTimeFromUtcTimeRequest)request).UtcTime.AddHours(1) } };
}
