namespace Offboarding.Plugins.Documents;

/// <summary>What people call the activities of Dataverse.</summary>
static class ActivityWords
{
    /// <summary>The name of an activity table in a language; of an unknown one, its logical name.</summary>
    internal static string Of(string table, Language language) =>
        table is "appointment" or "phonecall" or "email" or "letter" or "task" or "fax" ? Messages.Part("OFF-TEXT-ACTIVITY-" + table.ToUpperInvariant(), language) : table;
}
