using System;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>A recorded waiver of what obliges an account.</summary>
static class Waiver
{
    /// <summary>Days for which it lets the account pass: contracts change, and what was waived is judged anew after that.</summary>
    internal const int DaysItHolds = 30;

    /// <summary>Columns that only off_WaiveObligation writes.</summary>
    internal static readonly string[] Columns = [AccountRow.Columns.WaiverReason, AccountRow.Columns.WaivedById, AccountRow.Columns.WaivedOn];

    /// <param name="account">With <see cref="AccountRow.Columns.WaivedOn"/>.</param>
    /// <param name="now">Instant, UTC.</param>
    internal static bool Holds(AccountRow account, DateTime now) => account.WaivedOn is { } since && since <= now && now < since.AddDays(DaysItHolds + 1);
}
