using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.ErasureJobs;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Proof;

/// <summary><c>off_ProveErasure</c>: searches for the values of a job's subjects again, at any time while their key exists: first where the run searched, then in all rows of other customers.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (bound to off_erasurejob, privilege prvWriteoff_ErasureJob). In: Target, Token, Fault. Out: More, Token, Processed (rows read), Failed (values found), RetryAfterSeconds,
/// NextDue, Report, Empty (Boolean, with the last step). Each step writes what was found so far into off_proof; the last one writes the certificate anew. A job in which something was found is failed afterwards, even if it
/// was completed. Changes nothing else, and deletes no copy: only an approved run does.</para>
/// <para>Requests of the first step: 3 for the job, 3 for plan and run, 1 for the parts, those of <see cref="PlanBuilder"/> and <see cref="Proofs"/>, 1 to write. Of each further step: 3 for the job, 6 for the tables, 1 for the
/// map, 2 for search marks and key, those of <see cref="OtherRows"/>, those of the finder where something was found, 1 to write; of the last one those of <see cref="CertificateSource"/> besides, and 1 more to reopen a completed job.</para>
/// </remarks>
public sealed class ProveErasure : IPlugin
{
    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">
    /// OFF-3130: the subject's key was destroyed; OFF-3454: no plan of the job was carried out; OFF-3455: a run works on the job; OFF-5003: unknown token.
    /// </exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var text = call.OptionalText("Token");
        var place = text is null ? null : OtherRowsPlace.ParseOrNull(text) ?? throw Refusal.Of("OFF-5003", call.Language, "token", text, "message", "off_ProveErasure");
        var job = JobQueries.Locked(call.AsSystem, call.Required<EntityReference>("Target").Id);
        if (job.LeaseUntil > call.Now) throw Refusal.Of("OFF-3455", call.Language, "job", job.Name ?? "?");

        var plan = JobQueries.ExecutedPlan(call.AsSystem, job.Id);
        var run = plan is null ? null : JobQueries.RunOf(call.AsSystem, job.Id);
        if (plan is null || run is null) throw Refusal.Of("OFF-3454", call.Language, "job", job.Name ?? "?");

        new Step(call, job, plan, run).Do(place);
    }

    sealed class Step
    {
        readonly PluginCall call;
        readonly ErasureJobRow job;
        readonly ErasurePlanRow plan;
        readonly ErasureRunRow run;

        internal Step(PluginCall call, ErasureJobRow job, ErasurePlanRow plan, ErasureRunRow run)
        {
            this.call = call;
            this.job = job;
            this.plan = plan;
            this.run = run;
        }

        IOrganizationService Service => call.AsSystem;

        internal void Do(OtherRowsPlace? place)
        {
            using var marks = new NeedleSet(SubjectKeys.Of(Service, job.AccountId!, call.Language), Proofs.LinesOf(Service, job.AccountId!.Id));
            if (place is null) First(marks);
            else Further(marks, place);
        }

        void First(NeedleSet marks)
        {
            var draft = new PlanBuilder(call).Build(job) ?? throw Refusal.Of("OFF-3353", call.Language, "job", job.Name ?? "?", "most", PlanBuilder.MostRows.ToString(CultureInfo.InvariantCulture));
            var parts = JobQueries.Parts(Service, plan.Id, withContent: true);
            var work = parts.Skip(1).SelectMany(static part => PlanContent.RowsOf(part.Content ?? "")).ToList();
            var rows = Proofs.RowsOf([.. work, .. PlanContent.RowsOf(parts[0].Needles ?? "")], draft.Judged);
            var search = new ProofSearch(Service, draft.Map, draft.Catalog, marks, rows) { Planned = Proofs.PlannedOf(work) };
            Proofs.Search(search);
            search.Result.AddGap(OtherRows.Name, ProofGapKind.OtherRows, 0);
            GoOn(OtherRowsPlace.Start, search.Result, search.Result.Places.Sum(static one => one.Rows), search.Result.FindCount, Report("OFF-TEXT-PROVE-ROWS", 0));
        }

        void Further(NeedleSet marks, OtherRowsPlace place)
        {
            var map = ErasureMapQueries.Read(Service);
            var catalog = TableCatalog.OnCoveredPaths(Service);
            var search = new ProofSearch(Service, map, catalog, marks, []);
            var own = new Lazy<IReadOnlyCollection<Guid>>(() => OwnRows(map, catalog));
            var next = new OtherRows(search).Step(place, () => own.Value);
            var result = ProofText.Parse(JobQueries.ProofOf(Service, job.Id)).With(search.Result);
            var rows = search.Result.Places.Sum(static one => one.Rows);
            var found = search.Result.FindCount;
            if (next is not null) GoOn(next, result, rows, found, Report("OFF-TEXT-PROVE-STEP", rows));
            else Finish(result, rows, found);
        }

        IReadOnlyCollection<Guid> OwnRows(ErasureMap map, TableCatalog catalog)
        {
            var finder = new SubjectFinder(Service, map, catalog, new LocalDays(Service, call.Settings.TimeZoneCode));
            return new HashSet<Guid>(finder.Rows(job.AccountId!.Id, finder.Contacts(job.AccountId.Id)).Select(static row => row.Id));
        }

        void GoOn(OtherRowsPlace next, ProofResult result, int rows, int found, string report)
        {
            Service.Update(new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { Proof = ProofText.Of(result) }.Entity);
            Answer(next.ToString(), rows, found, report);
        }

        void Finish(ProofResult result, int rows, int found)
        {
            result.RemoveGap(ProofGapKind.OtherRows);
            result.IsFinished = true;
            var basis = JobQueries.Parts(Service, plan.Id, withContent: true)[0].Content ?? "";
            var source = new CertificateSource(call, job, run, plan, basis, call.DayOfJobs());
            var problem = source.ProblemOf(result);
            var change = new ErasureJobRow(new Entity(ErasureJobRow.Table, job.Id)) { Proof = ProofText.Of(result), ProvenOn = call.Now, Certificate = source.Html(result, problem) };
            if (problem is not null)
            {
                change.State = ErasureJobState.Active;
                change.StatusReason = ErasureJobStatusReason.Failed;
                change.Detail = problem;
                change.FailureCount = source.Failures.Count + result.FindCount;
            }

            Service.Update(change.Entity);
            call.Return("Empty", problem is null);
            Answer(null, rows, found, problem ?? Report("OFF-TEXT-PROVE-EMPTY", 0));
        }

        void Answer(string? token, int rows, int found, string report)
        {
            call.ReturnStep(token is not null, token, rows, found);
            call.Return("NextDue", call.Now);
            call.Return("Report", report);
        }

        string Report(string code, int rows) => Messages.Part(code, call.Language, "job", job.Name ?? "?", "rows", rows.ToString(CultureInfo.InvariantCulture));
    }
}
