using System.Collections.Generic;

namespace Offboarding.Plugins.Contracts;

/// <summary>A fact that was used, as it was written.</summary>
public sealed class ExplainedFact
{
    internal ExplainedFact(string name, string label, string text)
    {
        Name = name;
        Label = label;
        Text = text;
    }

    /// <summary>A name of <see cref="Fact"/>.</summary>
    public string Name { get; }

    /// <summary>The name that people know.</summary>
    public string Label { get; }

    /// <summary>The value as written.</summary>
    public string Text { get; }
}

/// <summary>Why one output is what it is.</summary>
public sealed class ExplainedStep
{
    internal ExplainedStep(string output, string value, string text)
    {
        Output = output;
        Value = value;
        Text = text;
    }

    /// <summary>A name of <see cref="ContractOutput"/>; several steps may belong to one.</summary>
    public string Output { get; }

    /// <summary>The output as in a file of results.</summary>
    public string Value { get; }

    /// <summary>One or more sentences.</summary>
    public string Text { get; }
}

/// <summary>How a contract was judged, so that a person can follow it without the program.</summary>
public sealed class ContractExplanation
{
    internal ContractExplanation(ContractEvaluation evaluation, Language language)
    {
        var facts = new List<ExplainedFact>();
        if (evaluation.Today is { } today) facts.Add(new(Fact.Today, ContractMessages.FactLabel(Fact.Today, language), today.ToString()));
        foreach (var name in Fact.All)
        {
            if (evaluation.Facts.TextOf(name) is { } text) facts.Add(new(name, ContractMessages.FactLabel(name, language), text));
            else if (name == Fact.HolidayCalendar && evaluation.Facts.Holidays.Calendar is { } standard) facts.Add(new(name, ContractTexts.Template("explain.calendar.standard", language), standard.Code));
        }

        Facts = facts;
        Rules = evaluation.Rules;
        Steps = new ExplanationWriter(evaluation, language).Write();
    }

    /// <summary>The facts that are not blank, in their order, with the day of the question first; of a contract that names no holiday calendar, also the one of the setting that counts.</summary>
    public IReadOnlyList<ExplainedFact> Facts { get; }

    /// <summary>The rule rows that took part.</summary>
    public IReadOnlyList<NoticeRule> Rules { get; }

    /// <summary>The calendar steps in the order of <see cref="ContractOutput.All"/>; for unknown data what to do about each code.</summary>
    public IReadOnlyList<ExplainedStep> Steps { get; }
}
