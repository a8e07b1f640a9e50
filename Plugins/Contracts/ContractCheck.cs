using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>Refuses a contract that contradicts itself, naming every defect, and fills what follows from its facts.</summary>
/// <remarks>
/// <para>Step: PreOperation (20), synchronous, rank 2, of Create on off_contract, and of Update on off_contract with every fact column, off_name and the
/// computed columns as filtering columns; Update with a pre-image "before" of all fact columns, off_name, off_unreadable and off_accountid.</para>
/// <para>Requests: at most 5 reads (caller's settings, local time, rules; settings if the contract names no holidays, or for the time zone of jobs; holiday
/// rules if a calendar counts), 0 writes: the values go into the write that is under way.</para>
/// <para>Missing facts are no defect: such a contract is saved and counts as unknown until it is completed. A write with the request parameter
/// tag = <see cref="ImportTag"/> is saved as it is, contradictions included, and counts as unknown, too: an import loses nothing.</para>
/// </remarks>
public sealed class ContractCheck : IPlugin
{
    /// <summary>Value of the optional parameter "tag" by which a data import says that it takes rows as they are.</summary>
    public const string ImportTag = "off_import";

    static readonly HashSet<string> Contradictions = new(StringComparer.Ordinal)
    {
        MissingFact.BadValue, MissingFact.InitialTermConflict, MissingFact.RenewalConflict, MissingFact.NoticeConflict, MissingFact.NoticeRule,
        MissingFact.AnchorVersusTerm, MissingFact.AnchorNeedsTerm, MissingFact.NoticeOutsideVvg, MissingFact.EndBeforeStart, MissingFact.NoticeReceiptFuture,
        MissingFact.HolidayCalendar,
    };

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-2001: contradictions; OFF-2002: somebody writes computed columns; OFF-5002, OFF-5005: rules are wrong.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var target = call.Target;

        // Deeper calls are the product's own, which bring true values.
        var writesComputed = ComputedColumns.All.Any(target.Contains);
        if (writesComputed && call.Context.Depth == 1) throw Refusal.Of("OFF-2002", call.Language);
        if (writesComputed && !ContractRow.FactColumns.Values.Any(target.Contains)) return;

        var contract = Merged(call);
        var rules = NoticeRuleQueries.Active(call.AsSystem, call.Language);
        var facts = OwnedContract.FactsOf(contract);
        var calendars = HolidayRuleQueries.Active(call.AsSystem, facts.NamesHolidays ? null : call.Settings.HolidayCalendar, call.Language);
        var evaluation = ContractRule.Evaluate(facts, rules, call.Today, calendars);
        RefuseContradictions(call, contract, evaluation);
        Fill(new ContractRow(target), evaluation);
    }

    /// <summary>The row as it will be: what is written over what was.</summary>
    static ContractRow Merged(PluginCall call)
    {
        var merged = new Entity(ContractRow.Table, call.Target.Id);
        if (call.Context.PreEntityImages.TryGetValue("before", out var before)) merged.Attributes.AddRange(before.Attributes);
        foreach (var value in call.Target.Attributes) merged[value.Key] = value.Value;
        return new ContractRow(merged);
    }

    static void RefuseContradictions(PluginCall call, ContractRow contract, ContractEvaluation evaluation)
    {
        if (call.Context.SharedVariables.TryGetValue("tag", out var tag) && tag is ImportTag) return;

        // What an import could not read stays on the row until somebody corrects it; it is no defect of this write.
        var imported = new HashSet<string>(ContractFacts.UnreadableIn(contract.Unreadable).Select(static fact => MissingFact.BadValue + ":" + fact), StringComparer.Ordinal);
        var defects = evaluation.Missing
            .Where(code => !imported.Contains(code) && Contradictions.Contains(code.Split(':')[0]))
            .Where(code => code != MissingFact.HolidayCalendar || evaluation.Facts.HolidayCalendar is not null)     // that of the setting is no defect of this write
            .Select(code => ContractMessages.Remedy(evaluation, code, call.Language))
            .ToList();
        if (defects.Count == 0) return;

        throw Refusal.Of("OFF-2001", call.Language, "contract", contract.Name ?? "?", "defects", string.Join(" ", defects));
    }

    static void Fill(ContractRow target, ContractEvaluation evaluation)
    {
        ComputedColumns.Fill(target, evaluation);

        // What somebody changed concerns the account and the reminders, too: the next night looks at it, whatever the day of the next change.
        target.NextCheckOn = evaluation.Today?.PlusDays(1);
    }
}
