using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Contracts;

/// <summary>What kind of value a fact of a contract has, and so which columns of another table can hold it.</summary>
public enum SourceFactKind
{
    /// <summary>A day.</summary>
    Date,

    /// <summary>A term or a notice period: number and unit.</summary>
    Period,

    /// <summary>One of a list of codes.</summary>
    Choice,

    /// <summary>Yes or no; a flag is one, too.</summary>
    YesNo,

    /// <summary>An amount or a percentage.</summary>
    Amount,

    /// <summary>A number of days.</summary>
    Days,

    /// <summary>Text in the spelling of the fact.</summary>
    Text,
}

/// <summary>The facts that a contract source can fill, with their kinds.</summary>
public static class SourceFact
{
    static readonly HashSet<string> Dates = new(StringComparer.Ordinal)
    {
        Fact.PlannedReceipt, Fact.ConcludedOn, Fact.Start, Fact.InitialEnd, Fact.MinCommitmentUntil, Fact.MaxEnd, Fact.NoticeReceived, Fact.TargetEnd, Fact.AgreedEnd,
        Fact.CauseKnownOn, Fact.ExitDate, Fact.PrepaidFrom, Fact.PrepaidTo,
    };

    static readonly HashSet<string> Periods = new(StringComparer.Ordinal) { Fact.InitialTerm, Fact.RenewalTerm, Fact.Notice, Fact.NoticeAfter };

    static readonly HashSet<string> Choices = new(StringComparer.Ordinal)
    {
        Fact.Law, Fact.Party, Fact.CustomerType, Fact.ContractKind, Fact.PayPeriod, Fact.Terms, Fact.Renewal, Fact.Termination, Fact.NoticeBy, Fact.RequiredForm, Fact.NoticeForm, Fact.CauseBasis,
        Fact.FeeKind,
    };

    static readonly HashSet<string> YesNo = new(StringComparer.Ordinal) { Fact.InTermNotice, Fact.TermEndExcluded, Fact.NoticeExcluded, Fact.Shift193 };

    static readonly HashSet<string> Amounts = new(StringComparer.Ordinal) { Fact.FeeAmount, Fact.FeeRate, Fact.MonthlyFee, Fact.PrepaidAmount };

    /// <summary>Without these no contract can be judged, whatever else is known of it; one of the two ways to state the initial term is enough.</summary>
    public static IReadOnlyList<string> Mandatory { get; } = [Fact.Party, Fact.Start];

    /// <summary>Every fact that can be filled; each flag is one of its own.</summary>
    public static bool Exists(string fact) => ContractRow.FactColumns.ContainsKey(fact);

    /// <summary>Their names, in ordinal order.</summary>
    public static IEnumerable<string> All => ContractRow.FactColumns.Keys.OrderBy(static fact => fact, StringComparer.Ordinal);

    /// <summary>Whether it is one of the flags, which are facts of their own here.</summary>
    public static bool IsFlag(string fact) => Codes.FlagOrNull(fact) is not null;

    /// <summary>The kind of a fact.</summary>
    public static SourceFactKind KindOf(string fact) =>
        Dates.Contains(fact) ? SourceFactKind.Date
        : Periods.Contains(fact) ? SourceFactKind.Period
        : Choices.Contains(fact) ? SourceFactKind.Choice
        : YesNo.Contains(fact) || IsFlag(fact) ? SourceFactKind.YesNo
        : Amounts.Contains(fact) ? SourceFactKind.Amount
        : fact == Fact.PostEndDays ? SourceFactKind.Days
        : SourceFactKind.Text;

    /// <summary>Whether a text is a value of a fact as a file of contracts may hold it.</summary>
    internal static bool IsValue(string fact, string text) =>
        IsFlag(fact) ? text is "yes" or "no" : ContractFacts.Read(name => name == fact ? text : null).Unreadable.Count == 0;

    internal static string Label(string fact, Language language) =>
        IsFlag(fact) ? ContractMessages.FactLabel(Fact.Flags, language) + " (" + fact + ")" : ContractMessages.FactLabel(fact, language);

    /// <summary>What a value of the fact looks like, in words.</summary>
    internal static string Expected(string fact, Language language) => ContractTexts.Template("expected." + (IsFlag(fact) ? Fact.InTermNotice : fact), language);

    /// <summary>Whether a column of this type can hold the fact as it is; choices and other codes need a list of values besides.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="isTranslated">Whether the mapping lists what the values mean.</param>
    internal static bool Fits(string fact, AttributeTypeCode? type, bool isTranslated)
    {
        if (isTranslated) return IsChoice(type) || IsNumber(type) || type is AttributeTypeCode.Boolean or AttributeTypeCode.String;

        return KindOf(fact) switch
        {
            SourceFactKind.Date => type is AttributeTypeCode.DateTime or AttributeTypeCode.String,
            SourceFactKind.Period => IsText(type) || type is AttributeTypeCode.Integer,
            SourceFactKind.Choice => IsText(type) || IsChoice(type),
            SourceFactKind.YesNo => type is AttributeTypeCode.Boolean or AttributeTypeCode.String || IsChoice(type),
            SourceFactKind.Amount => IsNumber(type),
            SourceFactKind.Days => type is AttributeTypeCode.Integer,
            _ => IsText(type) || IsChoice(type),
        };
    }

    internal static bool IsChoice(AttributeTypeCode? type) => type is AttributeTypeCode.Picklist or AttributeTypeCode.State or AttributeTypeCode.Status;

    static bool IsText(AttributeTypeCode? type) => type is AttributeTypeCode.String or AttributeTypeCode.Memo;

    static bool IsNumber(AttributeTypeCode? type) => type is AttributeTypeCode.Integer or AttributeTypeCode.Decimal or AttributeTypeCode.Double or AttributeTypeCode.Money;
}
