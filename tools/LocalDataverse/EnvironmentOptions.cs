using System;
using System.Collections.Generic;

namespace LocalDataverse;

/// <summary>What an environment is like. The defaults are a European organisation in German and English.</summary>
/// <remarks>
/// The switches at the end are behaviours of Dataverse that its documentation leaves open. Code that leans on one of them
/// must be right in both readings, so that tests run it in both.
/// </remarks>
public sealed record EnvironmentOptions
{
    /// <summary>
    /// File in which the environment is kept: every committed request is on the disk before it is answered, so that the end of the process at any moment loses nothing that was
    /// committed and shows nothing that was not. Null: the environment is in memory only. <see cref="LocalEnvironment.Open"/> opens the file again.
    /// </summary>
    public string? DatabaseFile { get; init; }

    /// <summary>The instant the clock shows at first, UTC.</summary>
    public DateTime Now { get; init; } = new(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc);

    /// <summary>Name of the organisation, as plugins see it.</summary>
    public string OrganizationName { get; init; } = "local";

    /// <summary>LCID of the base language: labels without a translation fall back to it.</summary>
    public int BaseLanguage { get; init; } = 1033;

    /// <summary>LCIDs that are switched on. Contains <see cref="BaseLanguage"/>.</summary>
    public IReadOnlyList<int> Languages { get; init; } = [1033, 1031];

    /// <summary>Time zone of users who name none: Dataverse's time zone code. 110 is W. Europe (Berlin, Vienna, Zurich).</summary>
    public int TimeZoneCode { get; init; } = 110;

    /// <summary>ISO 4217 code of the base currency.</summary>
    public string BaseCurrency { get; init; } = "EUR";

    /// <summary>Standard tables that are not there, because the app that brings them is not installed: salesorder and invoice of Sales, incident of Customer Service.</summary>
    public IReadOnlyList<string> AbsentTables { get; init; } = [];

    /// <summary>Whether auditing is on at first (organization.isauditenabled). Off, as in an environment whose settings were not changed.</summary>
    public bool Auditing { get; init; }

    /// <summary>Standard tables for which an administrator switched auditing on; tables of a solution say so themselves.</summary>
    public IReadOnlyList<string> AuditedTables { get; init; } = ["account", "contact"];

    /// <summary>Tables for which an administrator switched auditing off, whatever their solution ships.</summary>
    public IReadOnlyList<string> UnauditedTables { get; init; } = [];

    /// <summary>Tables whose deleted rows are kept for 30 days at first; rows of recyclebinconfig say so afterwards. None, as in an environment whose settings were not changed.</summary>
    public IReadOnlyList<string> RecycleBinTables { get; init; } = [];

    /// <summary>What becomes of trace lines (organization.plugintracelogsetting).</summary>
    public TraceSetting Traces { get; init; } = TraceSetting.All;

    /// <summary>Whether imported steps run at once. False is an import without "Enable plug-in steps and flows": steps arrive disabled.</summary>
    public bool ActivateSteps { get; init; } = true;

    /// <summary>
    /// True: each root request gets freshly loaded assemblies, so that code which keeps data in static fields or in plugin instances fails.
    /// False: assemblies and instances live as long as the environment.
    /// </summary>
    public bool FreshSandboxPerRequest { get; init; }

    /// <summary>Measures how long an operation runs: two minutes are the limit. Null: the environment's clock, so that only who moves it makes an operation late.</summary>
    public TimeProvider? OperationTimer { get; init; }

    /// <summary>How much one user may ask for. Null: as much as he likes.</summary>
    public ServiceProtection? Protection { get; init; }

    /// <summary>Whether SetState raises Update (and its steps) besides its own message.</summary>
    public SetStateEvents SetStateRaises { get; init; } = SetStateEvents.SetStateAndUpdate;

    /// <summary>Whether sending an e-mail raises Update (and its steps) for the new status, besides its own message.</summary>
    public SendEvents SendRaises { get; init; } = SendEvents.SendAndUpdate;

    /// <summary>
    /// Whether an Update of the state runs steps of SetState, and one of the owner steps of Assign, as documented. False: only its own steps.
    /// </summary>
    public bool UpdateRaisesOlderEvents { get; init; } = true;

    /// <summary>
    /// Whether OperationCreatedOn of a synchronous step is the instant of the request. False: it is empty, as OperationId is, because both describe a
    /// system job, which a synchronous step does not have.
    /// </summary>
    public bool SynchronousOperationsAreDated { get; init; } = true;

    /// <summary>Whether Associate and Disassociate of a 1:N relationship raise Update of the row whose lookup they set, besides their own event.</summary>
    public bool AssociateRaisesUpdate { get; init; }

    /// <summary>Whether Merge raises Update for the row that survives and the row that is deactivated.</summary>
    public bool MergeRaisesUpdate { get; init; } = true;

    /// <summary>Whether audit entries are there as soon as their transaction has committed. False: they appear when <see cref="LocalEnvironment.RunAsyncJobs"/> runs.</summary>
    public bool AuditAtOnce { get; init; } = true;

    /// <summary>
    /// Whether the Update that SetState, Merge or a cascade raises finds that message as its parent context, with its shared variables. False: its parent is
    /// that of the message itself.
    /// </summary>
    public bool RaisedOperationsKnowTheirParent { get; init; } = true;

    /// <summary>Whether rows that are deleted by cascade raise Delete, with its steps. False: they go without a word.</summary>
    public bool CascadesRaiseDelete { get; init; } = true;

    /// <summary>Whether columns that a plug-in adds to Target make steps run that are filtered by them. False: what the caller sent decides.</summary>
    public bool AddedColumnsTriggerSteps { get; init; }

    /// <summary>
    /// Whether parameters of Custom APIs that the caller left out are missing in InputParameters. False: they are there, as null, or as the default of a
    /// value type: false, 0, the empty Guid.
    /// </summary>
    public bool LeftOutParametersAreAbsent { get; init; } = true;

    /// <summary>Whether ne, not-in, not-like and the other negative operators match empty columns.</summary>
    public bool NegativeOperatorsMatchEmpty { get; init; } = true;

    /// <summary>Whether alternate keys work as soon as they are imported. False: they stay pending until their index job has run.</summary>
    public bool KeysActiveAtOnce { get; init; } = true;
}

/// <summary>Which events the SetState messages raise.</summary>
public enum SetStateEvents
{
    /// <summary>The message's own event only.</summary>
    SetState,

    /// <summary>Update only, as if the caller had updated statecode and statuscode.</summary>
    Update,

    /// <summary>Its own event, and Update inside it.</summary>
    SetStateAndUpdate,
}

/// <summary>Which events SendEmail raises.</summary>
public enum SendEvents
{
    /// <summary>Send only.</summary>
    Send,

    /// <summary>Send, and Update of statecode and statuscode inside it.</summary>
    SendAndUpdate,
}

/// <summary>organization.plugintracelogsetting.</summary>
public enum TraceSetting
{
    /// <summary>Nothing is kept.</summary>
    Off = 0,

    /// <summary>Traces of plugins that threw.</summary>
    Exceptions = 1,

    /// <summary>Every trace.</summary>
    All = 2,
}
