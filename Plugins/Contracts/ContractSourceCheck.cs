using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Refuses a contract source that verdicts could not read rightly, naming table, column, fact and remedy.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), synchronous, rank 1, of Create, Update and SetState on off_contractsource; of Create, Update, SetState and Delete on off_contractsourcecolumn, Update and Delete with a
/// pre-image "before" of off_sourceid; PreValidation (10) of Delete on off_contractsource; PreOperation (20) of Create on off_contractsourcecolumn.
/// The row is judged as it stands then, with all its mappings: what is refused is rolled back.</para>
/// <para>A source that is not in use may be incomplete; only what is wrong in itself is refused. The whole of it is checked against the tables once it is in use.</para>
/// <para>Requests: 1 read (source with mappings) and the caller's language; for a source in use 6 more (settings, sources in use, metadata, one row as the caller, local time twice) and 1 write of what was learned;
/// 1 more for the day.</para>
/// </remarks>
public sealed class ContractSourceCheck : IPlugin
{
    const int PreValidation = 10;
    const int PreOperation = 20;

    // https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes: no privilege, or none for this table.
    const int PrivilegeDenied = -2147220960;
    const int NoReadPrivilege = -2147180286;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4700 to OFF-4717, OFF-4722: what is wrong with the source.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct) return;

        if (call.Context.PrimaryEntityName == ContractSourceColumnRow.Table)
        {
            if (call.Context.Stage == PreOperation) NameMapping(call);
            else foreach (var id in SourcesOfMapping(call)) Check(call, id);
        }
        else if (call.Context.Stage == PreValidation)
        {
            if (ContractSources.Find(call.AsSystem, call.Required<EntityReference>("Target").Id) is { IsInUse: true } used) throw Refusal.Of("OFF-4712", call.Language, "source", used.Name);
        }
        else
        {
            Check(call, call.IsMessage("SetState") ? call.Required<EntityReference>("EntityMoniker").Id : call.Context.PrimaryEntityId);
        }
    }

    /// <summary>A mapping that nobody named is called by what it says, and by its source for updates of shipped rows.</summary>
    static void NameMapping(PluginCall call)
    {
        var mapping = new ContractSourceColumnRow(call.Target);
        if (string.IsNullOrWhiteSpace(mapping.Name)) mapping.Name = mapping.ContractFact + " = " + (mapping.SourceColumn ?? mapping.Constant);
        if (string.IsNullOrWhiteSpace(mapping.Code) && mapping.SourceId is { } source) mapping.Code = source.Id.ToString("D") + "-" + mapping.ContractFact;
    }

    static IEnumerable<Guid> SourcesOfMapping(PluginCall call)
    {
        var ids = new HashSet<Guid>();
        if (call.IsMessage("SetState"))
        {
            var id = call.Required<EntityReference>("EntityMoniker").Id;
            var row = new ContractSourceColumnRow(call.AsSystem.Retrieve(ContractSourceColumnRow.Table, id, new ColumnSet(ContractSourceColumnRow.Columns.SourceId)));
            if (row.SourceId is { } source) ids.Add(source.Id);
        }

        if (call.Context.PreEntityImages.TryGetValue("before", out var before) && new ContractSourceColumnRow(before).SourceId is { } former) ids.Add(former.Id);
        if (!call.IsMessage("Delete") && !call.IsMessage("SetState") && new ContractSourceColumnRow(call.Target).SourceId is { } now) ids.Add(now.Id);
        return ids;
    }

    static void Check(PluginCall call, Guid id)
    {
        // A mapping may be deleted with its source.
        if (ContractSources.Find(call.AsSystem, id) is not { } source) return;

        if (!source.IsInUse)
        {
            RefuseFirst(call, SourceRule.OfMappings(source, call.Language));
            return;
        }

        if (!call.Settings.ReadsContractSources) throw Refusal.Of("OFF-4710", call.Language, "source", source.Name);

        var used = ContractSources.InUse(call.AsSystem).Count;
        if (used > ContractSources.MostInUse)
            throw Refusal.Of("OFF-4711", call.Language, "source", source.Name, "count", used.ToString(CultureInfo.InvariantCulture), "most", ContractSources.MostInUse.ToString(CultureInfo.InvariantCulture));

        SourceTable.Among(call.AsSystem, [source.Table]).TryGetValue(source.Table, out var table);
        RefuseFirst(call, SourceRule.Of(source, table, call.Language));
        DemandReadable(call, source, table!);
        Learn(call, source, table!);
    }

    static void RefuseFirst(PluginCall call, IReadOnlyList<SourceDefect> defects)
    {
        if (defects.Count > 0) throw Refusal.Of(defects[0].Code, call.Language, defects[0].Values);
    }

    /// <summary>Whoever maps a table shows its rows to whoever asks for a verdict: so they must be allowed to read it themselves.</summary>
    static void DemandReadable(PluginCall call, ContractSource source, SourceTable table)
    {
        try
        {
            call.AsCaller.RetrieveMultiple(new QueryExpression(source.Table) { ColumnSet = new ColumnSet(table.IdColumn), TopCount = 1 });
        }
        catch (FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode is PrivilegeDenied or NoReadPrivilege)
        {
            throw Refusal.Of("OFF-4706", call.Language, "source", source.Name, "table", source.Table);
        }
    }

    /// <summary>Keeps what verdicts need to know of the table, so that they need not ask.</summary>
    static void Learn(PluginCall call, ContractSource source, SourceTable table)
    {
        var local = source.Mappings.Select(static mapping => mapping.Column).OfType<string>().Where(column => table.Column(column)!.IsLocalTime).Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal);
        call.MarkAsProduct();
        call.AsSystem.Update(new ContractSourceRow(new Entity(ContractSourceRow.Table, source.Id))
        {
            IdColumn = table.IdColumn,
            CurrencyColumn = table.Column("transactioncurrencyid") is null ? null : "transactioncurrencyid",
            LocalColumns = string.Join(";", local),
            Midnights = string.Join(";", call.MinutesAhead(1), call.MinutesAhead(7)),
            CheckedOn = call.DayOfJobs(),
        }.Entity);
    }
}
