using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Retention;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Schedule;

/// <summary><c>off_PreviewRuleChange</c>: one step of telling which open lines a change of retention rules would move. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_PreviewRuleChange (global action). In: Rules (String: JSON array of rule rows under the names of the rule file; a row with the id, class and version of one on file
/// stands for it, any other is added), Token (String, optional). Out: Lines, Earlier, Later, Other (Integer, of this step), Moved (String: JSON with the first lines that move), More, Token, Processed, Failed,
/// RetryAfterSeconds, Report.</para>
/// <para>Lines carry the facts from which they were computed, so that no row of a customer is read. Requests: 4 (caller's settings, settings, local time, rules) and 1 for each 1,000 lines.</para>
/// </remarks>
public sealed class PreviewRuleChange : IPlugin
{
    /// <summary>Lines a step.</summary>
    public const int LinesPerStep = 1000;

    /// <summary>Moved lines that a step lists.</summary>
    public const int MostListed = 50;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3203: the JSON cannot be read; OFF-3001 to OFF-3014: the rules as they would be; OFF-5003: token; OFF-9001: no rules.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var change = JsonRows.ReadOrNull(call.RequiredText("Rules")) ?? throw Refusal.Of("OFF-3203", call.Language);
        var after = call.OptionalText("Token") ?? "";
        if (after.Length > 0 && after.IndexOf('|') != 32) throw Refusal.Of("OFF-5003", call.Language, "token", after, "message", "off_PreviewRuleChange");

        var today = call.DayOfJobs();
        var present = RetentionRuleQueries.Texts(call.AsSystem);
        var before = Read(present, call.Language);
        var changed = Read([.. present.Where(row => !change.Any(other => KeyOf(row) == KeyOf(TextOf(other)))), .. change.Select(TextOf)], call.Language);

        var rows = Open(call.AsSystem, after);
        var lines = rows.Select(row => new OpenLine(row, LineFacts.ReadOrNull(row.Facts))).Where(static line => line.Facts is not null).ToList();
        var moves = RuleChanges.Between(before, changed, [.. lines.Select(line => line.Facts!.On(today))]);
        Answer(call, rows, lines, moves);
    }

    static void Answer(PluginCall call, IReadOnlyList<RetentionScheduleRow> rows, List<OpenLine> lines, IReadOnlyList<LineChange> moves)
    {
        var earlier = moves.Count(static move => move.Move == EndMove.Earlier);
        var later = moves.Count(static move => move.Move == EndMove.Later);
        var more = rows.Count == LinesPerStep;
        call.Return("Lines", lines.Count);
        call.Return("Earlier", earlier);
        call.Return("Later", later);
        call.Return("Other", moves.Count - earlier - later);
        call.Return("Moved", Listed(lines, moves));
        call.ReturnStep(more, more ? rows[rows.Count - 1].LineKey : null, rows.Count, rows.Count - lines.Count);
        call.Return("Report", Messages.Part("OFF-TEXT-RULE-CHANGE", call.Language, "lines", Text(lines.Count), "earlier", Text(earlier), "later", Text(later), "unread", Text(rows.Count - lines.Count)));
    }

    /// <summary>Earlier ones first: these are the ones that somebody must approve.</summary>
    static string Listed(List<OpenLine> lines, IReadOnlyList<LineChange> moves)
    {
        using var json = new JsonText();
        json.Array("moved", array =>
        {
            foreach (var move in moves.OrderBy(static move => move.Move == EndMove.Earlier ? 0 : 1).ThenBy(static move => move.Index).Take(MostListed))
            {
                var row = lines[move.Index].Row;
                array.Object(JsonText.Item, item => item
                    .Text("line", row.Id.ToString("D")).Text("job", row.JobId?.Id.ToString("D")).Text("class", row.RecordClass).Text("move", MoveText(move.Move))
                    .Text("rule_before", move.Before.OperativeRule).Text("rule_after", move.After.OperativeRule)
                    .Text("end_before", move.Before.RetentionEnd?.ToString()).Text("end_after", move.After.RetentionEnd?.ToString())
                    .Text("status_before", move.Before.StatusCode).Text("status_after", move.After.StatusCode).YesNo("needs_approval", move.NeedsApproval));
            }
        });
        return json.Finish();
    }

    static string MoveText(EndMove move) => move switch
    {
        EndMove.Earlier => "earlier",
        EndMove.Later => "later",
        _ => "other",
    };

    static IReadOnlyList<RetentionScheduleRow> Open(IOrganizationService service, string after)
    {
        var query = new QueryExpression(RetentionScheduleRow.Table)
        {
            ColumnSet = new ColumnSet(RetentionScheduleRow.Columns.LineKey, RetentionScheduleRow.Columns.Facts, RetentionScheduleRow.Columns.JobId, RetentionScheduleRow.Columns.RecordClass),
            TopCount = LinesPerStep,
        };
        query.Criteria.AddCondition(new ConditionExpression(
            RetentionScheduleRow.Columns.LineStatus, ConditionOperator.NotIn, (int)RetentionScheduleLineStatus.Completed, (int)RetentionScheduleLineStatus.Cancelled));
        query.Criteria.AddCondition(RetentionScheduleRow.Columns.State, ConditionOperator.Equal, (int)RetentionScheduleState.Active);
        if (after.Length > 0) query.Criteria.AddCondition(RetentionScheduleRow.Columns.LineKey, ConditionOperator.GreaterThan, after);
        query.AddOrder(RetentionScheduleRow.Columns.LineKey, OrderType.Ascending);
        return [.. service.RetrieveMultiple(query).Entities.Select(static row => new RetentionScheduleRow(row))];
    }

    static RetentionRules Read(IEnumerable<Func<string, string?>> rows, Language language)
    {
        try
        {
            return RetentionRules.Read(rows);
        }
        catch (RetentionRuleException wrong)
        {
            throw Refusal.Of(wrong.Code, language, wrong.Values);
        }
    }

    static Func<string, string?> TextOf(IReadOnlyDictionary<string, string> row) => column => row.TryGetValue(column, out var text) ? text : null;

    static string KeyOf(Func<string, string?> row) => row("rule_id") + "|" + row("record_class") + "|" + (row("version") is { Length: > 0 } version ? version : "1");

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    sealed class OpenLine
    {
        internal OpenLine(RetentionScheduleRow row, LineFacts? facts)
        {
            Row = row;
            Facts = facts;
        }

        internal RetentionScheduleRow Row { get; }

        internal LineFacts? Facts { get; }
    }
}
