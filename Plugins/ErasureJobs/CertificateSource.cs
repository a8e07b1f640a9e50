using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Evidence;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.SubjectRequests;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Reads what a certificate says, and tells whether anything is wrong. The run writes it at its end, a later search writes it anew.</summary>
/// <remarks>Requests: 1 for failures, 1 per 5,000 entries of the run, 1 or 2 for the recycle bin.</remarks>
sealed class CertificateSource
{
    const string RecycleBin = "recyclebinconfig";
    const string BinDays = "cleanupintervalindays";

    readonly PluginCall call;
    readonly ErasureJobRow job;
    readonly ErasureRunRow run;
    readonly ErasurePlanRow plan;
    readonly string basis;
    readonly LocalDate today;
    readonly Lazy<IReadOnlyList<ErasureFailureRow>> failures;

    internal CertificateSource(PluginCall call, ErasureJobRow job, ErasureRunRow run, ErasurePlanRow plan, string basis, LocalDate today)
    {
        this.call = call;
        this.job = job;
        this.run = run;
        this.plan = plan;
        this.basis = basis;
        this.today = today;
        failures = new Lazy<IReadOnlyList<ErasureFailureRow>>(() => JobQueries.OpenFailures(call.AsSystem, job.Id));
    }

    /// <summary>Rows that were set aside.</summary>
    internal IReadOnlyList<ErasureFailureRow> Failures => failures.Value;

    /// <summary>Why the job cannot be called completed; null: it can. What stands there undecided is told before what was found because of it.</summary>
    internal string? ProblemOf(ProofResult? proof)
    {
        var undecided = PlanContent.UndecidedOf(basis);
        if (Failures.Count > 0) return Message("OFF-3370", Failures.Count);
        if (undecided.Count > 0) return Message("OFF-3371", undecided.Count);
        if (proof is null) return Message("OFF-3453", 1);
        if (proof.IsRed) return Message("OFF-3452", proof.FindCount);
        return proof.Unread > 0 ? Message("OFF-3453", proof.Unread) : null;
    }

    internal string Html(ProofResult? proof, string? problem) => new Certificate(call.Language, job.Name ?? "?")
    {
        Day = today,
        Run = run,
        PlanHash = plan.Hash ?? "",
        Entries = EvidenceQueries.AllEntries(call.AsSystem, run.Id),
        Kept = PlanContent.KeptOf(basis),
        Undecided = PlanContent.UndecidedOf(basis),
        Failures = Failures,
        Recipients = job.AccountId is { } account ? Recipients.OfAccount(call.AsSystem, account.Id) : [],
        Proof = proof,
        BinDays = ReadBinDays(),
        Problem = problem,
    }.Html();

    string Message(string code, int count) => Messages.Format(code, call.Language, "job", job.Name ?? "?", "count", count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Days for which the recycle bin keeps deleted rows at most; null: there is none. Requests: 1 or 2.</summary>
    int? ReadBinDays()
    {
        if (TableCatalog.Of(call.AsSystem, [RecycleBin]).Find(RecycleBin)?.Find(BinDays) is null) return null;

        var query = new QueryExpression(RecycleBin) { ColumnSet = new ColumnSet(BinDays) };
        query.AddOrder("recyclebinconfigid", OrderType.Ascending);
        var days = call.AsSystem.AllRows(query).Select(static row => row.GetAttributeValue<int?>(BinDays) ?? 0).ToList();
        return days.Count == 0 ? null : days.Max();
    }
}
