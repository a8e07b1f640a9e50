using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Periods, anchors and cut-offs as people say them.</summary>
static class Wording
{
    internal static string Of(NoticeLength length, LocalDate receipt, LocalDate start, Language language) => Of(length.PeriodOn(receipt, start), language);

    internal static string Of(NoticePeriod period, Language language)
    {
        var text = "";
        foreach (var part in period.Parts) text += (text.Length == 0 ? "" : " + ") + Of(part, language);
        return text;
    }

    internal static string Of(Period period, Language language)
    {
        var code = period.ToString().TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return Text(period.Number) + " " + ContractTexts.Template("unit." + code + (period.Number == 1 ? ".one" : ".many"), language);
    }

    internal static string Of(Anchor anchor, Language language)
    {
        var key = "anchor." + anchor.Kind + (anchor.Kind is AnchorKind.CalendarEnd or AnchorKind.ContractEnd ? "." + Text(anchor.Number) : "");
        var spelled = anchor.ToString();
        return ContractTexts.Format(key, language, _ => spelled.Substring(spelled.IndexOf(':') + 1).Replace("|", ", "));
    }

    internal static string Of(CutOff cutOff, Language language)
    {
        var key = "cutoff." + cutOff.Period;
        var day = ContractTexts.Format(key + (cutOff.CountsWerktage ? ".werktag" : ".day"), language, _ => Text(cutOff.Number));
        return cutOff.Offset == 0 ? day : day + ContractTexts.Format(key + ".before", language, _ => Text(cutOff.Offset));
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
