using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Erasure;

/// <summary>Finds the rows of a subject: an account and contacts, and whatever belongs to them, step by step along the lookups.</summary>
/// <remarks>
/// <para>Each step asks each table once for up to 500 rows of the step before: never a request per row. Requests: 1 for the accounts, 1 for the contacts, then for each step
/// 1 per table that can belong to a row of the step before, and 1 to learn whether rows are marked; more only per 500 rows. An account with contacts, sales documents,
/// cases, e-mail and notes takes 4 to 5 steps.</para>
/// <para>Memory: ids and days of the rows found. An account with very many contacts is taken in batches of contacts (<see cref="Contacts"/>).</para>
/// </remarks>
public sealed class SubjectFinder
{
    /// <summary>Ids a condition.</summary>
    const int IdsPerRequest = 500;

    const string State = "statecode";
    const string Kind = "activitytypecode";
    const string Lead = "originatingleadid";

    readonly IOrganizationService service;
    readonly ErasureMap map;
    readonly TableCatalog catalog;
    readonly LocalDays days;
    readonly SubjectPaths paths;
    readonly RecordMarks marks;

    /// <summary>A finder.</summary>
    /// <param name="service">Acts as SYSTEM: what the caller may not read must be found, too.</param>
    /// <param name="map">The erasure map.</param>
    /// <param name="catalog">The tables on the covered paths (<see cref="TableCatalog.OnCoveredPaths"/>).</param>
    /// <param name="days">Local dates in the organization's time zone.</param>
    public SubjectFinder(IOrganizationService service, ErasureMap map, TableCatalog catalog, LocalDays days)
    {
        this.service = service;
        this.map = map;
        this.catalog = catalog;
        this.days = days;
        paths = new SubjectPaths(map, catalog);
        marks = new RecordMarks(service);
    }

    /// <summary>The contacts of an account, in the order of their ids. Requests: 1 per 5,000.</summary>
    public IReadOnlyList<Guid> Contacts(Guid account)
    {
        var query = new QueryExpression("contact") { ColumnSet = new ColumnSet("contactid") };
        query.Criteria.AddCondition("parentcustomerid", ConditionOperator.Equal, account);
        query.AddOrder("contactid", OrderType.Ascending);
        return [.. service.AllRows(query).Select(static row => row.Id)];
    }

    /// <summary>The rows of an account and of contacts, each once.</summary>
    /// <param name="account">Null: only contacts are asked for.</param>
    /// <param name="contacts">A batch of contacts; empty: none.</param>
    public IReadOnlyList<FoundRow> Rows(Guid? account, IReadOnlyCollection<Guid> contacts)
    {
        var walk = new Walk();
        var step = new List<FoundRow>();
        if (account is { } id) Masters(walk, step, AccountRow.Table, [id]);
        Masters(walk, step, ContactRow.Table, contacts);
        while (step.Count > 0)
        {
            var next = new List<FoundRow>();
            var parents = Parents(step);
            foreach (var path in paths.To(parents.Keys)) Children(walk, next, path.Key, path.Value, parents);
            if (catalog.Find(PartyTable.Name) is not null) ByParty(walk, next, step);
            step = next;
        }

        walk.Finish();
        return walk.Found;
    }

    internal static IEnumerable<IReadOnlyList<Guid>> Batches(IReadOnlyCollection<Guid> ids)
    {
        var rest = ids.Distinct().OrderBy(static id => id).ToList();
        for (var at = 0; at < rest.Count; at += IdsPerRequest) yield return rest.GetRange(at, Math.Min(IdsPerRequest, rest.Count - at));
    }

    void Masters(Walk walk, List<FoundRow> step, string table, IReadOnlyCollection<Guid> ids)
    {
        var facts = catalog.Find(table)!;
        foreach (var some in Batches(ids))
        {
            var rows = service.AllRows(Query(facts, [facts.PrimaryId, Lead, AccountRow.Columns.SoleTrader, State], facts.PrimaryId, some));
            var marked = marks.Of(table, some);
            foreach (var row in rows)
            {
                var subject = row.ToEntityReference();
                var isSoleTrader = row.GetAttributeValue<bool?>(AccountRow.Columns.SoleTrader) == true;
                var found = Make(facts, row, parent: null, subject, marked, table == ContactRow.Table || isSoleTrader, regarding: null);
                if (!walk.Add(found)) continue;

                step.Add(found);
                AddMark(walk, found, marked);
                if (row.GetAttributeValue<EntityReference?>(Lead) is { } lead) Leads(walk, step, lead.Id, found);
            }
        }
    }

