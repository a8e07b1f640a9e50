using Offboarding.Plugins.Closing;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.ErasureJobs;
using Offboarding.Plugins.KeepInTouch;
using Offboarding.Plugins.Restriction;
using Offboarding.Plugins.Schedule;
using Offboarding.Plugins.SubjectRequests;

namespace Offboarding.Plugins.Nightly;

/// <summary>What follows contracts and cases in a night, part after part, each in steps of its own with tokens that begin with its letter.</summary>
/// <remarks>
/// V: contracts in other tables, with off_ContractSources = yes; O: open cases with their packs, checklists and summaries. From here on only with an erasure map on file: S: ends of relationships, erasure jobs and their lines; R: restriction, and its end;
/// P: plans for due jobs; A: standing approvals; E: approved erasures, as off_RunRetention does them; K: keys of subjects whose time is over; D: overdue requests of data subjects; F: check-ins,
/// inquiries and signals, as off_RunAftercare does them; T: what the data protection officer has to decide. No part queues another one: the caller comes with its token.
/// </remarks>
static class NightlyParts
{
    const string Elsewhere = "V:";
    const string Care = "O:";
    const string Schedules = "S:";
    const string Restriction = "R:";
    const string Plans = "P:";
    const string Standing = "A:";
    const string Erasure = "E:";
    const string Keys = "K:";
    const string Requests = "D:";
    const string After = "F:";
    const string Summary = "T:";
    const int MarkLength = 2;

    /// <summary>The token of the first of these parts for which there is something to do; null: none. Requests: 1, and 1 more where no case is open; none with off_ContractSources = yes.</summary>
    internal static string? First(PluginCall call) => call.Settings.ReadsContractSources ? Elsewhere : AfterContracts(call);

    static string? AfterContracts(PluginCall call) => CaseCare.HasWork(call.AsSystem) ? Care : AfterCare(call);

    /// <summary>Schedules and what follows from them, as soon as the erasure map says which rows belong to a subject. Requests: 1.</summary>
    static string? AfterCare(PluginCall call) => ErasureMapQueries.IsInstalled(call.AsSystem) ? Schedules : null;

    /// <summary>Takes one step of the part to which a token belongs. False: it belongs to none of them.</summary>
    internal static bool TryStep(PluginCall call, string token)
    {
        if (token.Length < MarkLength) return false;

        var rest = token.Substring(MarkLength);
        switch (token.Substring(0, MarkLength))
        {
            case Elsewhere: SourceContracts.Step(call, rest, Elsewhere, AfterContracts(call)); return true;
            case Care: CaseCare.Step(call, rest, Care, AfterCare(call)); return true;
            case Schedules: RunSchedules.Step(call, rest, Schedules, Restriction); return true;
            case Restriction: RunRestriction.Step(call, rest, Restriction, Plans); return true;
            case Plans: PlanDueJobs.Step(call, rest, Plans, Standing); return true;
            case Standing: ApproveStanding.Step(call, rest, Standing, Erasure); return true;
            case Erasure: Erase(call, rest); return true;
            case Keys: DestroyKeys.Step(call, rest, Keys, Requests); return true;
            case Requests: OverdueRequests.Step(call, rest, Requests, After); return true;
            case After: Aftercare.Step(call, rest, After, Summary); return true;
            case Summary: TellOfficers.Step(call, rest, Summary); return true;
            default: return false;
        }
    }

    /// <summary>Jobs that a hold stopped, or at which others work, are left to the next night or to them.</summary>
    static void Erase(PluginCall call, string rest)
    {
        var answer = RunRetention.Step(call, rest, Erasure);
        call.ReturnLoopStep(answer.More ? Erasure + answer.Token : Keys, answer.Processed, answer.Failed, answer.Report);
    }
}
