using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Tests.Erasure;

/// <summary>Rows, finder and kernel for tests of erasure, over the packed solution.</summary>
internal sealed class ErasureWorld : IDisposable
{
    /// <summary>What the platform numbers by itself.</summary>
    static readonly Dictionary<string, string> Numbers = new() { ["quote"] = "quotenumber", ["salesorder"] = "ordernumber", ["invoice"] = "invoicenumber" };

    readonly SolutionEnvironment world;

    public ErasureWorld(EnvironmentOptions? options = null)
    {
        world = new SolutionEnvironment(options);
        Catalog = TableCatalog.OnCoveredPaths(Service);
        Finder = NewFinder();
    }

    public LocalEnvironment Local => world.Local;

    public SolutionEnvironment Solution => world;

    public IOrganizationService Service => world.Administrator;

    public ErasureMap Map { get; } = ErasureMap.Shipped();

    public TableCatalog Catalog { get; }

    public SubjectFinder Finder { get; }

    public SubjectFinder NewFinder() => new(Service, Map, Catalog, new LocalDays(Service, timeZoneCode: 110));

    public Guid Add(string table, params (string Column, object? Value)[] values)
    {
        var row = new Entity(table);
        if (Numbers.TryGetValue(table, out var number)) row[number] = "N" + Guid.NewGuid().ToString("N")[..8];
        foreach (var (column, value) in values) row[column] = value;
        return ((CreateResponse)Service.Execute(new CreateRequest { Target = row, Parameters = { ["BypassCustomPluginExecution"] = true } })).id;
    }

    public EntityReference Account(string name = "Contoso", params (string Column, object? Value)[] values) => new("account", Add("account", [("name", name), .. values]));

    public EntityReference Contact(EntityReference? account, string lastName = "Muster", params (string Column, object? Value)[] values) =>
        new("contact", Add("contact", [("lastname", lastName), ("parentcustomerid", account), .. values]));

    public static EntityCollection Parties(params (EntityReference? Row, string? Address)[] members) => new([.. members.Select(member =>
    {
        var party = new Entity("activityparty");
        if (member.Row is not null) party["partyid"] = member.Row;
        if (member.Address is not null) party["addressused"] = member.Address;
        return party;
    })]);

    public void Close(string table, Guid id, int state, int status) => Service.Update(new Entity(table, id)
    {
        ["statecode"] = new OptionSetValue(state), ["statuscode"] = new OptionSetValue(status),
    });

    public WipeKernel Kernel(EntityReference subject, IErasureStop? stop = null, TableCatalog? catalog = null, IReadOnlyCollection<string>? addresses = null) => new(new WipeSetup
    {
        Service = new AsProduct(Service), Map = Map, Catalog = catalog ?? Catalog, Subject = subject, Stop = stop ?? new Stop(), Addresses = addresses ?? [],
    });

    public static WipeRow Row(string table, Guid id, string recordClass, EntityReference subject, RowCircumstances? circumstances = null) =>
        new() { Table = table, Id = id, RecordClass = recordClass, Subject = subject, Circumstances = circumstances ?? RowCircumstances.OfDueRow };

    /// <summary>Where a text stands in any table of the environment, the recycle bin included, as table.column.</summary>
    public IReadOnlyList<string> PlacesOf(string needle) =>
    [
        .. from table in Local.Organization.Store.Committed.Tables.Values
           from row in table.Rows
           from column in table.Table.Columns
           where row[column] is string text && text.Contains(needle, StringComparison.OrdinalIgnoreCase)
           select table.Table.Name + "." + column.Name,
    ];

    public void Dispose() => world.Dispose();
}

/// <summary>Writes as an operation of the product does: past the steps that keep people from writing what the product writes.</summary>
internal sealed class AsProduct(IOrganizationService inner) : IOrganizationService
{
    public Guid Create(Entity entity) => ((CreateResponse)Execute(new CreateRequest { Target = entity })).id;

    public void Update(Entity entity) => Execute(new UpdateRequest { Target = entity });

    public void Delete(string entityName, Guid id) => Execute(new DeleteRequest { Target = new EntityReference(entityName, id) });

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => inner.Retrieve(entityName, id, columnSet);

    public EntityCollection RetrieveMultiple(QueryBase query) => inner.RetrieveMultiple(query);

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        inner.Associate(entityName, entityId, relationship, relatedEntities);

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        inner.Disassociate(entityName, entityId, relationship, relatedEntities);

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        if (request is CreateRequest or UpdateRequest or DeleteRequest) request["BypassCustomPluginExecution"] = true;
        return inner.Execute(request);
    }
}

/// <summary>A stop that holds what it is told to, and remembers how often it was asked.</summary>
internal sealed class Stop(params Guid[] held) : IErasureStop
{
    public int Asked { get; private set; }

    public Action? WhenAsked { get; init; }

    public IReadOnlyCollection<Guid> RowsOnHold(IOrganizationService service, EntityReference subject, IReadOnlyList<WipeRow> rows)
    {
        Asked++;
        WhenAsked?.Invoke();
        return held;
    }
}
