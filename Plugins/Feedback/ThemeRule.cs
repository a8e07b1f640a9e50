using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Feedback;

/// <summary>An improvement, as far as it decides whether a theme is taken care of.</summary>
public sealed class ImprovementOnFile
{
    /// <summary>Whether its effect was checked.</summary>
    public bool IsChecked { get; init; }

    /// <summary>Whether the check found an effect, at least partly.</summary>
    public bool HasEffect { get; init; }

    /// <summary>Day of the check; null: none is planned.</summary>
    public LocalDate? CheckedOn { get; init; }
}

/// <summary>Whether customers name a theme more often than its threshold allows while nobody acts on it.</summary>
public static class ThemeRule
{
    /// <summary>Months that a mention counts.</summary>
    public const int Months = 12;

    /// <param name="mentions">Days on which the theme was named.</param>
    /// <param name="threshold">Mentions that are still borne; null: no threshold.</param>
    /// <param name="improvements">All of the theme.</param>
    /// <param name="today">Local date.</param>
    /// <returns>Yes: more mentions than the threshold in twelve months, counted from the last check that found an effect, and no improvement that is not checked yet.</returns>
    public static bool NeedsAction(IEnumerable<LocalDate> mentions, int? threshold, IReadOnlyList<ImprovementOnFile> improvements, LocalDate today)
    {
        if (threshold is not { } most || improvements.Any(static improvement => !improvement.IsChecked)) return false;

        var since = today.PlusMonths(-Months);
        foreach (var worked in improvements.Where(static improvement => improvement.HasEffect && improvement.CheckedOn is not null)) since = LocalDate.Max(since, worked.CheckedOn!.Value);
        return mentions.Count(day => day > since && day <= today) > most;
    }
}
