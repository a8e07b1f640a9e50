using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Deactivation;

/// <summary>An environment with settings, a rep who uses doors, one who reads nothing, and what some doors need.</summary>
sealed class DoorWorld : IDisposable
{
    /// <summary>Rows that a door makes for itself, and traces, which survive a rollback.</summary>
    static readonly string[] NotCompared = ["asyncoperation", "plugintracelog"];

    public DoorWorld(string settings = "", EnvironmentOptions? options = null)
    {
        World = new SolutionEnvironment(options);
        World.Local.ImportSolution(Doors.OtherSolution);
        foreach (var setting in settings.Split(';', StringSplitOptions.RemoveEmptyEntries)) World.Set(setting.Split('=')[0], setting.Split('=')[1]);
        Rep = Add("Ada Doors", TableRights.All, AccessDepth.Global);
        BlindRep = Add("Wim Writer", TableRights.All & ~TableRights.Read, AccessDepth.Basic);
        Survivor = World.AddAccount("Fabrikam AG");
        Errand = World.Administrator.Create(new TaskRow { Subject = "Errand" }.Entity);
    }

    public SolutionEnvironment World { get; }

    public IOrganizationService Rep { get; }

    /// <summary>May do everything with accounts but read those of others.</summary>
    public IOrganizationService BlindRep { get; }

    /// <summary>The account into which others are merged.</summary>
    public Guid Survivor { get; }

    /// <summary>The task on whose change a plug-in of somebody else deactivates an account.</summary>
    public Guid Errand { get; }

    public RowSnapshot Snapshot() => World.Local.Snapshot();

    /// <summary>What changed since: one line for each column, and one for each row that is new or gone. Rows are called by their table, or ACCOUNT.</summary>
    public IReadOnlyList<string> ChangesSince(RowSnapshot before, Guid account) =>
    [
        .. before.ChangesTo(Snapshot()).Where(change => !NotCompared.Contains(change.Table) && change.Id != Errand)
            .SelectMany(change => Lines(change.Id == account ? "ACCOUNT" : change.Table, change.Before, change.After)).Order(StringComparer.Ordinal),
    ];

    public void Dispose() => World.Dispose();

    static IEnumerable<string> Lines(string name, Row? before, Row? after)
    {
        if (before is null) return [$"{name} is new"];
        if (after is null) return [$"{name} is gone"];

        return after.Table.Columns.Where(column => column != after.Table.Version && !Equals(before[column], after[column])).Select(column => $"{name}.{column.Name}");
    }

    IOrganizationService Add(string name, TableRights accounts, AccessDepth read) => World.Local.ServiceFor(World.Local.AddUser(new NewUser(name)
    {
        Privileges =
        [
            new TablePrivilege(AccountRow.Table, accounts),
            new TablePrivilege(AccountRow.Table, TableRights.Read, read),
            new TablePrivilege(ContractRow.Table, TableRights.All),
            new TablePrivilege(OffboardingCaseRow.Table, TableRights.All),
            new TablePrivilege(TaskRow.Table, TableRights.All),
            new TablePrivilege("contact", TableRights.All),
        ],
    }));
}

/// <summary>One environment for each choice of settings.</summary>
public class DoorWorlds : IDisposable
{
    readonly ConcurrentDictionary<string, DoorWorld> worlds = new(StringComparer.Ordinal);

    private protected virtual EnvironmentOptions? Options => null;

    internal DoorWorld With(string settings) => worlds.GetOrAdd(settings, static (one, options) => new DoorWorld(one, options), Options);

    public void Dispose()
    {
        foreach (var world in worlds.Values) world.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same in <see cref="Readings.Other"/>.</summary>
public sealed class OtherDoorWorlds : DoorWorlds
{
    private protected override EnvironmentOptions Options => Readings.Other;
}

/// <summary>The same in <see cref="Readings.SetStateIsAnUpdate"/>.</summary>
public sealed class ThirdDoorWorlds : DoorWorlds
{
    private protected override EnvironmentOptions Options => Readings.SetStateIsAnUpdate;
}
