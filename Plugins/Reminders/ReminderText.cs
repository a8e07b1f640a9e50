using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Reminders;

/// <summary>What a reminder task says, in the language of whoever owns the contract.</summary>
static class ReminderText
{
    const int LongestSubject = 200;
    const int LongestDescription = 2000;

    internal static string Subject(ReminderKey key, ContractEvaluation evaluation, string contract, Language language) =>
        Cut(key.LatestNoticeDate is { } latest ? DateSubject(latest, evaluation, contract, language) : Messages.Part("OFF-TEXT-REMINDER-MISSING", language, "contract", contract), LongestSubject);

    /// <summary>Where the contract stands and what to do next; for missing facts, what each of them needs.</summary>
    internal static string Description(ReminderKey key, ContractEvaluation evaluation, string contract, Language language)
    {
        var state = ContractMessages.For(evaluation, contract, language);
        var next = key.IsAboutMissingFacts
            ? string.Join("\n", evaluation.Missing.Select(code => ContractMessages.Remedy(evaluation, code, language)))
            : Messages.Part("OFF-TEXT-REMINDER-NEXT", language);
        return Cut(state + "\n\n" + next, LongestDescription);
    }

    /// <summary>A description, cut to what a task holds.</summary>
    internal static string Fitting(string description) => Cut(description, LongestDescription);

    /// <summary>Why the product closed the task.</summary>
    internal static string ClosingNote(ReminderEnd reason, LocalDate today, Language language) => Messages.Part(
        reason switch
        {
            ReminderEnd.NoticeRecorded => "OFF-TEXT-REMINDER-NOTICE",
            ReminderEnd.ContractInactive => "OFF-TEXT-REMINDER-INACTIVE",
            ReminderEnd.DateMoved => "OFF-TEXT-REMINDER-MOVED",
            ReminderEnd.DatePassed => "OFF-TEXT-REMINDER-PASSED",
            _ => "OFF-TEXT-REMINDER-COMPLETE",
        },
        language,
        "day",
        language.Text(today));

    /// <summary>A description with a note below; the beginning of a long one gives way to the note.</summary>
    internal static string WithNote(string? description, string note) =>
        string.IsNullOrEmpty(description) ? note : Cut(description!, LongestDescription - note.Length - 2) + "\n\n" + note;

    static string DateSubject(LocalDate latest, ContractEvaluation evaluation, string contract, Language language) => Messages.Part(
        "OFF-TEXT-REMINDER-DATE",
        language,
        "contract",
        contract,
        "day",
        language.Text(latest),
        "days",
        LocalDate.DaysBetween(evaluation.Today.GetValueOrDefault(), latest).ToString(CultureInfo.InvariantCulture));

    static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length);
}
