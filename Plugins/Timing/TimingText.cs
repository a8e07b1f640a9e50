using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Timing;

/// <summary>Warnings and proposals for people and for programs.</summary>
public static class TimingText
{
    /// <summary>A warning in words, with its code and what to do.</summary>
    public static string Of(TimingWarning warning, Language language) => Messages.Format(
        CodeOf(warning.Concern), language, "name", language.Quote(warning.Name), "day", warning.Day is { } day ? language.Text(day) : "–");

    /// <summary>
    /// JSON: <c>{"warnings":[{"code","message","table","row","name","day"}],"talk_days":["2027-02-02"]}</c>. Table and row are absent where the day or a blackout is
    /// the concern.
    /// </summary>
    public static string Json(IReadOnlyList<TimingWarning> warnings, IReadOnlyList<LocalDate> talkDays, Language language)
    {
        using var json = new JsonText();
        Write(json, warnings, talkDays, language);
        return json.Finish();
    }

    /// <summary>The same as part of another text.</summary>
    internal static void Write(JsonText json, IReadOnlyList<TimingWarning> warnings, IReadOnlyList<LocalDate> talkDays, Language language)
    {
        json.Array("warnings", array =>
        {
            foreach (var warning in warnings) array.Object(JsonText.Item, item => Write(item, warning, language));
        });
        json.Array("talk_days", array =>
        {
            foreach (var day in talkDays) array.Text(JsonText.Item, day.ToString());
        });
    }

    static void Write(JsonText item, TimingWarning warning, Language language) =>
        item.Text("code", CodeOf(warning.Concern))
            .Text("message", Of(warning, language))
            .Text("table", warning.Row?.Table)
            .Text("row", warning.Row?.Id.ToString("D"))
            .Text("name", warning.Name)
            .Text("day", warning.Day?.ToString());

    static string CodeOf(TimingConcern concern) => concern switch
    {
        TimingConcern.EscalatedCase => "OFF-1551",
        TimingConcern.OpenCase => "OFF-1552",
        TimingConcern.ClosingOpportunity => "OFF-1553",
        TimingConcern.OpenOrder => "OFF-1554",
        TimingConcern.OverdueInvoice => "OFF-1555",
        TimingConcern.TalkInBlackout => "OFF-1556",
        TimingConcern.TalkOnRestDay => "OFF-1557",
        TimingConcern.TalkBeforeRestDay => "OFF-1558",
        _ => "OFF-1559",
    };
}
