using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Erasure;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>A value of the person.</summary>
/// <param name="Column">Logical name of the column.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Text">The value as people read it.</param>
/// <param name="Raw">The value as machines read it: an option's number, true or false, an ISO date.</param>
/// <param name="IsFreeText">Whether anything may stand there, also about others.</param>
sealed record PersonalValue(string Column, string Label, string Text, string Raw, bool IsFreeText);

/// <summary>A row with its values.</summary>
sealed record FilledRow(PersonalRow Row, string TableLabel, IReadOnlyList<PersonalValue> Values);

/// <summary>Reads the values of some rows. Requests: 1 for labels, 1 for each table among them.</summary>
sealed class RowValues
{
    readonly IOrganizationService service;
    readonly ErasureMap map;
    readonly TableCatalog catalog;
    readonly Language language;

    internal RowValues(IOrganizationService service, ErasureMap map, TableCatalog catalog, Language language)
    {
        this.service = service;
        this.map = map;
        this.catalog = catalog;
        this.language = language;
    }

    /// <summary>The rows in their order, with the columns that have a value. Rows that are gone meanwhile are left out.</summary>
    internal IReadOnlyList<FilledRow> Read(IReadOnlyList<PersonalRow> rows, bool providedOnly)
    {
        var tables = rows.Select(static row => row.Table).Distinct(StringComparer.Ordinal).Where(table => catalog.Find(table) is not null).ToList();
        var labels = Labels(tables);
        var filled = new Dictionary<Guid, FilledRow>();
        foreach (var table in tables)
        {
            var facts = catalog.Find(table)!;
            var columns = PersonalColumns.Of(map, facts, providedOnly);
            if (columns.Count == 0) continue;

            var some = rows.Where(row => row.Table == table).ToDictionary(static row => row.Id);
            var query = new QueryExpression(table) { ColumnSet = new ColumnSet([.. columns]) };
            query.Criteria.AddCondition(new ConditionExpression(facts.PrimaryId, ConditionOperator.In, some.Keys.Cast<object>().ToArray()));
            query.AddOrder(facts.PrimaryId, OrderType.Ascending);
            foreach (var row in service.AllRows(query))
                filled[row.Id] = new FilledRow(some[row.Id], LabelOf(labels, table, ""), [.. columns.Select(column => Value(row, table, column, LabelOf(labels, table, column))).OfType<PersonalValue>()]);
        }

        return [.. rows.Where(row => filled.TryGetValue(row.Id, out var one) && one.Values.Count > 0).Select(row => filled[row.Id])];
    }

    PersonalValue? Value(Entity row, string table, string column, string label)
    {
        var raw = row.GetAttributeValue<object?>(column) switch
        {
            null => "",
            string text => text,
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
            OptionSetValueCollection options => string.Join(";", options.Select(static option => option.Value.ToString(CultureInfo.InvariantCulture))),
            Money money => money.Value.ToString(CultureInfo.InvariantCulture),
            bool yes => yes ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => "",
        };
        if (raw.Length == 0) return null;

        var shown = row.GetAttributeValue<object?>(column) is OptionSetValue or OptionSetValueCollection or bool && row.FormattedValues.TryGetValue(column, out var formatted) ? formatted : raw;
        return new PersonalValue(column, label, shown, raw, PersonalColumns.IsFreeText(map, table, column));
    }

    /// <summary>Names of tables and columns in the language of the document.</summary>
    Dictionary<string, string> Labels(IReadOnlyList<string> tables)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tables.Count == 0) return labels;

        var criteria = new MetadataFilterExpression();
        criteria.Conditions.Add(new MetadataConditionExpression("LogicalName", MetadataConditionOperator.In, tables.ToArray()));
        var query = new EntityQueryExpression
        {
            Criteria = criteria,
            Properties = new MetadataPropertiesExpression("LogicalName", "DisplayName", "Attributes"),
            AttributeQuery = new AttributeQueryExpression { Properties = new MetadataPropertiesExpression("LogicalName", "DisplayName") },
        };
        foreach (var table in ((RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest { Query = query })).EntityMetadata)
        {
            Put(table.LogicalName + ".", table.DisplayName);
            foreach (var column in table.Attributes ?? []) Put(table.LogicalName + "." + column.LogicalName, column.DisplayName);
        }

        return labels;

        void Put(string key, Label? label)
        {
            var text = label?.LocalizedLabels?.FirstOrDefault(one => one.LanguageCode == (int)language)?.Label ?? label?.UserLocalizedLabel?.Label;
            if (!string.IsNullOrWhiteSpace(text)) labels[key] = text!;
        }
    }

    static string LabelOf(Dictionary<string, string> labels, string table, string column) =>
        labels.TryGetValue(table + "." + column, out var label) ? label : column.Length > 0 ? column : table;
}
