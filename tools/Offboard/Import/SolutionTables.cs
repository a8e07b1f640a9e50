using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Offboard.Output;

namespace Offboard.Import;

/// <summary>What the imported solution says of its tables: what a contract's columns hold, and the words for statuses and verdicts.</summary>
/// <remarks>Requests: 2. A choice's code in files and answers is the option's external value.</remarks>
internal sealed class SolutionTables
{
    readonly Dictionary<string, string> statusLabels;
    readonly Dictionary<string, string> verdictLabels;

    /// <summary>Asks an organization into which the solution was imported.</summary>
    /// <exception cref="CommandFailure">A table lacks a column that this command line knows.</exception>
    public SolutionTables(IOrganizationService service, Language language)
    {
        var contract = ColumnsOf(service, "off_contract");
        Facts = ContractFacts.Names.Select(fact => FactOf(fact, Column(contract, ContractFacts.ColumnOf(fact)))).ToList();
        statusLabels = LabelsOf(Column(contract, "off_verdictstatus"), language);
        verdictLabels = LabelsOf(Column(ColumnsOf(service, "account"), "off_verdict"), language);
    }

    /// <summary>Every fact of <see cref="ContractFacts"/> with its column.</summary>
    public IReadOnlyList<FactColumn> Facts { get; }

    /// <summary>Label of a contract's status, such as notice_open.</summary>
    public string StatusLabel(string code) => statusLabels[code];

    /// <summary>Label of an account's verdict: clear, blocked or unknown.</summary>
    public string VerdictLabel(string code) => verdictLabels[code];

    static Dictionary<string, AttributeMetadata> ColumnsOf(IOrganizationService service, string table)
    {
        var response = (RetrieveEntityResponse)service.Execute(new RetrieveEntityRequest { LogicalName = table, EntityFilters = EntityFilters.Attributes });
        return response.EntityMetadata.Attributes.ToDictionary(column => column.LogicalName, StringComparer.Ordinal);
    }

    static AttributeMetadata Column(Dictionary<string, AttributeMetadata> columns, string name) =>
        columns.TryGetValue(name, out var column) ? column : throw OtherRelease($"The solution has no column {name}.");

    static FactColumn FactOf(string fact, AttributeMetadata column) => new(
        fact,
        column.LogicalName,
        column.AttributeType switch
        {
            AttributeTypeCode.String or AttributeTypeCode.Memo => FactKind.Text,
            AttributeTypeCode.DateTime => FactKind.Date,
            AttributeTypeCode.Boolean => FactKind.YesNo,
            AttributeTypeCode.Picklist => FactKind.Choice,
            AttributeTypeCode.Integer => FactKind.WholeNumber,
            AttributeTypeCode.Decimal => FactKind.Decimal,
            AttributeTypeCode.Money => FactKind.Money,
            var other => throw OtherRelease($"Column {column.LogicalName} is of type {other}, which no CSV cell can fill."),
        },
        column is PicklistAttributeMetadata choice
            ? choice.OptionSet.Options.ToDictionary(option => option.ExternalValue, option => option.Value!.Value, StringComparer.Ordinal)
            : FactColumn.NoCodes);

    static Dictionary<string, string> LabelsOf(AttributeMetadata column, Language language) =>
        ((PicklistAttributeMetadata)column).OptionSet.Options.ToDictionary(
            option => option.ExternalValue,
            option => option.Label.LocalizedLabels.Single(label => label.LanguageCode == (int)language).Label,
            StringComparer.Ordinal);

    static CommandFailure OtherRelease(string problem) => new(problem, "Use the command line of the same release as the solution.");
}
