using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Offboarding.TestPlugins;

/// <summary>Changes a column of the Target: configuration is column=text.</summary>
public sealed class ChangeTarget : IPlugin
{
    readonly string[] change;

    public ChangeTarget(string unsecure) => change = unsecure.Split('=');

    public void Execute(IServiceProvider serviceProvider)
    {
        var context = new Running(serviceProvider).Context;
        foreach (var row in Rows(context)) row[change[0]] = change[1];
    }

    static IEnumerable<Entity> Rows(IPluginExecutionContext context) =>
        context.InputParameters.Contains("Targets") ? ((EntityCollection)context.InputParameters["Targets"]).Entities : [(Entity)context.InputParameters["Target"]];
}

/// <summary>Puts another Entity with one column into Target: configuration is column=text.</summary>
public sealed class ReplaceTarget : IPlugin
{
    readonly string[] change;

    public ReplaceTarget(string unsecure) => change = unsecure.Split('=');

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        var old = running.Target;
        running.Context.InputParameters["Target"] = new Entity(old.LogicalName, old.Id) { [change[0]] = change[1] };
    }
}

/// <summary>Puts an early-bound row into Target, which a plugin must not.</summary>
public sealed class ReplaceTargetByEarlyBound : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Context.InputParameters["Target"] = new Account { Id = running.Target.Id };
    }

    public sealed class Account : Entity
    {
        public Account()
            : base("account")
        {
        }
    }
}

/// <summary>Creates a row of its own: configuration is table;column=text.</summary>
public sealed class CreateRow : IPlugin
{
    readonly string table;
    readonly string[] column;

    public CreateRow(string unsecure)
    {
        var parts = unsecure.Split(';');
        table = parts[0];
        column = parts[1].Split('=');
    }

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Service.Create(new Entity(table) { [column[0]] = column[1] });
    }
}

/// <summary>Updates the row that it runs on: configuration is column=text.</summary>
public sealed class UpdateSameRow : IPlugin
{
    readonly string[] change;

    public UpdateSameRow(string unsecure) => change = unsecure.Split('=');

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Service.Update(new Entity(running.Context.PrimaryEntityName, running.Context.PrimaryEntityId) { [change[0]] = change[1] });
    }
}

/// <summary>Creates two rows and then throws, in an asynchronous step: configuration is the table.</summary>
public sealed class CreateThenThrow : IPlugin
{
    readonly string table;

    public CreateThenThrow(string unsecure) => table = unsecure;

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Service.Create(new Entity(table) { ["subject"] = "before the failure" });
        throw new InvalidPluginExecutionException("Too late.");
    }
}

/// <summary>Sends a bulk message, which plugins must not.</summary>
public sealed class SendBulk : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        var rows = new EntityCollection { EntityName = "task" };
        rows.Entities.Add(new Entity("task") { ["subject"] = "one" });
        running.Service.Execute(new OrganizationRequest("CreateMultiple") { ["Targets"] = rows });
    }
}

/// <summary>Deactivates the account whose id is in the Target's column: configuration is the column.</summary>
public sealed class DeactivateNamedAccount : IPlugin
{
    readonly string column;

    public DeactivateNamedAccount(string unsecure) => column = unsecure;

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Service.Update(new Entity("account", Guid.Parse((string)running.Target[column])) { ["statecode"] = new OptionSetValue(1) });
    }
}
