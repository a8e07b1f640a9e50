using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Nightly;
using Offboarding.Plugins.Proof;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Schedule;

namespace Offboarding.Plugins.ErasureJobs;

/// <summary>Makes the plan of a job from what is on file now. Writes nothing. The same facts give the same plan, so that a plan made again shows whether anything changed.</summary>
/// <remarks>Requests: the map, the tables on the covered paths (6), the lines, the contacts, those of the finder, the rules, those of the holds, consents if any line reduces to one.</remarks>
sealed class PlanBuilder
{
    /// <summary>Rows that one step can find, decide and store.</summary>
    internal const int MostRows = 20_000;

    readonly PluginCall call;
    readonly IOrganizationService service;

    internal PlanBuilder(PluginCall call)
    {
        this.call = call;
        service = call.AsSystem;
    }

    /// <summary>The plan of a job; null: it has more than <see cref="MostRows"/> rows.</summary>
    internal PlanDraft? Build(ErasureJobRow job)
    {
        var map = ErasureMapQueries.Read(service);
        var catalog = TableCatalog.OnCoveredPaths(service);
        var schedules = new AccountSchedules(call, NightlyRules.Read(call, call.Settings.ReminderLadder));
        var account = schedules.Facts.Read([job.AccountId!.Id])[job.AccountId.Id];
        var found = new SubjectFinder(service, map, catalog, new LocalDays(service, call.Settings.TimeZoneCode)).Rows(account.Id, account.Contacts);
        if (found.Count > MostRows) return null;

        var today = schedules.Today;
        var lines = JobLines.Of(service, schedules, account, found, job.Id);
        var rules = RuleDigests.Of(service, [.. lines.Stored.Select(static line => line.RecordClass ?? "").Distinct(StringComparer.Ordinal)]);
        var reduced = found.Where(row => row.Table == ContactRow.Table && lines.LineOf(row) is { IsDue: true, Stored.Action: RetentionScheduleAction.ReduceToConsent }).Select(static row => row.Id).ToList();
        var consents = ConsentColumns.Of(service, map, reduced, today);
        var held = new HashSet<Guid>(new HoldStop(today).RowsOnHold(service, job.AccountId, [.. found.Select(static row => WipeRowOf(row))]));
        return new Draft(map, catalog, lines, rules, consents, held, job).Of(found);
    }

    static WipeRow WipeRowOf(FoundRow row) => new() { Table = row.Table, Id = row.Id, RecordClass = row.RecordClass, Subject = row.Subject, Above = Above(row) };

    /// <summary>The rows to which a row belongs, without its account or contact.</summary>
    static List<Guid> Above(FoundRow row)
    {
        var above = new List<Guid>();
        for (var at = row.Parent; at is not null && at.Id != row.Subject.Id; at = at.Parent) above.Add(at.Id);
        return above;
    }

    sealed class Draft
    {
        readonly ErasureMap map;
        readonly TableCatalog catalog;
        readonly JobLines lines;
        readonly RuleDigests rules;
        readonly IReadOnlyDictionary<Guid, string> consents;
        readonly HashSet<Guid> held;
        readonly ErasureJobRow job;
        readonly List<PlannedRow> planned = [];
        readonly List<KeptRow> kept = [];
        readonly List<SearchedRow> judged = [];
        readonly List<PlannedRow> unchanged = [];
        readonly SortedSet<string> undecided;
        readonly SortedDictionary<string, int> withoutLine = new(StringComparer.Ordinal);
        readonly PlanSummary summary = new();
        int erase, pseudonymize;

        internal Draft(ErasureMap map, TableCatalog catalog, JobLines lines, RuleDigests rules, IReadOnlyDictionary<Guid, string> consents, HashSet<Guid> held, ErasureJobRow job)
        {
            this.map = map;
            this.catalog = catalog;
            this.lines = lines;
            this.rules = rules;
            this.consents = consents;
            this.held = held;
            this.job = job;
            undecided = new SortedSet<string>(Coverage.Unclassified(map, catalog), StringComparer.Ordinal);
        }