    /// <summary>The lead from which a customer came refers to nobody: the customer refers to it. It is read with the rows of the next step.</summary>
    void Leads(Walk walk, List<FoundRow> step, Guid lead, FoundRow parent)
    {
        if (catalog.Find("lead") is null) return;

        var found = new FoundRow { Table = "lead", Id = lead, RecordClass = RecordClasses.LeadProspect, Subject = parent.Subject, Parent = parent, IsParentMasked = true };
        if (walk.Add(found)) step.Add(found);
    }

    /// <summary>The rows of a step by table; activities under the name of all activities, too, by which other rows refer to them.</summary>
    static Dictionary<string, Dictionary<Guid, FoundRow>> Parents(IEnumerable<FoundRow> step)
    {
        var parents = new Dictionary<string, Dictionary<Guid, FoundRow>>(StringComparer.Ordinal);
        foreach (var row in step)
        {
            Put(row.Table, row);
            if (row.IsActivity) Put(SubjectPaths.Activities, row);
        }

        return parents;

        void Put(string table, FoundRow row)
        {
            if (!parents.TryGetValue(table, out var rows)) parents[table] = rows = [];
            rows[row.Id] = row;
        }
    }

    void Children(Walk walk, List<FoundRow> next, string table, IReadOnlyList<LinkFacts> links, Dictionary<string, Dictionary<Guid, FoundRow>> parents)
    {
        var facts = catalog.Find(table)!;
        var ids = links.SelectMany(link => parents[link.To].Keys).ToList();
        var columns = links.Select(static link => link.Column).Distinct(StringComparer.Ordinal).OrderBy(static column => column, StringComparer.Ordinal).ToList();
        foreach (var some in Batches(ids))
        {
            var filter = new FilterExpression(LogicalOperator.Or);
            foreach (var column in columns) filter.AddCondition(new ConditionExpression(column, ConditionOperator.In, some.Cast<object>().ToArray()));
            Take(walk, next, facts, Query(facts, [.. Columns(facts), .. columns], filter), row => ParentOf(facts, row, columns, parents));
        }
    }

    /// <summary>Activities in which the subject takes part, whatever they regard. Requests: 2 per 500 rows of the step.</summary>
    void ByParty(Walk walk, List<FoundRow> next, IReadOnlyCollection<FoundRow> step)
    {
        var persons = step.Where(static row => row.Table is "account" or "contact" or "lead").ToDictionary(static row => row.Id);
        var facts = catalog.Find(SubjectPaths.Activities)!;
        foreach (var some in Batches(persons.Keys))
        {
            var query = new QueryExpression(PartyTable.Name) { ColumnSet = new ColumnSet(PartyTable.Activity, PartyTable.Party) };
            query.Criteria.AddCondition(new ConditionExpression(PartyTable.Party, ConditionOperator.In, some.Cast<object>().ToArray()));
            query.AddOrder("activitypartyid", OrderType.Ascending);
            var byActivity = new Dictionary<Guid, FoundRow>();
            foreach (var party in service.AllRows(query))
                byActivity[party.GetAttributeValue<EntityReference>(PartyTable.Activity).Id] = persons[party.GetAttributeValue<EntityReference>(PartyTable.Party).Id];

            foreach (var activities in Batches([.. byActivity.Keys.Where(id => !walk.Has(id))]))
                Take(walk, next, facts, Query(facts, Columns(facts), facts.PrimaryId, activities), row => byActivity[row.Id]);
        }
    }

    void Take(Walk walk, List<FoundRow> next, TableFacts facts, QueryExpression query, Func<Entity, FoundRow?> parentOf)
    {
        var rows = service.AllRows(query).Where(row => !walk.Has(row.Id)).ToList();
        foreach (var table in rows.GroupBy(row => TableOf(facts, row), StringComparer.Ordinal))
        {
            var marked = marks.Of(table.Key, [.. table.Select(static row => row.Id)]);
            foreach (var row in table)
            {
                if (parentOf(row) is not { } parent) continue;

                var found = Make(facts, row, parent, parent.Subject, marked, parent.IsParentMasked, row.GetAttributeValue<EntityReference?>(SubjectPaths.Regarding));
                if (!walk.Add(found)) continue;

                next.Add(found);
                AddMark(walk, found, marked);
                if (SubjectPaths.OwnLinkOf(facts) is { } own && row.GetAttributeValue<EntityReference?>(own) is { } owner) walk.Owned(found, owner.Id);
            }
        }
    }

