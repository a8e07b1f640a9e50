using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace LocalDataverse.Web.App.Screens;

/// <summary>Where a command bar is.</summary>
internal enum CommandPlace
{
    Form,
    Grid,
    Subgrid,
}

/// <summary>A button that a solution adds to a command bar.</summary>
/// <param name="Id">Id of its command.</param>
/// <param name="Label">Its label in the user's language.</param>
/// <param name="Tip">What it is for. Null: nothing is said.</param>
/// <param name="Icon">Address of its icon. Null: none.</param>
/// <param name="Call">What it runs.</param>
/// <param name="UnknownRules">Rules that are not known here: what they would say is open, so the button is shown and cannot be used.</param>
public sealed record CommandButton(string Id, string Label, string? Tip, string? Icon, CommandCall Call, IReadOnlyList<string> UnknownRules);

/// <summary>A call of a function of a web resource.</summary>
/// <param name="Libraries">Names of the web resources that are loaded first.</param>
/// <param name="Function">Name of the function, with its namespace.</param>
/// <param name="Parameters">What it gets.</param>
public sealed record CommandCall(IReadOnlyList<string> Libraries, string Function, IReadOnlyList<CommandParameter> Parameters);

/// <summary>A parameter of a call.</summary>
/// <param name="Kind"><c>Crm</c>: a context such as PrimaryControl, named by the value; else String, Int, Decimal or Bool.</param>
/// <param name="Value">Text of the value.</param>
public sealed record CommandParameter(string Kind, string Value);

/// <summary>Reads the buttons that solutions add to a command bar, and evaluates their rules.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/model-driven-apps/customize-commands-ribbon</remarks>
internal sealed class CommandBar(AppUser user, CommandState state)
{
    const string Labels = "$LocLabels:";
    const string Resource = "$webresource:";

    /// <summary>The buttons that are to be seen now, by sequence.</summary>
    internal IReadOnlyList<CommandButton> Buttons()
    {
        var ribbons = (user.Screens.Commands.GetValueOrDefault(state.Table) ?? []).Concat(user.Screens.Commands.GetValueOrDefault("") ?? []);
        return
        [
            .. ribbons.SelectMany(ribbon => ribbon.Elements("CustomActions").Elements("CustomAction").Where(IsHere)
                    .SelectMany(action => action.Descendants("Button").Select(button => (Sequence: SequenceOf(button, action), Button: Read(button, ribbon)))))
                .Where(one => one.Button is not null)
                .OrderBy(one => one.Sequence)
                .Select(one => one.Button!),
        ];
    }

    bool IsHere(XElement action)
    {
        var place = state.Place switch { CommandPlace.Form => "Form", CommandPlace.Grid => "HomepageGrid", _ => "SubGrid" };
        var location = action.Attribute("Location")?.Value ?? "";
        return location.StartsWith($"Mscrm.{place}.{state.Table}.", StringComparison.OrdinalIgnoreCase) || location.StartsWith($"Mscrm.{place}.{{!EntityLogicalName}}.", StringComparison.OrdinalIgnoreCase);
    }

    static int SequenceOf(XElement button, XElement action) => FormLayout.Number(button, "Sequence", FormLayout.Number(action, "Sequence", int.MaxValue));

    CommandButton? Read(XElement button, XElement ribbon)
    {
        var id = button.Attribute("Command")?.Value ?? "";
        var command = ribbon.Elements("CommandDefinitions").Elements("CommandDefinition").FirstOrDefault(one => one.Attribute("Id")?.Value == id);
        if (command is null) return null;

        var rules = new CommandRules(user, state, ribbon);
        if (!rules.AllowCommand(command)) return null;

        var actions = command.Elements("Actions").Elements("JavaScriptFunction").ToList();
        if (actions.Count == 0) return null;

        var call = actions[^1];
        return new CommandButton(
            id,
            Text(button, "LabelText", ribbon) ?? id,
            Text(button, "ToolTipDescription", ribbon),
            (button.Attribute("ModernImage") ?? button.Attribute("Image16by16"))?.Value is { } icon && icon.StartsWith(Resource, StringComparison.OrdinalIgnoreCase) ? "/WebResources/" + icon[Resource.Length..] : null,
            new CommandCall(
                [.. actions.Select(action => action.Attribute("Library")?.Value).OfType<string>().Select(library => library.StartsWith(Resource, StringComparison.OrdinalIgnoreCase) ? library[Resource.Length..] : library)],
                call.Attribute("FunctionName")?.Value ?? "",
                [.. call.Elements().Select(parameter => new CommandParameter(parameter.Name.LocalName.Replace("Parameter", "", StringComparison.Ordinal), parameter.Attribute("Value")?.Value ?? ""))]),
            rules.Unknown);
    }

    string? Text(XElement button, string attribute, XElement ribbon)
    {
        if (button.Attribute(attribute)?.Value is not { Length: > 0 } text) return null;
        if (!text.StartsWith(Labels, StringComparison.OrdinalIgnoreCase)) return text;

        var titles = ribbon.Elements("LocLabels").Elements("LocLabel").FirstOrDefault(label => label.Attribute("Id")?.Value == text[Labels.Length..])?.Descendants("Title").ToList() ?? [];
        var code = user.Language.ToString(CultureInfo.InvariantCulture);
        return (titles.FirstOrDefault(title => title.Attribute("languagecode")?.Value == code) ?? titles.FirstOrDefault())?.Attribute("description")?.Value;
    }
}
