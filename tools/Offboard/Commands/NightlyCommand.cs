using Offboard.Connection;

namespace Offboard.Commands;

/// <summary>Runs the night, by off_RunNightly.</summary>
internal sealed class NightlyCommand(CommandServices services, IOrganizations organizations) : LoopCommand(
    services, organizations, "off_RunNightly", "Running the night", "Run the night? It writes dates, reminders, findings, schedules, and completes cases that are due.");
