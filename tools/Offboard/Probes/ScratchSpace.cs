using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Offboard.Connection;

namespace Offboard.Probes;

/// <summary>The rows of one experiment: each has a mark in its name, is known before it is made, and is removed in every case.</summary>
/// <param name="organization">Where.</param>
/// <param name="service">As whom.</param>
/// <param name="mark">In the names of all its rows, such as "offboard-probe 3f2a merge".</param>
internal sealed class ScratchSpace(IOrganization organization, IOrganizationService service, string mark)
{
    const string Observer = "Offboarding.Plugins.Probes.ProbeObserver";
    const string Api = "off_ProbePlatform";
    const int NoSuchRow = -2147220969;

    /// <summary>How long other servers of the platform may take to hear of a new step.</summary>
    static readonly TimeSpan StepsSettle = TimeSpan.FromSeconds(5);

    readonly List<EntityReference> rows = [];
    readonly List<EntityReference> steps = [];

    /// <summary>Acts as who signed in.</summary>
    public IOrganizationService Service => service;

    /// <summary>Whether SetState arrives as SetState.</summary>
    public bool SendsSetState => organization.SendsSetState;

    /// <summary>In the names of all its rows.</summary>
    public string Mark => mark;

    /// <summary>Makes a row. Its id is chosen here, so that it is found again even if the answer is lost.</summary>
    public Guid Create(Entity row)
    {
        row.Id = Guid.NewGuid();
        rows.Add(row.ToEntityReference());
        service.Create(row);
        return row.Id;
    }

    /// <summary>An account with the mark as its name.</summary>
    public Guid Account(Action<Entity>? change = null, string suffix = "")
    {
        var account = new Entity("account") { ["name"] = mark + suffix };
        change?.Invoke(account);
        return Create(account);
    }

    /// <summary>A row as it is now.</summary>
    public Entity Read(string table, Guid id, params string[] columns) => service.Retrieve(table, id, new ColumnSet(columns));

    /// <summary>Changes columns of a row.</summary>
    public void Update(string table, Guid id, params (string Column, object? Value)[] values)
    {
        var row = new Entity(table, id);
        foreach (var (column, value) in values) row[column] = value;
        service.Update(row);
    }

    /// <summary>Lets time pass; in an embedded Dataverse its jobs run.</summary>
    public void Wait(TimeSpan time) => organization.Wait(time);

    /// <summary>Registers steps that note events of scratch rows, and nothing else.</summary>
    /// <exception cref="ProbeNotPossibleException">The solution is not there, or steps may not be registered.</exception>
    public void Observe(params ObservedEvent[] events)
    {
        try
        {
            var type = Find("plugintype", "typename", Observer)
                ?? throw new ProbeNotPossibleException($"The plug-in type {Observer} is not registered: import the solution, in a version that brings it.");
            foreach (var one in events) Register(one, type);
        }
        catch (FaultException<OrganizationServiceFault> refused)
        {
            throw new ProbeNotPossibleException($"No step can be registered: {refused.Detail.Message} Run it as a system administrator.", refused);
        }

        Wait(StepsSettle);
    }

    /// <summary>The events that were noted so far, in the order in which they happened.</summary>
    public IReadOnlyList<Observation> Observations() =>
        [.. Notes("notetext", "createdon").OrderBy(note => long.Parse(note.RowVersion ?? "0", System.Globalization.CultureInfo.InvariantCulture))
            .Select(note => JsonConvert.DeserializeObject<Observation>((string)note["notetext"])!)];

    /// <summary>Asks the solution's plug-in what it meets. One request.</summary>
    /// <exception cref="ProbeNotPossibleException">The solution is not there, or in an older version.</exception>
    public JObject Ask(string probe) => JObject.Parse((string)Send(probe)["Json"]);

    /// <summary>The same without reading the answer.</summary>
    /// <param name="probe">What to try; null: the parameter is left out.</param>
    public OrganizationResponse Send(string? probe)
    {
        if (!service.Knows(Api)) throw new ProbeNotPossibleException($"The Custom API {Api} is not there: import the solution, in a version that brings it.");

        var request = new OrganizationRequest(Api);
        if (probe is not null) request["Probe"] = probe;
        return service.Execute(request);
    }

