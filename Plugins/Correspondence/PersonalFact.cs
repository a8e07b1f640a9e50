using System;
using System.Collections.Generic;
using System.Linq;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Correspondence;

/// <summary>What a fact of the shared time is about.</summary>
public enum PersonalFactKind
{
    /// <summary>Since when both work together: the oldest contract.</summary>
    Since,

    /// <summary>An order.</summary>
    Order,

    /// <summary>A request that was solved.</summary>
    SolvedRequest,

    /// <summary>A meeting that took place.</summary>
    Meeting,

    /// <summary>A telephone call that took place.</summary>
    Call,

    /// <summary>Another contract.</summary>
    Contract,

    /// <summary>Who looks after the customer.</summary>
    Person,
}

/// <summary>A row that can be named in a letter.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="Table">Logical name of its table.</param>
/// <param name="Row">Its id.</param>
/// <param name="Customer">Account that it belongs to.</param>
/// <param name="Name">Title or number as on file; blank where the day alone tells.</param>
/// <param name="Day">Day that belongs to it; null: none.</param>
public sealed record PersonalFactSource(PersonalFactKind Kind, string Table, Guid Row, Guid Customer, string Name, LocalDate? Day);

/// <summary>A true specific of the shared time in words, with the row that says so.</summary>
/// <param name="Source">The row.</param>
/// <param name="Text">Part of a sentence in the language of the letter, as "the order “Move” of 12 March 2026".</param>
public sealed record PersonalFact(PersonalFactSource Source, string Text);

/// <summary>Chooses and words the personal facts of a letter. Nothing is invented: each text holds only what stands in its row.</summary>
public static class PersonalFacts
{
    /// <summary>Facts in one letter; more would be a list, not a letter.</summary>
    public const int Most = 5;

    /// <summary>Characters of a name; longer ones are cut with an ellipsis.</summary>
    public const int MostCharacters = 80;

    const int MostOrders = 2;

    /// <summary>The facts of a customer, most telling first: since when, the newest orders, who looks after it, the last meeting, a solved request, then the rest; none twice.</summary>
    /// <param name="rows">Read for the letter; rows of other customers are passed over.</param>
    /// <param name="account">The customer.</param>
    /// <param name="language">Of the letter.</param>
    public static IReadOnlyList<PersonalFact> Choose(IEnumerable<PersonalFactSource> rows, Guid account, Language language)
    {
        var own = rows.Where(row => row.Customer == account && IsTelling(row)).OrderByDescending(static row => row.Day).ThenBy(static row => row.Row).ToList();
        IEnumerable<PersonalFactSource> Of(params PersonalFactKind[] kinds) => own.Where(row => kinds.Contains(row.Kind));
        var chosen = Of(PersonalFactKind.Since).Reverse().Take(1)
            .Concat(Of(PersonalFactKind.Order).Take(MostOrders))
            .Concat(Of(PersonalFactKind.Person).Take(1))
            .Concat(Of(PersonalFactKind.Meeting, PersonalFactKind.Call).Take(1))
            .Concat(Of(PersonalFactKind.SolvedRequest).Take(1))
            .Concat(Of(PersonalFactKind.Contract))
            .Concat(Of(PersonalFactKind.Order).Skip(MostOrders))
            .Concat(Of(PersonalFactKind.Meeting, PersonalFactKind.Call).Skip(1))
            .Concat(Of(PersonalFactKind.SolvedRequest).Skip(1));
        return [.. chosen.Select(row => new PersonalFact(row, TextOf(row, language))).GroupBy(static fact => fact.Text, StringComparer.Ordinal).Select(static same => same.First()).Take(Most)];
    }

    /// <summary>A fact in words.</summary>
    public static string TextOf(PersonalFactSource row, Language language)
    {
        var isGerman = language == Language.German;
        var name = language.Quote(Cut(row.Name));
        var day = row.Day is { } known ? language.Text(known) : "";
        return row.Kind switch
        {
            PersonalFactKind.Since => isGerman ? "die Zusammenarbeit seit dem " + day : "working together since " + day,
            PersonalFactKind.Order => isGerman ? "den Auftrag " + name + " vom " + day : "the order " + name + " of " + day,
            PersonalFactKind.SolvedRequest => isGerman ? "die gelöste Anfrage " + name : "solving the request " + name,
            PersonalFactKind.Meeting => isGerman ? "das Treffen am " + day : "the meeting on " + day,
            PersonalFactKind.Call => isGerman ? "das Telefonat am " + day : "the call on " + day,
            PersonalFactKind.Contract => isGerman ? "den Vertrag " + Cut(row.Name) + " seit dem " + day : "contract " + Cut(row.Name) + " since " + day,
            _ => isGerman ? "die Betreuung durch " + Cut(row.Name) : "being looked after by " + Cut(row.Name),
        };
    }

    /// <summary>Whether the row says enough to be named: a name where one is quoted, a day where one is told.</summary>
    static bool IsTelling(PersonalFactSource row) => row.Kind switch
    {
        PersonalFactKind.Since or PersonalFactKind.Meeting or PersonalFactKind.Call => row.Day is not null,
        PersonalFactKind.Order or PersonalFactKind.Contract => row.Day is not null && !string.IsNullOrWhiteSpace(row.Name),
        _ => !string.IsNullOrWhiteSpace(row.Name),
    };

    // Line breaks and repeated blanks would tear the list of the letter; braces and square brackets look like something still to be filled in.
    static string Cut(string name)
    {
        var line = PlainText.Flat(name).Replace('[', '(').Replace(']', ')').Replace('{', '(').Replace('}', ')');
        return line.Length <= MostCharacters ? line : line.Substring(0, MostCharacters - 1).TrimEnd() + "…";
    }
}
