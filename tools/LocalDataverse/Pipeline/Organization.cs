using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using LocalDataverse.Archive;
using LocalDataverse.Audit;
using LocalDataverse.Messages;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Screens;
using LocalDataverse.Security;
using LocalDataverse.Solutions;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>The parts of one environment, which every request works with.</summary>
internal sealed class Organization : IDisposable
{
    static int copies;

    readonly int copy;        // 0: not a copy

    internal Organization(EnvironmentOptions options)
    {
        Options = options;
        Clock = new VirtualClock(options.Now);
        Store = new Store(MetadataCatalog.Standard.Without(options.AbsentTables));
        Ids = new IdSource();
        AutoNumbers = new AutoNumbers();
        Id = Ids.Next();
        BusinessUnitId = Ids.Next();
        BaseCurrencyId = Ids.Next();
        SystemUserId = Ids.Next();
        AdministratorId = Ids.Next();
        AdministratorRoleId = Ids.Next();
        Executor = new RequestExecutor(this);
        Steps = new StepRegistry(this);
        Security = new SecurityModel(this);
        Sandboxes = new SandboxHost(options.FreshSandboxPerRequest);
        Traces = new TraceLog(this);
        Jobs = new SystemJobs(this);
        BulkDeletes = new BulkDeletes(this);
        KeyIndexes = new KeyIndexes(this);
        Protection = options.Protection is { } limits ? new ProtectionLimits(limits, Clock) : null;
        Audit = new AuditTrail(this);
        RecycleBin = new RecycleBin(this);
        Importer = new SolutionImporter(this);
    }

    /// <summary>A copy: what happens in one is not seen in the other. Logs and traces begin anew.</summary>
    internal Organization(Organization origin)
    {
        Options = origin.Options;
        Clock = new VirtualClock(origin.Clock.UtcNow);
        Store = new Store(origin.Store);
        Ids = new IdSource(origin.Ids);
        AutoNumbers = new AutoNumbers(origin.AutoNumbers);
        CustomApis = origin.CustomApis;
        Installations = origin.Installations;
        Id = origin.Id;
        BusinessUnitId = origin.BusinessUnitId;
        BaseCurrencyId = origin.BaseCurrencyId;
        SystemUserId = origin.SystemUserId;
        AdministratorId = origin.AdministratorId;
        AdministratorRoleId = origin.AdministratorRoleId;
        Executor = new RequestExecutor(this);
        Steps = new StepRegistry(this, origin.Steps);
        Security = new SecurityModel(this, origin.Security);
        Sandboxes = new SandboxHost(origin.Sandboxes);
        Traces = new TraceLog(this);
        Jobs = new SystemJobs(this, origin.Jobs);
        BulkDeletes = new BulkDeletes(this, origin.BulkDeletes);
        KeyIndexes = new KeyIndexes(this, origin.KeyIndexes);
        Protection = Options.Protection is { } limits ? new ProtectionLimits(limits, Clock) : null;
        Audit = new AuditTrail(this, origin.Audit);
        RecycleBin = new RecycleBin(this, origin.RecycleBin);
        Importer = new SolutionImporter(this);
        copy = Interlocked.Increment(ref copies);
    }

    internal EnvironmentOptions Options { get; }

    internal VirtualClock Clock { get; }

    internal Store Store { get; }

    internal RequestExecutor Executor { get; }

    internal StepRegistry Steps { get; }

    internal SecurityModel Security { get; }

    internal SandboxHost Sandboxes { get; }

    internal TraceLog Traces { get; }

    internal SystemJobs Jobs { get; }

    internal BulkDeletes BulkDeletes { get; }

    internal KeyIndexes KeyIndexes { get; }

    /// <summary>Null: nobody is held back.</summary>
    internal ProtectionLimits? Protection { get; }

    internal AuditTrail Audit { get; }

    internal RecycleBin RecycleBin { get; }

    internal SolutionImporter Importer { get; }

    internal AutoNumbers AutoNumbers { get; }

    internal IdSource Ids { get; }

    internal RequestLog Requests { get; } = new();

    /// <summary>Solutions by unique name, with what they brought; replaced as a whole by an import.</summary>
    internal ImmutableDictionary<string, Installation> Installations
    {
        get;
        set
        {
            field = value;
            Screens = value.OrderBy(pair => pair.Key, StringComparer.Ordinal).Aggregate(ScreenCatalog.Empty, (all, one) => all.With(one.Value.Screens));
        }
    }
    = ImmutableDictionary.Create<string, Installation>(StringComparer.Ordinal);

    /// <summary>What the installed solutions say of screens together.</summary>
    internal ScreenCatalog Screens { get; private set; } = ScreenCatalog.Empty;

    /// <summary>Custom APIs by unique name; replaced as a whole by an import.</summary>
    internal IReadOnlyDictionary<string, CustomApi> CustomApis { get; set; } = new Dictionary<string, CustomApi>(StringComparer.Ordinal);

    internal Guid Id { get; }

    internal Guid BusinessUnitId { get; }

    internal Guid BaseCurrencyId { get; }

    /// <summary>The user as whom the platform itself acts.</summary>
    internal Guid SystemUserId { get; }

    internal Guid AdministratorId { get; }

    internal Guid AdministratorRoleId { get; }

    /// <summary>An id for the requests of one chain. No two environments of a process share one: copies share the memory of plug-ins, which may know a chain by it.</summary>
    internal Guid NextCorrelation()
    {
        var bytes = Ids.Next().ToByteArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, BinaryPrimitives.ReadInt32LittleEndian(bytes) ^ copy);
        return new Guid(bytes);
    }

    internal Caller System => new(SystemUserId, SystemUserId, IsSystem: true);

    public void Dispose()
    {
        Store.Dispose();
        Sandboxes.Dispose();
    }
}

/// <summary>Who sends a request.</summary>
/// <param name="UserId">Whose privileges are asked and who becomes createdby.</param>
/// <param name="InitiatingUserId">Who started the chain of requests.</param>
/// <param name="IsSystem">The platform itself: no privilege is asked.</param>
internal sealed record Caller(Guid UserId, Guid InitiatingUserId, bool IsSystem);
