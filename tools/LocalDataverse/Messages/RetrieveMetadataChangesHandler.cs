using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace LocalDataverse.Messages;

/// <summary>RetrieveMetadataChanges: which of some tables exist, with their properties and, if wanted, their columns, the lookups to them, and their alternate keys.</summary>
/// <remarks>
/// Only the conditions LogicalName equals and LogicalName in, for tables and for columns, and none on relationships; what does not exist is absent from the answer.
/// Which properties of columns and relationships are asked for makes no difference: all that are known here are told.
/// </remarks>
internal sealed class RetrieveMetadataChangesHandler : MessageHandler<RetrieveMetadataChangesRequest, RetrieveMetadataChangesResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Query"];

    protected override Subject Find(RetrieveMetadataChangesRequest request, Call call) => Subject.None;

    protected override RetrieveMetadataChangesResponse Handle(RetrieveMetadataChangesRequest request, Call call)
    {
        var query = request.Required<EntityQueryExpression>("Query");
        if (query.Properties?.AllProperties == true) throw Fault.Unsupported("all properties in RetrieveMetadataChanges: name those that are needed");
        if (query.RelationshipQuery?.Criteria is not null) throw Fault.Unsupported("conditions on relationships in RetrieveMetadataChanges: ask for all of them");

        var columns = query.AttributeQuery?.Criteria is { } criteria ? NamesIn(criteria).ToHashSet(StringComparer.Ordinal) : null;
        var found = new EntityMetadataCollection();
        foreach (var name in NamesIn(query.Criteria))
            if (call.Catalog.TryTable(name) is { } table) found.Add(Told(table, query.Properties, columns, call));

        return new RetrieveMetadataChangesResponse { Results = { ["EntityMetadata"] = found } };
    }

    static EntityMetadata Told(Table table, MetadataPropertiesExpression? properties, HashSet<string>? columns, Call call)
    {
        var answer = MetadataAnswers.Of(table, withColumns: Wants("Attributes"), call, columns);
        if (Wants("Keys")) MetadataAnswers.AddKeys(answer, table, call);
        if (Wants("OneToManyRelationships")) MetadataAnswers.AddLookupsTo(answer, table, call);
        if (Wants("Privileges")) MetadataAnswers.AddPrivileges(answer, table);
        return answer;

        bool Wants(string property) => properties?.PropertyNames.Contains(property) == true;
    }

    static IEnumerable<string> NamesIn(MetadataFilterExpression? criteria)
    {
        if (criteria is not { Conditions: [{ PropertyName: "LogicalName" } only], Filters: [] }) throw NotThis();

        return only switch
        {
            { ConditionOperator: MetadataConditionOperator.Equals, Value: string name } => [name],
            { ConditionOperator: MetadataConditionOperator.In, Value: IEnumerable names } => names.OfType<string>().Distinct(StringComparer.Ordinal),
            _ => throw NotThis(),
        };
    }

    static Exception NotThis() => Fault.Unsupported("RetrieveMetadataChanges with other criteria than one condition: LogicalName equals, or LogicalName in");
}
