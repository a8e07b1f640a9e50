using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.App.Screens;

/// <summary>What the rules of commands are asked about.</summary>
/// <param name="Place">Which command bar.</param>
/// <param name="Table">Logical name of the table.</param>
internal sealed record CommandState(CommandPlace Place, string Table)
{
    /// <summary>Form: the row as it is saved. Null: it is new.</summary>
    public Entity? Row { get; init; }

    /// <summary>Form: nothing on it can be changed.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Grid: how many rows are selected.</summary>
    public int Selected { get; init; }

    /// <summary>Form: whether the user may do something with the row itself.</summary>
    public Func<TableRights, bool> MayWithRow { get; init; } = static _ => true;
}

/// <summary>Evaluates the declarative rules of commands. A rule that is not known here is named and not guessed.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/model-driven-apps/define-ribbon-enable-rules and …/define-ribbon-display-rules</remarks>
internal sealed class CommandRules(AppUser user, CommandState state, XElement ribbon)
{
    readonly List<string> unknown = [];

    /// <summary>Ids and names of rules that could not be evaluated.</summary>
    internal IReadOnlyList<string> Unknown => unknown;

    /// <summary>Whether all rules of a command that are known let it be seen. Dataverse hides disabled commands, too.</summary>
    internal bool AllowCommand(XElement command) =>
        command.Elements("DisplayRules").Elements("DisplayRule").All(reference => Holds(reference, "DisplayRules"))
        && command.Elements("EnableRules").Elements("EnableRule").All(reference => Holds(reference, "EnableRules"));

    bool Holds(XElement reference, string list)
    {
        var id = reference.Attribute("Id")?.Value ?? "";
        var rule = ribbon.Elements("RuleDefinitions").Elements(list).Elements().FirstOrDefault(one => one.Attribute("Id")?.Value == id);
        if (rule is not null) return rule.Elements().All(Evaluate);

        return id switch
        {
            // Rules of the platform that solutions refer to.
            "Mscrm.CanWritePrimary" => state.MayWithRow(TableRights.Write),
            "Mscrm.CanDeletePrimary" => state.MayWithRow(TableRights.Delete),
            "Mscrm.CanReadPrimary" => state.MayWithRow(TableRights.Read),
            "Mscrm.CreateSelectedEntityPermission" or "Mscrm.CanCreatePrimary" => user.May(state.Table, TableRights.Create),
            "Mscrm.PrimaryIsActive" => StateOf(state.Row) == 0,
            "Mscrm.PrimaryIsInactive" => StateOf(state.Row) is > 0,
            "Mscrm.FormStateNotNew" or "Mscrm.FormStateExisting" => state.Row is not null,
            "Mscrm.SelectionCountExactlyOne" => state.Selected == 1,
            "Mscrm.SelectionCountAtLeastOne" => state.Selected >= 1,
            "Mscrm.NotOffline" or "Mscrm.IsWebClient" => true,
            _ => Refer(id),
        };
    }

    bool Evaluate(XElement rule)
    {
        var holds = rule.Name.LocalName switch
        {
            "FormStateRule" => rule.Attribute("State")?.Value switch
            {
                "Create" => state.Row is null,
                "Existing" => state.Row is not null,
                "ReadOnly" or "Disabled" => state.IsReadOnly,
                "BulkEdit" => false,
                _ => null,
            },
            "SelectionCountRule" => state.Selected >= FormLayout.Number(rule, "Minimum", 0) && state.Selected <= FormLayout.Number(rule, "Maximum", int.MaxValue),
            "EntityPrivilegeRule" => Enum.TryParse<TableRights>(rule.Attribute("PrivilegeType")?.Value, out var right) ? user.May(rule.Attribute("EntityName")?.Value ?? state.Table, right) : null,
            "RecordPrivilegeRule" => Enum.TryParse<TableRights>(rule.Attribute("PrivilegeType")?.Value, out var right) ? state.MayWithRow(right) : null,
            "ValueRule" => Value(rule),
            "EntityRule" => string.Equals(rule.Attribute("EntityName")?.Value ?? state.Table, state.Table, StringComparison.OrdinalIgnoreCase),
            "FormEntityContextRule" => string.Equals(rule.Attribute("EntityName")?.Value, state.Table, StringComparison.OrdinalIgnoreCase),
            "OrRule" => rule.Elements("Or").Any(group => group.Elements().All(Evaluate)),
            "CrmClientTypeRule" => rule.Attribute("Type")?.Value == "Web",
            "CrmOfflineAccessStateRule" or "OfflineAccessStateRule" => rule.Attribute("State")?.Value == "Online",
            "CrmOutlookClientTypeRule" or "OutlookRenderTypeRule" or "OutlookVersionRule" => false,
            "PageRule" or "ReferencingAttributeRequiredRule" or "CustomRule" => null,
            _ => (bool?)null,
        };
        if (holds is not { } known) return Refer(rule.Name.LocalName);

        return known != (rule.Attribute("InvertResult")?.Value is "true" or "1");
    }

    /// <summary>A column of the saved row has a value: for choices its number, for yes/no 0 or 1, for nothing "null".</summary>
    bool? Value(XElement rule)
    {
        var column = rule.Attribute("Field")?.Value ?? "";
        if (user.Catalog.TryTable(state.Table)?.TryColumn(column) is null) return null;

        var held = state.Row is null || !state.Row.Contains(column) ? "null" : TextOf(state.Row[column]);
        var asked = rule.Attribute("Value")?.Value ?? "null";
        return string.Equals(held, asked.ToLowerInvariant() switch { "true" => "1", "false" => "0", _ => asked }, StringComparison.OrdinalIgnoreCase);
    }

    static string TextOf(object? value) => value switch
    {
        null => "null",
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        EntityReference reference => reference.Id.ToString("B"),
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "null",
    };

    static int? StateOf(Entity? row) => row?.GetAttributeValue<OptionSetValue>("statecode")?.Value;

    bool Refer(string name)
    {
        if (!unknown.Contains(name, StringComparer.Ordinal)) unknown.Add(name);
        return true;
    }
}
