using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace Offboarding.TestPlugins;

/// <summary>Traces a column of the images of each row of a bulk message, in their order: configuration is alias;column.</summary>
public sealed class ObserveImages : IPlugin
{
    readonly string[] wanted;

    public ObserveImages(string unsecure) => wanted = unsecure.Split(';');

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        Say("before", running.Context.PreEntityImagesCollection);
        Say("after", running.Context.PostEntityImagesCollection);

        void Say(string moment, EntityImageCollection[] images) =>
            running.Tracing.Trace(moment + "=" + string.Join(",", images.Select(image => image[wanted[0]].GetAttributeValue<string>(wanted[1]))));
    }
}

/// <summary>Traces what each version of the context tells.</summary>
public sealed class AskForContexts : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        running.Tracing.Trace("application=" + Get<IPluginExecutionContext2>(serviceProvider).InitiatingUserApplicationId);
        running.Tracing.Trace("authenticated=" + Get<IPluginExecutionContext3>(serviceProvider).AuthenticatedUserId);
        running.Tracing.Trace("images=" + Get<IPluginExecutionContext4>(serviceProvider).PreEntityImagesCollection.Length);
        running.Tracing.Trace("agent=" + Get<IPluginExecutionContext5>(serviceProvider).InitiatingUserAgent);
        running.Tracing.Trace("environment=" + Get<IPluginExecutionContext6>(serviceProvider).EnvironmentId);
        running.Tracing.Trace("robot=" + Get<IPluginExecutionContext7>(serviceProvider).IsApplicationUser);
        running.Tracing.Trace("same=" + (Get<IPluginExecutionContext>(serviceProvider) is IPluginExecutionContext7));
    }

    static T Get<T>(IServiceProvider services) => (T)services.GetService(typeof(T));
}

/// <summary>Changes what Retrieve or RetrieveMultiple answers: configuration is column=text.</summary>
public sealed class ChangeAnswer : IPlugin
{
    readonly string[] change;

    public ChangeAnswer(string unsecure) => change = unsecure.Split('=');

    public void Execute(IServiceProvider serviceProvider)
    {
        var outputs = new Running(serviceProvider).Context.OutputParameters;
        if (outputs.TryGetValue("BusinessEntity", out var row)) ((Entity)row)[change[0]] = change[1];
        if (!outputs.TryGetValue("BusinessEntityCollection", out var rows)) return;

        foreach (var one in ((EntityCollection)rows).Entities) one[change[0]] = change[1];
    }
}

/// <summary>Runs for one relationship only: configuration is its name.</summary>
public sealed class SayForRelationship : IPlugin
{
    readonly string name;

    public SayForRelationship(string unsecure) => name = unsecure;

    public void Execute(IServiceProvider serviceProvider)
    {
        var running = new Running(serviceProvider);
        if (((Relationship)running.Context.InputParameters["Relationship"]).SchemaName == name) running.Tracing.Trace(name + " of " + running.Context.PrimaryEntityName);
    }
}

/// <summary>Says who created the row and when: configuration is the id of a user.</summary>
public sealed class StampTarget : IPlugin
{
    readonly Guid user;

    public StampTarget(string unsecure) => user = Guid.Parse(unsecure);

    public void Execute(IServiceProvider serviceProvider)
    {
        var target = new Running(serviceProvider).Target;
        target["createdon"] = new DateTime(2019, 2, 3, 4, 5, 0, DateTimeKind.Utc);
        target["createdby"] = new EntityReference("systemuser", user);
    }
}

/// <summary>Sends a batch, which plugins must not.</summary>
public sealed class SendBatch : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        var request = new ExecuteMultipleRequest { Settings = new ExecuteMultipleSettings(), Requests = new OrganizationRequestCollection() };
        request.Requests.Add(new CreateRequest { Target = new Entity("task") { ["subject"] = "one" } });
        new Running(serviceProvider).Service.Execute(request);
    }
}

/// <summary>Refuses with an HTTP status: configuration is the status.</summary>
public sealed class RefuseWithStatus : IPlugin
{
    readonly PluginHttpStatusCode status;

    public RefuseWithStatus(string unsecure) => status = (PluginHttpStatusCode)int.Parse(unsecure);

    public void Execute(IServiceProvider serviceProvider) => throw new InvalidPluginExecutionException("No.", status);
}
