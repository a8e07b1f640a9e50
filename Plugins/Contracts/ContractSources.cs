using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>The other tables in which contracts live, as verdicts read them.</summary>
/// <remarks>With the setting off_ContractSources = no, the default, there are none, and nothing is asked.</remarks>
sealed class ContractSources
{
    /// <summary>Sources in use at the same time: each costs every verdict a request.</summary>
    internal const int MostInUse = 5;

    /// <summary>Values that one condition may list safely.</summary>
    const int RowsPerQuery = 500;

    const string ColumnAlias = "m";

    readonly IReadOnlyList<ContractSource> inUse;
    readonly Language language;

    ContractSources(IReadOnlyList<ContractSource> inUse, Language language)
    {
        this.inUse = inUse;
        this.language = language;
    }

    internal static ContractSources None { get; } = new([], Language.English);

    /// <summary>The sources that verdicts read. Requests: 1; none with off_ContractSources = no.</summary>
    internal static ContractSources Of(PluginCall call) => Of(call.AsSystem, call.Settings.ReadsContractSources, call.Language);

    /// <summary>The sources that verdicts read. Requests: 1; none if they are not to be read.</summary>
    /// <exception cref="InvalidPluginExecutionException">OFF-4721: a source in use was never checked.</exception>
    internal static ContractSources Of(IOrganizationService service, bool reads, Language language)
    {
        if (!reads) return None;

        var sources = new ContractSources(InUse(service), language);
        foreach (var source in sources.inUse)
            if (source.IdColumn is null) throw Refusal.Of("OFF-4721", language, "source", source.Name);

        return sources;
    }

    /// <summary>A source with its mappings, in use or not; null: there is none with this id. Requests: 1.</summary>
    internal static ContractSource? Find(IOrganizationService service, Guid id) =>
        Read(service, query => query.Criteria.AddCondition(ContractSourceRow.Columns.Id, ConditionOperator.Equal, id)).FirstOrDefault();

    /// <summary>All sources that are switched to be in use, whatever the setting says. Requests: 1.</summary>
    internal static IReadOnlyList<ContractSource> InUse(IOrganizationService service) =>
        [.. Read(service, static query => query.Criteria.AddCondition(ContractSourceRow.Columns.InUse, ConditionOperator.Equal, true)).Where(static source => source.IsInUse)];

    /// <summary>Contracts that count, of accounts and perhaps of their subsidiaries, source after source. Requests: 1 for each source, 1 more per further 5,000 rows.</summary>
    /// <param name="service">Acts as SYSTEM.</param>
    /// <param name="accounts">At most 1,000.</param>
    /// <param name="withSubsidiaries">Adds those of subsidiaries.</param>
    /// <param name="anyState">Rows that do not count any more, too: they still say when the relationship ended.</param>
    /// <exception cref="InvalidPluginExecutionException">OFF-4720: the table of a source cannot be read; no verdict is given without it.</exception>
    internal IEnumerable<OwnedContract> Contracts(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries, bool anyState = false)
    {
        foreach (var source in inUse)
            foreach (var row in Rows(service, source, SourceQueries.Contracts(source, accounts, withSubsidiaries, anyState)))
                yield return ContractQueries.Read(source, row);
    }

    /// <summary>Versions of the same rows. Requests: as above.</summary>
    internal IEnumerable<long> Versions(IOrganizationService service, IReadOnlyCollection<Guid> accounts, bool withSubsidiaries)
    {
        foreach (var source in inUse)
            foreach (var row in Rows(service, source, SourceQueries.Versions(source, accounts, withSubsidiaries)))
                yield return row.GetAttributeValue<long>(ContractQueries.Version);
    }

    /// <summary>The source that follows another by its place; null: there is none.</summary>
    internal ContractSource? At(int place) => place < inUse.Count ? inUse[place] : null;

    /// <summary>A page of all rows of a source that count. Requests: 1.</summary>
    internal IReadOnlyList<Entity> Page(IOrganizationService service, ContractSource source, int page, int size, out bool more)
    {
        var answer = Ask(source, () => service.RetrieveMultiple(SourceQueries.Page(source, page, size)));
        more = answer.MoreRecords;
        return answer.Entities;
    }

    /// <summary>Which of some rows count, in whatever source they are. Requests: 1 for each source and 500 rows.</summary>
    internal HashSet<Guid> Counting(IOrganizationService service, IReadOnlyList<Guid> ids)
    {
        var counting = new HashSet<Guid>();
        foreach (var source in inUse)
            for (var start = 0; start < ids.Count; start += RowsPerQuery)
                counting.UnionWith(Rows(service, source, SourceQueries.Counting(source, ids.Skip(start).Take(RowsPerQuery))).Select(static row => row.Id));

        return counting;
    }

    IReadOnlyList<Entity> Rows(IOrganizationService service, ContractSource source, QueryExpression query) => Ask(source, () => service.AllRows(query));

    T Ask<T>(ContractSource source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (System.ServiceModel.FaultException<OrganizationServiceFault> fault)
        {
            // The request is lost anyway; without a verdict nothing may go on.
            throw Refusal.Of("OFF-4720", language, "source", source.Name, "table", source.Table, "fault", fault.Detail.Message);
        }
    }

    static IReadOnlyList<ContractSource> Read(IOrganizationService service, Action<QueryExpression> narrow)
    {
        var query = new QueryExpression(ContractSourceRow.Table) { ColumnSet = new ColumnSet([.. ContractSourceRow.FactColumns.Values]) };
        query.ColumnSet.AddColumn(ContractSourceRow.Columns.State);
        narrow(query);
        var columns = query.AddLink(ContractSourceColumnRow.Table, ContractSourceRow.Columns.Id, ContractSourceColumnRow.Columns.SourceId, JoinOperator.LeftOuter);
        columns.EntityAlias = ColumnAlias;
        columns.Columns = new ColumnSet([.. ContractSourceColumnRow.FactColumns.Values]);
        columns.LinkCriteria.AddCondition(ContractSourceColumnRow.Columns.State, ConditionOperator.Equal, (int)ContractSourceColumnState.Active);
        query.AddOrder(ContractSourceRow.Columns.SortOrder, OrderType.Ascending);
        query.AddOrder(ContractSourceRow.Columns.Id, OrderType.Ascending);

        var sources = new List<ContractSource>();
        foreach (var rows in service.AllRows(query).GroupBy(static row => row.Id))
        {
            var mappings = rows.Select(static row => new ContractSourceColumnRow(Joined.Row(row, ColumnAlias, ContractSourceColumnRow.Table)))
                .Where(static mapping => mapping.ContractFact is not null)
                .Select(static mapping => new SourceMapping(mapping))
                .OrderBy(static mapping => mapping.Fact, StringComparer.Ordinal);
            sources.Add(new ContractSource(new ContractSourceRow(rows.First()), [.. mappings]));
        }

        return sources;
    }
}
