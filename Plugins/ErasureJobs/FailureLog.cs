using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Sets rows aside that could not be erased: a person looks at them. Neither the text of a fault nor a value is kept, only codes: faults quote values.</summary>
/// <remarks>Requests: 1 for what is known, 1 for each failure that is new.</remarks>
sealed class FailureLog
{
    // OFF-1234, or an error code of the platform as Microsoft writes it.
    static readonly Regex Code = new(@"OFF-\d{4}|0x[0-9A-Fa-f]{8}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    readonly PluginCall call;
    readonly ErasureJobRow job;
    readonly Guid run;
    readonly Lazy<HashSet<string>> known;

    internal FailureLog(PluginCall call, ErasureJobRow job, Guid run)
    {
        this.call = call;
        this.job = job;
        this.run = run;
        known = new Lazy<HashSet<string>>(() => new HashSet<string>(JobQueries.OpenFailures(call.AsSystem, job.Id).Select(static row => row.FailureKey ?? ""), StringComparer.Ordinal));
    }

    internal void Write(IEnumerable<WipeFailure> failures)
    {
        foreach (var failure in failures)
            Write(failure.Row.Table, failure.Row.Id, failure.Column, Messages.Part("OFF-TEXT-FAILURE-" + failure.Reason.ToString().ToUpperInvariant(), call.Language, "column", failure.Column));
    }

    /// <summary>A row that made its step fail although it was alone in it.</summary>
    internal void WriteRefused(PlannedRow row, string fault)
    {
        var code = Code.Match(fault) is { Success: true } match ? match.Value : "–";
        Write(row.Table, row.Id, "*", Messages.Part("OFF-TEXT-FAILURE-REFUSED", call.Language, "code", code));
    }

    internal void WriteAppeared(PlannedRow row) => Write(row.Table, row.Id, "new", Messages.Part("OFF-TEXT-FAILURE-APPEARED", call.Language));

    void Write(string table, Guid row, string place, string reason)
    {
        var key = run.ToString("N") + "|" + row.ToString("N") + "|" + place;
        if (!known.Value.Add(key)) return;

        call.AsSystem.Create(new ErasureFailureRow
        {
            JobId = new EntityReference(ErasureJobRow.Table, job.Id),
            Name = table + "." + place,
            TableName = table,
            RowId = row.ToString("D"),
            FailureKey = key,
            FailureState = ErasureFailureFailureState.Open,
            Reason = reason,
        }.Entity);
    }
}
