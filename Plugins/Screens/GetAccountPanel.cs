using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Holds;
using Offboarding.Plugins.Rows;
using Offboarding.Plugins.Timing;

namespace Offboarding.Plugins.Screens;

/// <summary><c>off_GetAccountPanel</c>: all that the panel on the account form shows, in one request: verdict, timeline, contracts, what is open, holds, the open case. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API (global action). In: AccountId. Out: Json <c>{ day, active, no_contract_on, account: as off_PreviewOffboarding, case: { id, number, stage, planned_end },
/// timeline: [ { kind, day, source, done } ], open: [ { table, count, more, rows: [ { id, name, day, escalated } ] } ], holds: [ { id, number, from, until } ] }</c>. Blanks are left out.</para>
/// <para>Verdict and facts are those of gate and preview: the same rules judge. Account and case are read as the caller, days and counts as SYSTEM.</para>
/// <para>Requests: at most <see cref="MostRequests"/>: caller's settings, local time, settings, account with case, contracts, rules, holiday rules if a contract needs a calendar, installed tables, what is
/// open, job, lines, holds of the account and of its contacts.</para>
/// </remarks>
public sealed class GetAccountPanel : IPlugin
{
    /// <summary>Requests of the operation for an ended account with a contract that needs a calendar.</summary>
    public const int MostRequests = 13;

    /// <summary>Rows of a kind that are listed; the count tells of the others.</summary>
    const int MostListed = 5;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-1201: the account cannot be read; OFF-5001, OFF-5002, OFF-5005: rules; OFF-9001: the parameter.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var id = call.RequiredId("AccountId");
        var found = CaseQueries.OfAccount(call, id) ?? throw Refusal.Of("OFF-1201", call.Language, "count", "1", "total", "1");
        var judgement = CaseJudgement.Of(call, found.Account);
        var business = OpenBusiness.Read(call.AsSystem, id, OpenBusiness.Installed(call.AsSystem));
        var holds = HoldQueries.LegalHoldsOf(call.AsSystem, id).Where(hold => LegalHoldRule.IsInForce(hold, call.Today));
        var isEnded = found.Account.State == AccountState.Inactive;

        using var json = new JsonText();
        json.Text("day", call.Today.ToString()).YesNo("active", !isEnded).Text("no_contract_on", found.Account.NoContractConfirmedOn?.ToString());
        json.Object("account", account => PreviewJson.Account(account, judgement.Review, found.Account.Name, call.Language));
        if (found.IsOpen) json.Object("case", open => Case(call, open, found));
        var points = Timeline.Of(call.Today, LatestNotice(call, found, judgement), ContractEnd(call, found, judgement), isEnded, DataOutlooks.Read(call.AsSystem, id), call.Language);
        json.Array("timeline", timeline =>
        {
            foreach (var point in points) timeline.Object(JsonText.Item, item => Point(item, point));
        });
        json.Array("open", open =>
        {
            foreach (var rows in OpenKinds(business.Rows)) open.Object(JsonText.Item, item => Kind(item, rows));
        });
        json.Array("holds", array =>
        {
            foreach (var hold in holds) array.Object(JsonText.Item, item => Hold(item, hold));
        });
        call.Return("Json", json.Finish());
    }

    static void Case(PluginCall call, JsonText json, CaseOnFile found) =>
        json.Text("id", found.Row.Id.ToString("D")).Text("number", found.Number).Text("stage", StageRule.Name(found.Stage, call.Language)).Text("planned_end", found.Row.PlannedEnd?.ToString());

    /// <summary>The contract whose notice is due first decides: whoever misses it misses the end.</summary>
    static TimelinePoint LatestNotice(PluginCall call, CaseOnFile found, CaseJudgement judgement)
    {
        var first = judgement.Review.Contracts
            .Where(static contract => contract.Evaluation.LatestNoticeForEarliest is not null)
            .OrderBy(static contract => contract.Evaluation.LatestNoticeForEarliest).FirstOrDefault();
        return new TimelinePoint
        {
            Kind = "latest_notice",
            Day = first?.Evaluation.LatestNoticeForEarliest,
            Source = first is null ? null : SourceOf(call, first),
            IsDone = found.IsOpen && found.Row.NoticeReceivedOn is not null,
        };
    }

    static TimelinePoint ContractEnd(PluginCall call, CaseOnFile found, CaseJudgement judgement)
    {
        if (found.IsOpen && found.Row.PlannedEnd is { } planned)
            return new TimelinePoint { Kind = "contract_end", Day = planned, Source = Messages.Part("OFF-TEXT-PANEL-CASE", call.Language, "case", found.Number) };

        var last = judgement.EarliestEnd is { } end ? judgement.Review.Contracts.First(contract => (contract.Evaluation.EndsOn ?? contract.Evaluation.EarliestEnd) == end) : null;
        return new TimelinePoint { Kind = "contract_end", Day = judgement.EarliestEnd, Source = last is null ? null : SourceOf(call, last) };
    }

    static string SourceOf(PluginCall call, ReviewedContract contract)
    {
        var rules = string.Join(", ", contract.Evaluation.Explain(call.Language).Rules.Select(static rule => rule.Id));
        return rules.Length == 0
            ? Messages.Part("OFF-TEXT-PANEL-CONTRACT", call.Language, "contract", contract.Contract.Number)
            : Messages.Part("OFF-TEXT-PANEL-CONTRACT-RULE", call.Language, "contract", contract.Contract.Number, "rule", rules);
    }

    static void Point(JsonText json, TimelinePoint point)
    {
        json.Text("kind", point.Kind).Text("day", point.Day?.ToString()).Text("source", point.Source);
        if (point.IsDone) json.YesNo("done", value: true);
    }

    static IEnumerable<IReadOnlyList<OpenRow>> OpenKinds(OpenRows rows) =>
        new[] { rows.Orders, rows.Invoices, rows.Opportunities, rows.Cases }.Where(static kind => kind.Count > 0);

    static void Kind(JsonText json, IReadOnlyList<OpenRow> rows)
    {
        json.Text("table", rows[0].Table).Number("count", rows.Count).YesNo("more", rows.Count >= OpenBusiness.MostRows);
        json.Array("rows", array =>
        {
            foreach (var row in rows.Take(MostListed)) array.Object(JsonText.Item, item => Row(item, row));
        });
    }

    static void Row(JsonText json, OpenRow row)
    {
        json.Text("id", row.Id.ToString("D")).Text("name", row.Name).Text("day", row.Day?.ToString());
        if (row.IsEscalated) json.YesNo("escalated", value: true);
    }

    static void Hold(JsonText json, LegalHoldRow hold) =>
        json.Text("id", hold.Id.ToString("D")).Text("number", hold.Name).Text("from", hold.From?.ToString()).Text("until", hold.Until?.ToString());
}
