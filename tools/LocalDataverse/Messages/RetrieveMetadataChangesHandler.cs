using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Pipeline;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace LocalDataverse.Messages;

/// <summary>RetrieveMetadataChanges: which of some tables exist, with their properties and, if wanted, their alternate keys, but without columns.</summary>
/// <remarks>Only the conditions LogicalName equals and LogicalName in; a table that does not exist is absent from the answer.</remarks>
internal sealed class RetrieveMetadataChangesHandler : MessageHandler<RetrieveMetadataChangesRequest, RetrieveMetadataChangesResponse>
{
    protected override IReadOnlyCollection<string> Parameters { get; } = ["Query"];

    protected override Subject Find(RetrieveMetadataChangesRequest request, Call call) => Subject.None;

    protected override RetrieveMetadataChangesResponse Handle(RetrieveMetadataChangesRequest request, Call call)
    {
        var query = request.Required<EntityQueryExpression>("Query");
        if (query.Properties?.AllProperties == true || query.Properties?.PropertyNames.Contains("Attributes") == true)
            throw Fault.Unsupported("the columns of tables in RetrieveMetadataChanges: name the properties of the tables");

        var found = new EntityMetadataCollection();
        var withKeys = query.Properties?.PropertyNames.Contains("Keys") == true;
        foreach (var name in NamesIn(query.Criteria))
            if (call.Catalog.TryTable(name) is { } table) found.Add(withKeys ? MetadataAnswers.WithKeys(table, call) : MetadataAnswers.Of(table, withColumns: false, call));

        return new RetrieveMetadataChangesResponse { Results = { ["EntityMetadata"] = found } };
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
