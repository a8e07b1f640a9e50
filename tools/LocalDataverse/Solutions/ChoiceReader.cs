using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using LocalDataverse.Metadata;

namespace LocalDataverse.Solutions;

/// <summary>Options of choices, yes/no columns, states and status reasons.</summary>
internal sealed class ChoiceReader(XElement customizations)
{
    const string Part = SolutionZip.Customizations;

    readonly Dictionary<string, XElement> global = (customizations.Element("optionsets")?.Elements("optionset") ?? [])
        .ToDictionary(set => set.NeededAttribute("Name", Part), StringComparer.OrdinalIgnoreCase);

    internal Column Read(XElement attribute, Column column, string table)
    {
        var setName = attribute.Text("OptionSetName");
        var set = setName is null
            ? attribute.Element("optionset") ?? throw new SolutionImportException(
                Xml.Place(attribute, Part), $"Choice {table}.{column.Name} has neither an optionset nor an OptionSetName.", "Add its options.")
            : global.GetValueOrDefault(setName) ?? throw new SolutionImportException(
                Xml.Place(attribute, Part),
                $"Choice {table}.{column.Name} takes its options from the global choice {setName}, which the solution does not hold.",
                "Add the choice to the solution.",
                PlatformCode.ImportMissingDependencies);
        var options = column.Type switch
        {
            ColumnType.State => States(set),
            ColumnType.Status => Statuses(set),
            _ => [.. (set.Element("options")?.Elements("option") ?? []).Select(option => new Option(
                Value(option, "value"), option.Element("labels").Labels(Part).ToLabel(), ExternalValue: NullIfEmpty(option.Attribute("ExternalValue")?.Value)))],
        };
        RefuseTwins(options, attribute, table, column);
        return column with { Options = options, OptionSetName = setName, DefaultValue = Default(attribute, column, options, table) };
    }

    static IReadOnlyList<Option> States(XElement set) => [.. (set.Element("states")?.Elements("state") ?? []).Select(state => new Option(
        Value(state, "value"), state.Element("labels").Labels(Part).ToLabel(), DefaultStatus: Value(state, "defaultstatus")))];

    static IReadOnlyList<Option> Statuses(XElement set) => [.. (set.Element("statuses")?.Elements("status") ?? []).Select(status => new Option(
        Value(status, "value"), status.Element("labels").Labels(Part).ToLabel(), State: Value(status, "state")))];

    static int? Default(XElement attribute, Column column, IReadOnlyList<Option> options, string table)
    {
        var value = attribute.Int("AppDefaultValue", Part, -1);
        if (value == -1) return null;
        if (options.Any(option => option.Value == value)) return value;

        throw new SolutionImportException(
            Xml.Place(attribute, Part), $"AppDefaultValue {value} of {table}.{column.Name} is none of its options.", "Correct the default, or write -1 for none.");
    }

    static void RefuseTwins(IReadOnlyList<Option> options, XElement attribute, string table, Column column)
    {
        if (options.Count == 0)
        {
            throw new SolutionImportException(Xml.Place(attribute, Part), $"Choice {table}.{column.Name} has no options.", "Add its options.");
        }

        if (options.GroupBy(option => option.Value).FirstOrDefault(group => group.Skip(1).Any()) is { } twins)
        {
            throw new SolutionImportException(
                Xml.Place(attribute, Part), $"Choice {table}.{column.Name} has the value {twins.Key} twice.", "Give each option a value of its own.");
        }
    }

    static int Value(XElement option, string name)
    {
        var text = option.NeededAttribute(name, Part);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Xml.Unreadable(option, name, text, "a whole number", Part);
    }

    static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>Labels in the two languages that the engine keeps.</summary>
internal static class LabelExtensions
{
    internal static LocalizedText ToLabel(this IReadOnlyDictionary<int, string> labels) =>
        new(labels.GetValueOrDefault(LocalizedText.EnglishLanguage), labels.GetValueOrDefault(LocalizedText.GermanLanguage));
}
