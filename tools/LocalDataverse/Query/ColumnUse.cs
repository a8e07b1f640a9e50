using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Query;

/// <summary>The columns a query filters, joins, sorts, groups or aggregates by: whoever may not read them must not learn them from what comes back.</summary>
internal static class ColumnUse
{
    public static IEnumerable<(Table Table, Column Column)> Of(QueryModel model)
    {
        var sources = All(model.Root).ToDictionary(source => source.Index);
        return sources.Values.SelectMany(source => Filters(source.Filter).Concat(source.Links.SelectMany(Ends)))
            .Concat(model.Orders.Select(order => (order.Source, order.Column)))
            .Concat(model.Aggregation?.Groups.Select(group => (group.Source, group.Column)) ?? [])
            .Concat(model.Aggregation?.Aggregates.Select(aggregate => (aggregate.Source, aggregate.Column)) ?? [])
            .Select(use => (sources[use.Source].Table, use.Column));
    }

    static IEnumerable<Source> All(Source source) =>
        source.Links.Concat(Links(source.Filter)).SelectMany(link => All(link.Source)).Prepend(source);

    static IEnumerable<Link> Links(Filter? filter) => filter switch
    {
        FilterGroup group => group.Parts.SelectMany(Links),
        LinkCondition condition => [condition.Link],
        _ => [],
    };

    static IEnumerable<(int Source, Column Column)> Filters(Filter? filter) => filter switch
    {
        FilterGroup group => group.Parts.SelectMany(Filters),
        Condition condition => [(condition.Source, condition.Column)],
        ColumnComparison comparison => [(comparison.Source, comparison.Column), (comparison.OtherSource, comparison.Other)],
        LinkCondition condition => Ends(condition.Link),
        _ => [],
    };

    static IEnumerable<(int Source, Column Column)> Ends(Link link) => [(link.Source.Index, link.From), (link.Parent, link.To)];
}
