using System;
using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>The facts of one request of a data subject as a file of cases writes them.</summary>
public sealed class AnswerDeadlineCase
{
    readonly AnswerDates? dates;

    AnswerDeadlineCase(AnswerDates? dates, string? defectColumn)
    {
        this.dates = dates;
        DefectColumn = defectColumn;
    }

    /// <summary>The names of the outputs.</summary>
    public static IReadOnlyList<string> OutputNames { get; } = ["internal_target", "legal_deadline"];

    /// <summary>The first column that cannot be read; null: all can. Then both outputs are empty: a deadline is never guessed.</summary>
    public string? DefectColumn { get; }

    /// <summary>Reads received_on, extended (yes or no), identity_asked_on, identity_confirmed_on and holidays (days, with semicolons).</summary>
    public static AnswerDeadlineCase Read(Func<string, string?> textOf)
    {
        LocalDate? received = null;
        LocalDate? asked = null;
        LocalDate? confirmed = null;
        var holidays = HolidaySet.None;
        var extended = textOf("extended") ?? "";
        var defect =
            !TryDay("received_on", out received) || received is null ? "received_on"
            : extended is not ("" or "yes" or "no") ? "extended"
            : !TryDay("identity_asked_on", out asked) ? "identity_asked_on"
            : !TryDay("identity_confirmed_on", out confirmed) ? "identity_confirmed_on"
            : !HolidaySet.TryParse(textOf("holidays"), out holidays) ? "holidays"
            : null;
        return new AnswerDeadlineCase(defect is null ? AnswerDeadline.For(received.GetValueOrDefault(), extended == "yes", asked, confirmed, holidays) : null, defect);

        bool TryDay(string column, out LocalDate? day)
        {
            day = null;
            if (textOf(column) is not { Length: > 0 } text) return true;
            if (!LocalDate.TryParse(text, out var read)) return false;

            day = read;
            return true;
        }
    }

    /// <summary>One output as text.</summary>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public string Output(string output) => output switch
    {
        "internal_target" => dates?.InternalTarget.ToString() ?? "",
        "legal_deadline" => dates?.LegalDeadline.ToString() ?? "",
        _ => throw new ArgumentException("A deadline has no output '" + output + "'.", nameof(output)),
    };
}