        internal PlanDraft Of(IReadOnlyList<FoundRow> found)
        {
            var isSoleTrader = found.Any(row => row.Id == job.AccountId!.Id && row.IsParentMasked);
            foreach (var row in found) Add(row, isSoleTrader);

            var rank = WipeKernel.InOrder(planned.Select(static row => row.ToWipeRow())).Select(static (row, at) => new KeyValuePair<Guid, int>(row.Id, at)).ToDictionary(static pair => pair.Key, static pair => pair.Value);
            var rows = planned.OrderBy(row => rank[row.Id]).ToList();
            var keptGroups = Kept();
            foreach (var group in keptGroups) summary.Keep(group);
            return new PlanDraft
            {
                Content = PlanContent.Of(Basis(keptGroups), rows, ColumnsOf),
                Rows = rows,
                EraseCount = erase,
                PseudonymizeCount = pseudonymize,
                KeepCount = kept.Count,
                Undecided = [.. undecided],
                WithoutLine = withoutLine,
                DueWithoutLine = lines.DueWithoutLine,
                DueLines = lines.Due.Count(),
                Judged = judged,
                Unchanged = unchanged,
                Map = map,
                Catalog = catalog,
                HeldRows = found.Count(row => held.Contains(row.Id) && IsDueOnFile(row)),
                Summary = summary.Json(undecided),
            };
        }

        void Add(FoundRow row, bool isSoleTrader)
        {
            if (lines.LineOf(row) is not { } line)
            {
                if (lines.IsScheduled(row)) Count(withoutLine, row.Table);
                else if (row.IsOfAnother && lines.MasterOf(row.Subject) is { IsDue: true } master)
                {
                    Add(row, master, isSoleTrader);
                    return;
                }
                else kept.Add(new KeptRow(row, line: null, ""));
                judged.Add(Judge(row, new RowCircumstances(), isDue: false, lines.IsScheduled(row) ? "line_not_made" : "row_of_another"));
                return;
            }

            Add(row, line, isSoleTrader);
        }

        void Add(FoundRow row, JobLine line, bool isSoleTrader)
        {
            var circumstances = CircumstancesOf(row, line, isSoleTrader);
            var decision = map.Decide(catalog.Find(row.Table)!, row.RecordClass, circumstances);
            judged.Add(Judge(row, line, circumstances));
            if (circumstances.Stage == LineStage.Due) undecided.UnionWith(decision.Open.Select(column => row.Table + "." + column.Column));
            if (!decision.IsDeleted && decision.Writes.Count == 0)
            {
                kept.Add(new KeptRow(row, line, rules.GroundOf(line.Stored.OperativeRule ?? "")));
                if (circumstances.Stage == LineStage.Due) unchanged.Add(PlannedRowOf(row, line, circumstances, isDeleted: false));
                return;
            }

            var hasToken = !decision.IsDeleted && decision.Writes.Any(static write => write.Outcome == ColumnOutcome.Pseudonymize);
            if (hasToken) pseudonymize++;
            else erase++;
            summary.Change(row.Table, decision);
            planned.Add(PlannedRowOf(row, line, circumstances, decision.IsDeleted));
        }

        static PlannedRow PlannedRowOf(FoundRow row, JobLine line, RowCircumstances circumstances, bool isDeleted) => new()
        {
            Table = row.Table,
            Id = row.Id,
            RecordClass = row.RecordClass,
            SubjectTable = row.Subject.LogicalName,
            SubjectId = row.Subject.Id,
            Line = line.Id,
            RuleId = line.Stored.OperativeRule ?? "",
            RuleVersion = line.Stored.RuleVersion ?? 0,
            IsDeleted = isDeleted,
            Above = string.Join(",", Above(row).Select(static id => id.ToString("N"))),
            Circumstances = circumstances,
        };

        /// <summary>What was carried out before stays carried out: of such a row nothing may come back.</summary>
        SearchedRow Judge(FoundRow row, JobLine line, RowCircumstances circumstances)
        {
            if (line.Stored.ErasedOn is not null && !row.IsOfAnother) return Judge(row, circumstances with { Stage = LineStage.Due, IsKeptForAnotherGround = false }, isDue: true, "");
            if (circumstances.Stage == LineStage.Due) return Judge(row, circumstances, isDue: true, "");

            var ground = row.IsOfAnother ? "row_of_another" : rules.GroundOf(line.Stored.OperativeRule ?? "");
            return Judge(row, circumstances, isDue: false, ground.Length > 0 ? ground : line.Stored.OperativeRule ?? "line_open");
        }

        static SearchedRow Judge(FoundRow row, RowCircumstances circumstances, bool isDue, string ground) =>
            new() { Table = row.Table, Id = row.Id, RecordClass = row.RecordClass, IsDue = isDue, Ground = ground, Circumstances = circumstances };

