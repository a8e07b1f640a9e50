using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>What the rules say about one record on one day, and why. Immutable.</summary>
public sealed class RetentionResult
{
    /// <summary>Marks the operative rule whose cap, not its period, decides.</summary>
    public const string CapMark = "#cap";

    /// <summary>The names of the outputs, as files of cases and interfaces write them.</summary>
    public static IReadOnlyList<string> OutputNames { get; } =
        ["status", "action", "operative_rule", "retention_end", "earliest_erasure", "restrict_from", "losing_rules", "missing", "alerts"];

    /// <summary>Where the record stands.</summary>
    public RetentionStatus Status { get; internal init; }

    /// <summary>What made the case invalid, one of <see cref="CaseDefect"/>; null: it is valid.</summary>
    public string? Defect { get; internal init; }

    /// <summary>Status as a code: <c>due</c>, <c>invalid:BAD_DATE</c>.</summary>
    public string StatusCode => Defect is null ? RetentionCodes.Status[(int)Status] : RetentionCodes.Status[(int)Status] + ":" + Defect;

    /// <summary>What is to be done on the day; none for a record that is not scheduled at all.</summary>
    public RetentionAction Action { get; internal init; }

    /// <summary>The action as a code, as <c>anonymize_row</c>.</summary>
    public string ActionCode => RetentionCodes.Action[(int)Action];

    /// <summary>Id of the rule that decides, <c>DEPENDENCY</c>, or an id with <c>#cap</c>; null: none could be computed.</summary>
    public string? OperativeRule { get; internal init; }

    /// <summary>The row of <see cref="OperativeRule"/>; null: none, or another record decides.</summary>
    public RetentionRule? OperativeRow { get; internal init; }

    /// <summary>The best row of a rule: it gives action and residence time. Null: none could be computed.</summary>
    public RetentionRule? BestRow { get; internal init; }

    /// <summary>Last day of retention; null: it could not be computed.</summary>
    public RetentionEnd? RetentionEnd { get; internal init; }

    /// <summary>First day on which the record may be erased; null: none is in sight.</summary>
    public LocalDate? EarliestErasure { get; internal init; }

    /// <summary>First day of restriction; null: none follows.</summary>
    public LocalDate? RestrictFrom { get; internal init; }

    /// <summary>The rules that also apply and do not decide, the strongest first.</summary>
    public IReadOnlyList<RuleEnd> Losing { get; internal init; } = [];

    /// <summary>Ids of the rules that apply and whose period has not started, in ordinal order.</summary>
    public IReadOnlyList<string> Missing { get; internal init; } = [];

    /// <summary>See <see cref="RetentionAlert"/>; in ordinal order.</summary>
    public IReadOnlyList<string> Alerts { get; internal init; } = [];

    /// <summary>Why it is still kept; null: nothing could be computed.</summary>
    public RetentionGround? Ground => OperativeRule is null ? null : OperativeRow?.Ground ?? RetentionGround.LegalObligation;

    /// <summary>One output as text; empty: it has no value.</summary>
    /// <param name="output">One of <see cref="OutputNames"/>.</param>
    /// <exception cref="ArgumentException">There is no such output.</exception>
    public string Output(string output) => output switch
    {
        "status" => StatusCode,
        "action" => ActionCode,
        "operative_rule" => OperativeRule ?? "",
        "retention_end" => RetentionEnd?.ToString() ?? "",
        "earliest_erasure" => EarliestErasure?.ToString() ?? "",
        "restrict_from" => RestrictFrom?.ToString() ?? "",
        "losing_rules" => string.Join(";", Losing.Select(static losing => losing.ToString())),
        "missing" => string.Join(";", Missing),
        "alerts" => string.Join(";", Alerts),
        _ => throw new ArgumentException("A retention result has no output '" + output + "'.", nameof(output)),
    };

    internal static RetentionResult Invalid(string defect) => new() { Status = RetentionStatus.Invalid, Defect = defect };

    internal static RetentionResult Nothing(RetentionStatus status) => new() { Status = status };
}
