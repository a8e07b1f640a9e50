using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Documents;

namespace Offboarding.Plugins.Preparation;

/// <summary>What a sentence of a conversation pack is about; also the order of the pack.</summary>
enum PackFact
{
    /// <summary>Reason, and the explanation of the case.</summary>
    Reason,

    /// <summary>Situation of the customer.</summary>
    Situation,

    /// <summary>Way, dates and main contact.</summary>
    Plan,

    /// <summary>A contract with its dates.</summary>
    Contract,

    /// <summary>A completed activity with the customer.</summary>
    Interaction,

    /// <summary>What went well: opportunities that were won, orders that were fulfilled.</summary>
    Success,

    /// <summary>Service cases about a problem, or escalated.</summary>
    Complaint,

    /// <summary>Satisfaction that was recorded with service cases.</summary>
    Mood,

    /// <summary>Unfinished business.</summary>
    Open,

    /// <summary>Revenue, open invoices, settlement.</summary>
    Money,

    /// <summary>A question to be expected, with its answer. No fact about the customer.</summary>
    Question,

    /// <summary>What speaks for and against a day. It changes with the day.</summary>
    Timing,
}

/// <summary>A sentence of a conversation pack with the rows that say so.</summary>
/// <param name="Fact">What it is about.</param>
/// <param name="Rows">At least one, as <see cref="HtmlLine.RowOf"/> writes it.</param>
/// <param name="Value">What the rows say, in no language: by it a changed fact is told from an unchanged one.</param>
/// <param name="Text">The sentence.</param>
sealed record PackLine(PackFact Fact, IReadOnlyList<string> Rows, string Value, string Text)
{
    internal PackLine(PackFact fact, string table, Guid id, string value, string text)
        : this(fact, [HtmlLine.RowOf(table, id)], value, text)
    {
    }

    /// <summary>Questions are advice, and advice on timing changes each day: neither makes a pack stale.</summary>
    internal bool IsFact => Fact is not (PackFact.Question or PackFact.Timing);

    internal string AllRows => string.Join(" ", Rows);

    /// <summary>Identity of the fact in digests.</summary>
    internal string Identity => Code + "\t" + AllRows + "\t" + Value;

    internal string Code => Fact.ToString().ToLowerInvariant();

    internal HtmlLine ToHtml() => new(Text, AllRows);

    internal void Write(JsonText json) => json.Object(JsonText.Item, item => item
        .Text("fact", Code).Text("table", Rows[0].Split('/')[0]).Text("row", Rows[0].Split('/')[1]).Text("more", string.Join(" ", Rows.Skip(1))).Text("value", Value).Text("text", Text));
}
