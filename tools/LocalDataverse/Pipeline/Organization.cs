using System;
using System.Collections.Generic;
using LocalDataverse.Archive;
using LocalDataverse.Audit;
using LocalDataverse.Messages;
using LocalDataverse.Messages.Rows;
using LocalDataverse.Metadata;
using LocalDataverse.Security;
using LocalDataverse.Solutions;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>The parts of one environment, which every request works with.</summary>
internal sealed class Organization : IDisposable
{
    internal Organization(EnvironmentOptions options)
    {
        Options = options;
        Clock = new VirtualClock(options.Now);
        Store = new Store(MetadataCatalog.Standard.Without(options.AbsentTables));
        Executor = new RequestExecutor(this);
        Steps = new StepRegistry(this);
        Security = new SecurityModel(this);
        Sandboxes = new SandboxHost(options.FreshSandboxPerRequest);
        Traces = new TraceLog(this);
        Jobs = new SystemJobs(this);
        BulkDeletes = new BulkDeletes(this);
        KeyIndexes = new KeyIndexes(this);
        Audit = new AuditTrail(this);
        RecycleBin = new RecycleBin(this);
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

    internal AuditTrail Audit { get; }

    internal RecycleBin RecycleBin { get; }

    internal AutoNumbers AutoNumbers { get; } = new();

    internal RequestLog Requests { get; } = new();

    /// <summary>Custom APIs by unique name; replaced as a whole by an import.</summary>
    internal IReadOnlyDictionary<string, CustomApi> CustomApis { get; set; } = new Dictionary<string, CustomApi>(StringComparer.Ordinal);

    internal Guid Id { get; } = Guid.NewGuid();

    internal Guid BusinessUnitId { get; } = Guid.NewGuid();

    internal Guid BaseCurrencyId { get; } = Guid.NewGuid();

    /// <summary>The user as whom the platform itself acts.</summary>
    internal Guid SystemUserId { get; } = Guid.NewGuid();

    internal Guid AdministratorId { get; } = Guid.NewGuid();

    internal Guid AdministratorRoleId { get; } = Guid.NewGuid();

    internal Caller System => new(SystemUserId, SystemUserId, IsSystem: true);

    public void Dispose() => Sandboxes.Dispose();
}

/// <summary>Who sends a request.</summary>
/// <param name="UserId">Whose privileges are asked and who becomes createdby.</param>
/// <param name="InitiatingUserId">Who started the chain of requests.</param>
/// <param name="IsSystem">The platform itself: no privilege is asked.</param>
internal sealed record Caller(Guid UserId, Guid InitiatingUserId, bool IsSystem);
