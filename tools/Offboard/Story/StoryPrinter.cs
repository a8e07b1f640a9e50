using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using Offboard.Output;
using Spectre.Console;

namespace Offboard.Story;

/// <summary>Shows a story: to a person event by event as it happens, to a program as data.</summary>
internal sealed class StoryPrinter(IAnsiConsole console, Texts texts)
{
    public void Print(StoryEvent happened)
    {
        switch (happened.Mark)
        {
            case StoryMark.Chapter:
                console.Line("");
                console.Write(new Rule(Markup.Escape(happened.Text)) { Justification = Justify.Left });
                break;
            case StoryMark.Clock:
                console.Line("");
                console.Write(new Text(happened.Text, new Style(Color.Yellow, decoration: Decoration.Bold)));
                console.WriteLine();
                break;
            case StoryMark.Act:
                console.MarkupLine("[bold]▸[/] " + Markup.Escape(happened.Text));
                break;
            case StoryMark.Refused:
                console.Line("✗ " + happened.Text, Color.Red, indent: 2);
                break;
            case StoryMark.Plan:
                console.Line("✓ " + happened.Text, Color.Green, indent: 2);
                console.Write(new Padder(PlanTable(happened.Plan), new Padding(2, 0, 0, 0)));
                break;
            case StoryMark.Kept:
                console.Line("· " + happened.Text, indent: 2);
                break;
            default:
                console.Line("✓ " + happened.Text, Color.Green, indent: 2);
                break;
        }
    }

    /// <summary>One event as data.</summary>
    public static JObject Object(StoryEvent happened)
    {
        var json = new JObject { ["day"] = Days.Iso(happened.Day), ["event"] = happened.Mark.ToString().ToLowerInvariant(), ["text"] = happened.Text };
        if (happened.Plan.Count > 0)
        {
            json["plan"] = new JArray(happened.Plan.Select(item => new JObject
            {
                ["code"] = item.Code,
                ["due_on"] = Days.Iso(item.DueOn),
                ["activity"] = item.Activity,
                ["subject"] = item.Subject,
                ["mandatory"] = item.IsMandatory,
            }));
        }

        return json;
    }

    Table PlanTable(IReadOnlyList<PlanLine> plan)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn(new Text(texts["Due"])) { NoWrap = true }.RightAligned());
        table.AddColumn(new TableColumn(new Text(texts["Activity"])) { NoWrap = true });
        table.AddColumn(new TableColumn(new Text(texts["What"])));
        table.AddColumn(new TableColumn(new Text(texts["Mandatory"])) { NoWrap = true }.Centered());
        foreach (var item in plan) table.AddRow(new Text(Days.ForPeople(item.DueOn, texts.Language)), new Text(ActivityOf(item)), new Text(item.Subject), new Text(item.IsMandatory ? "●" : ""));
        return table;
    }

    string ActivityOf(PlanLine item) => texts[item.Activity switch
    {
        "task" => "ActivityTask",
        "phonecall" => "ActivityPhoneCall",
        "appointment" => "ActivityAppointment",
        "letter" => "ActivityLetter",
        _ => "ActivityEmail",
    }];
}
