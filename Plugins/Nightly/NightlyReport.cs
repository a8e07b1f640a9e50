using System.Collections.Generic;
using System.Globalization;

namespace Offboarding.Plugins.Nightly;

/// <summary>What one step did, in words for whoever reads the log of the scheduler.</summary>
sealed class NightlyReport
{
    readonly List<string> lines = [];
    readonly Language language;

    internal NightlyReport(Language language) => this.language = language;

    internal int Contracts { get; set; }

    internal int Verdicts { get; set; }

    internal int RemindersCreated { get; set; }

    internal int RemindersClosed { get; set; }

    internal void OwnerIsDisabled(string contract) => lines.Add(Messages.Part("OFF-TEXT-NIGHT-OWNER", language, "contract", contract));

    public override string ToString()
    {
        var done = Messages.Part(
            "OFF-TEXT-NIGHT-DONE",
            language,
            "contracts",
            Text(Contracts),
            "verdicts",
            Text(Verdicts),
            "created",
            Text(RemindersCreated),
            "closed",
            Text(RemindersClosed));
        return string.Join("\n", [done, .. lines]);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