    FoundRow Make(TableFacts facts, Entity row, FoundRow? parent, EntityReference subject, IReadOnlyDictionary<Guid, RecordMarkRow> marked, bool isParentMasked, EntityReference? regarding)
    {
        var table = TableOf(facts, row);
        marked.TryGetValue(row.Id, out var mark);
        var found = new FoundRow
        {
            Table = table,
            Id = row.Id,
            RecordClass = mark?.RecordClass is { Length: > 0 } said ? said : RecordClassRule.Of(map, table, row.GetAttributeValue<OptionSetValue?>(State)?.Value, regarding, parent),
            Subject = subject,
            Parent = parent,
            IsActivity = facts.IsActivity || facts.Name == SubjectPaths.Activities,
            IsParentMasked = isParentMasked,
            IsDocument = row.GetAttributeValue<bool?>(FileBodies.NoteIsDocument) == true,
            Flags = mark?.Flags ?? "",
            IsMarked = mark is not null,
        };
        EventSources.Read(facts, row, found, days);
        if (mark is not null && RecordMarkRules.TryEvents(mark.Events ?? "", out var events, out _))
            foreach (var spoken in events) found.SetEvent(spoken.Key, spoken.Value);

        return found;
    }

    /// <summary>A mark holds what a person wrote about the row: it goes with it.</summary>
    static void AddMark(Walk walk, FoundRow row, IReadOnlyDictionary<Guid, RecordMarkRow> marked)
    {
        if (!marked.TryGetValue(row.Id, out var mark)) return;
        walk.Add(new FoundRow { Table = RecordMarkRow.Table, Id = mark.Id, RecordClass = row.RecordClass, Subject = row.Subject, Parent = row, IsParentMasked = row.IsParentMasked });
    }

    static FoundRow? ParentOf(TableFacts facts, Entity row, IReadOnlyList<string> columns, Dictionary<string, Dictionary<Guid, FoundRow>> parents)
    {
        var own = SubjectPaths.OwnLinkOf(facts);
        foreach (var column in columns.OrderBy(column => column == own ? 0 : 1))
        {
            if (row.GetAttributeValue<EntityReference?>(column) is { } link && parents.TryGetValue(link.LogicalName, out var rows) && rows.TryGetValue(link.Id, out var parent)) return parent;
        }

        return null;
    }

    static string TableOf(TableFacts facts, Entity row) => facts.Name == SubjectPaths.Activities ? row.GetAttributeValue<string>(Kind) : facts.Name;

    IReadOnlyList<string> Columns(TableFacts facts)
    {
        var columns = new List<string> { facts.PrimaryId, State, FileBodies.NoteIsDocument };
        if (facts.Name == SubjectPaths.Activities) columns.Add(Kind);
        if (facts.IsActivity || facts.Name == SubjectPaths.Activities) columns.Add(SubjectPaths.Regarding);
        if (SubjectPaths.OwnLinkOf(facts) is { } own) columns.Add(own);
        columns.AddRange(EventSources.Of(facts).Select(static source => source.Column));
        return columns;
    }

    static QueryExpression Query(TableFacts facts, IReadOnlyList<string> columns, string column, IReadOnlyList<Guid> ids)
    {
        var filter = new FilterExpression();
        filter.AddCondition(new ConditionExpression(column, ConditionOperator.In, ids.Cast<object>().ToArray()));
        return Query(facts, columns, filter);
    }

    static QueryExpression Query(TableFacts facts, IReadOnlyList<string> columns, FilterExpression filter)
    {
        var query = new QueryExpression(facts.Name)
        {
            ColumnSet = new ColumnSet([.. columns.Distinct(StringComparer.Ordinal).Where(column => facts.Find(column) is not null)]),
            Criteria = filter,
        };
        query.AddOrder(facts.PrimaryId, OrderType.Ascending);
        return query;
    }

    /// <summary>What was found so far.</summary>
    sealed class Walk
    {
        readonly HashSet<Guid> ids = [];
        readonly List<FoundRow> found = [];
        readonly Dictionary<Guid, Guid> owners = [];

        internal IReadOnlyList<FoundRow> Found => found;

        internal bool Has(Guid id) => ids.Contains(id);

        internal bool Add(FoundRow row)
        {
            if (!ids.Add(row.Id)) return false;

            found.Add(row);
            return true;
        }

        internal void Owned(FoundRow row, Guid owner) => owners[row.Id] = owner;

        /// <summary>Knows only at the end whose rows are the subject's; then a case's last closing activity says when the case was closed.</summary>
        internal void Finish()
        {
            foreach (var row in found)
            {
                row.IsOfAnother = row.Parent?.IsOfAnother == true || (owners.TryGetValue(row.Id, out var owner) && !ids.Contains(owner));
                if (row is { Table: "incidentresolution", Parent.Table: "incident" } && row.Events.TryGetValue("document_date", out var closed))
                {
                    row.AddEvent("case_closed", closed);
                    row.Parent.AddEvent("case_closed", closed);
                }

                if (row is { Parent.Table: "lead" } && row.Events.TryGetValue("document_date", out var contact)) row.Parent.AddEvent("last_interaction", contact);
            }
        }
    }
}
