using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Schedule;

/// <summary>When a relationship ended: from then on its data has no purpose of its own (Zweckfortfall).</summary>
public static class RelationshipEndRule
{
    /// <summary>The latest of the deactivation and the end of the last contract.</summary>
    /// <param name="isActive">Whether the account is active now.</param>
    /// <param name="deactivatedOn">Day of its deactivation; null: not known.</param>
    /// <param name="contractEnds">For each contract, whatever its state, the day on which it ends as things stand; null: it has no end.</param>
    /// <returns>Null: unknown, because the account is active, nobody knows since when it is not, or a contract has no end. It may lie ahead.</returns>
    public static LocalDate? Of(bool isActive, LocalDate? deactivatedOn, IEnumerable<LocalDate?> contractEnds)
    {
        if (isActive || deactivatedOn is not { } latest) return null;

        foreach (var contractEnd in contractEnds)
        {
            if (contractEnd is not { } end) return null;
            latest = LocalDate.Max(latest, end);
        }

        return latest;
    }
}