    /// <summary>Code of the fault of an act; null: it succeeded.</summary>
    public static int? CodeOf(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return fault.Detail.ErrorCode;
        }
    }

    /// <summary>Removes every row, steps first, so that none hears of the removal.</summary>
    /// <returns>What could not be removed, each with the reason. Empty: nothing is left.</returns>
    public IReadOnlyList<string> CleanUp()
    {
        var left = new List<string>();
        foreach (var row in steps.Concat(rows.AsEnumerable().Reverse())) Remove(row, left);
        try
        {
            foreach (var note in Notes()) Remove(note.ToEntityReference(), left);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            left.Add($"notes called '{mark}': {problem.Message}");
        }

        return left;
    }

    void Remove(EntityReference row, List<string> left)
    {
        try
        {
            service.Delete(row.LogicalName, row.Id);
        }
        catch (FaultException<OrganizationServiceFault> gone) when (gone.Detail.ErrorCode == NoSuchRow)
        {
            // It was never made, or went with its parent.
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            left.Add($"{row.LogicalName} {row.Id:D}: {problem.Message}");
        }
    }

    void Register(ObservedEvent one, Entity type)
    {
        var message = Find("sdkmessage", "name", one.Message) ?? throw new ProbeNotPossibleException($"The message {one.Message} is not known.");
        var step = new Entity("sdkmessageprocessingstep", Guid.NewGuid())
        {
            ["name"] = $"{mark}: {one.Label}",
            ["configuration"] = $"run={mark};label={one.Label};rows={string.Join(',', one.Rows)}" + (one.Adds is { } added ? $";add={added}" : ""),
            ["eventhandler"] = type.ToEntityReference(),
            ["sdkmessageid"] = message.ToEntityReference(),
            ["sdkmessagefilterid"] = FilterOf(message.Id, one),
            ["stage"] = new OptionSetValue(one.Stage),
            ["mode"] = new OptionSetValue(0),
            ["rank"] = 1,
            ["supporteddeployment"] = new OptionSetValue(0),
            ["asyncautodelete"] = false,
        };
        if (one.Filter is { } filter) step["filteringattributes"] = filter;
        steps.Add(step.ToEntityReference());
        service.Create(step);
    }

    EntityReference FilterOf(Guid message, ObservedEvent one)
    {
        var query = new QueryByAttribute("sdkmessagefilter") { ColumnSet = new ColumnSet("primaryobjecttypecode") };
        query.AddAttributeValue("sdkmessageid", message);
        query.AddAttributeValue("primaryobjecttypecode", one.Table);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.ToEntityReference()
            ?? throw new ProbeNotPossibleException($"No step can be registered for {one.Message} of {one.Table}: there is no sdkmessagefilter of the two.");
    }

    Entity? Find(string table, string column, string value)
    {
        var query = new QueryByAttribute(table) { ColumnSet = new ColumnSet(column) };
        query.AddAttributeValue(column, value);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    IEnumerable<Entity> Notes(params string[] columns)
    {
        var query = new QueryExpression("annotation") { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition("subject", ConditionOperator.Equal, mark);
        return service.RetrieveMultiple(query).Entities;
    }
}

/// <summary>An event to be noted.</summary>
/// <param name="Label">What the experiment calls it.</param>
/// <param name="Message">Name of the message.</param>
/// <param name="Table">Logical name of the table.</param>
/// <param name="Rows">Scratch rows that count; others are passed over.</param>
internal sealed record ObservedEvent(string Label, string Message, string Table, params Guid[] Rows)
{
    /// <summary>20 before the write, 40 after it.</summary>
    public int Stage { get; init; } = 40;

    /// <summary>Columns that the step is filtered by; null: all.</summary>
    public string? Filter { get; init; }

    /// <summary>A column that the step puts into Target; null: none.</summary>
    public string? Adds { get; init; }
}

/// <summary>An event that was noted.</summary>
/// <param name="Label">What the experiment calls it.</param>
/// <param name="Message">Name of the message.</param>
/// <param name="Correlation">CorrelationId of its context.</param>
/// <param name="Parents">Messages of the parent contexts, the nearest first.</param>
internal sealed record Observation(string Label, string Message, Guid Correlation, IReadOnlyList<ParentMessage> Parents)
{
    /// <summary>Whether an operation on a row is among the parents. The platform names an operation itself once more, as the parent of its late stages.</summary>
    public bool IsPartOf(string message, Guid row) => Parents.Any(parent => parent.Row == row && string.Equals(parent.Message, message, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A parent context.</summary>
/// <param name="Message">Name of its message.</param>
/// <param name="Row">Its primary row; empty: it names none.</param>
internal sealed record ParentMessage(string Message, Guid Row);