        /// <summary>A row is kept for another ground when it stays although its subject's own master data goes. Then only what the map names for that is written.</summary>
        RowCircumstances CircumstancesOf(FoundRow row, JobLine line, bool isSoleTrader)
        {
            var stage = held.Contains(row.Id) && line.IsDue ? LineStage.Waiting : line.Stage;
            if (row.IsOfAnother && stage == LineStage.Due) stage = LineStage.Running;
            var subjectGoes = !held.Contains(row.Id) && lines.MasterOf(row.Subject) is { IsDue: true };
            var reduces = line.Stored.Action == RetentionScheduleAction.ReduceToConsent;
            return new RowCircumstances
            {
                Stage = stage,
                IsKeptForAnotherGround = stage != LineStage.Due && subjectGoes && row.Parent is not null,
                IsSoleTrader = isSoleTrader,
                IsParentMasked = row.IsParentMasked,
                IsDocument = row.IsDocument,
                ReducesToConsent = reduces,
                ConsentedColumns = reduces && consents.TryGetValue(row.Id, out var columns) ? columns : "",
            };
        }

        IReadOnlyList<string> ColumnsOf(PlannedRow row)
        {
            var decision = map.Decide(catalog.Find(row.Table)!, row.RecordClass, row.Circumstances);
            var kind = row.Table + "\t" + row.RecordClass + "\t" + CircumstancesText.Of(row.Circumstances) + "\t";
            return
            [
                .. decision.Writes.Select(write => "write\t" + kind + write.Column + "\t" + write.Method!.Value.ToCode() + "\t" + write.Outcome),
                .. decision.Columns.Where(static column => column.Outcome == ColumnOutcome.KeepWithGround).Select(column => "ground\t" + kind + column.Column + "\t" + column.Ground),
            ];
        }

        List<KeptRows> Kept() =>
        [
            .. kept.GroupBy(static row => string.Join("\t", [row.Row.Table, row.Row.RecordClass, row.Line?.Id.ToString("N") ?? ""]), StringComparer.Ordinal)
                .OrderBy(static same => same.Key, StringComparer.Ordinal).Select(static same => KeptOf([.. same])),
        ];

        static KeptRows KeptOf(IReadOnlyList<KeptRow> rows)
        {
            var first = rows[0];
            var ids = string.Join("\n", rows.Select(static row => row.Row.Id.ToString("N")).OrderBy(static id => id, StringComparer.Ordinal));
            return new KeptRows(
                first.Row.Table, first.Row.RecordClass, first.Line?.Stored.OperativeRule ?? "", first.Line?.Stored.RetentionEnd?.ToString() ?? "", first.Ground, rows.Count, Digest.Of(ids));
        }

        IEnumerable<string> Basis(IReadOnlyList<KeptRows> groups) =>
        [
            "job\t" + job.Id.ToString("N"),
            "map\t" + map.Version,
            .. lines.All.Select(static line => LineText(line)),
            .. rules.Lines(),
            .. groups.Select(static group => group.ToString()),
            .. withoutLine.Select(static table => "noline\t" + table.Key + "\t" + table.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. undecided.Select(static column => "undecided\t" + column),
        ];

        static string LineText(JobLine line) => string.Join("\t", [
            line.IsDue ? "due" : "line", line.Id.ToString("N"), line.Stored.SubjectTable ?? "", line.Stored.SubjectId ?? "", line.Stored.RecordClass ?? "", line.Stored.OperativeRule ?? "",
            line.Stored.RuleVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", line.Stored.RetentionEnd?.ToString() ?? "", line.Stored.EarliestErasure?.ToString() ?? "",
            line.Today.ActionCode, line.Stage.ToString(), line.Today.BestRow?.Id ?? "", line.Today.BestRow?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        ]);

        // A hold makes the line of today held; on file it is still due.
        bool IsDueOnFile(FoundRow row) => lines.LineOf(row)?.IsDue ?? lines.Stored.Any(line => line.LineStatus == RetentionScheduleLineStatus.Due && line.RecordClass == row.RecordClass);

        static void Count(SortedDictionary<string, int> counts, string key)
        {
            counts.TryGetValue(key, out var count);
            counts[key] = count + 1;
        }
    }

    sealed class KeptRow
    {
        internal KeptRow(FoundRow row, JobLine? line, string ground)
        {
            Row = row;
            Line = line;
            Ground = ground;
        }

        internal FoundRow Row { get; }

        internal JobLine? Line { get; }

        internal string Ground { get; }
    }
}
