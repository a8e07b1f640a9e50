using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Correspondence;
using Offboarding.Plugins.Rows;

namespace Offboarding.Tests.Correspondence;

/// <summary>Cases as they may stand in an organization: full or bare, with names that mean something to HTML, and with rows of other customers lying about.</summary>
internal static class LetterGen
{
    /// <summary>Stands in every name of another customer's row; no letter may hold it.</summary>
    internal const string Foreign = "FREMD";

    /// <summary>Stands in every row of another customer.</summary>
    internal static readonly LocalDate ForeignDay = new(1999, 9, 9);

    static readonly LocalDate Start = new(2026, 1, 1);
    static readonly Gen<LocalDate> Days = Gen.Int[0, 1500].Select(days => Start.PlusDays(days));
    static readonly Gen<string> Names = AnyOf.These("Müller & Söhne", "O'Neill", "<b>Fett</b> AG", "Ærø ApS", "Grün-Gold", "A", "Łódź Sp. z o.o.", "\"Zitat\" GmbH", "Ö. Ş. 株式会社");
    static readonly Gen<string> Given = AnyOf.These("Anna", "Kim", "José", "Ann-Kathrin", "Øyvind", "D’Arcy");
    static readonly Gen<string?> Titles = AnyOf.These<string?>(null, "Frau", "Herr", "Dr.", "Frau Prof. Dr.", "Ms", "Mr");
    static readonly Gen<string> Sentences = AnyOf.These(
        "Unser Angebot endet zum Jahresende, weil die Technik nicht mehr gepflegt wird.", "We close the location & move; the service cannot be rendered < 24 h any more.",
        "Zwei Zeilen:\nerste und zweite.\n- keine Liste", "\"Quoted\" reason with an apostrophe's sign, in plain words.");

    static readonly Gen<Recipient> Recipients = Gen.Select(Given, Names, Titles, Gen.Int[0, 2], (first, last, title, sex) => new Recipient
    {
        Id = Guid.NewGuid(), FirstName = first, LastName = last, Title = title, IsFemale = sex == 0 ? null : sex == 1, Email = "a@example.com", HasPostalAddress = true,
    });

    static readonly Gen<LetterPerson> People = Gen.Select(Names, Gen.Bool, Gen.Bool, Gen.Bool, (name, title, mail, phone) =>
        new LetterPerson(name, title ? "Kundenbetreuung" : null, mail ? "x@example.com" : null, phone ? "+49 30 1" : null));

    static readonly Gen<LetterContract[]> Contracts = Gen.Select(Gen.Int[1, 9999], Days, Gen.Bool, Gen.Bool, (number, end, paper, text) =>
        new LetterContract(Guid.NewGuid(), "V-" + number, end, paper, paper || text)).Array[1, 4];

    static readonly Gen<IReadOnlyList<string>> Lines = Gen.Select(Names, Sentences, (name, sentence) => name + ": " + sentence).Array[1, 5].Select(lines => (IReadOnlyList<string>)lines);

    /// <summary>A customer and everything a letter about it may use.</summary>
    internal static readonly Gen<(Guid Account, LetterContent Content)> Cases = Gen.Select(
        Gen.Select(Recipients, Names, People, People, Days),
        Gen.Select(Sentences, Gen.Enum<OffboardingCaseWay>(), Gen.Bool, Contracts),
        Gen.Select(Lines, Gen.Select(Lines, Days), Gen.Select(Names, Gen.Bool).Array[0, 3], Gen.Select(Gen.Enum<PersonalFactKind>(), Names, Days, Gen.Bool).Array[0, 14]),
        (who, what, lists) =>
        {
            var (recipient, name, sender, responder, today) = who;
            var (explanation, way, isPartly, contracts) = what;
            var (points, (tasks, due), providers, rows) = lists;
            var account = Guid.NewGuid();
            return (account, new LetterContent
            {
                Recipient = recipient, Account = name, Today = today, Sender = sender, Responder = responder,
                ReasonCode = "capacity", Reason = "Our capacity does not suffice", ReasonDe = "Unsere Kapazitäten reichen nicht aus", Explanation = explanation + " So ist es entschieden.", IsPartlyTold = isPartly, Way = way,
                CauseBasis = way == OffboardingCaseWay.Extraordinary ? OffboardingCaseCauseBasis.Code314 : null,
                EndDay = contracts.Max(contract => contract.End), TalkDay = isPartly ? null : today.PlusDays(7), NoticeDay = today.PlusDays(-2),
                NoticeForm = isPartly ? null : OffboardingCaseNoticeForm.Email,
                Contracts = contracts, FactRows = [.. rows.Select(row => Row(account, row.Item1, row.Item2, row.Item3, row.Item4))], Points = points,
                Tasks = [.. tasks.Select((task, index) => Item(("text", task), index % 2 == 0 ? ("due", due.ToString()) : null))],
                Alternatives = [.. providers.Select(provider => Item(("name", provider.Item1), provider.Item2 ? ("services", "Betrieb, Beratung") : null))],
                Questions = points,
            });
        });

    static PersonalFactSource Row(Guid account, PersonalFactKind kind, string name, LocalDate day, bool isForeign) =>
        new(kind, "off_row", Guid.NewGuid(), isForeign ? Guid.NewGuid() : account, isForeign ? Foreign + name : name, isForeign ? ForeignDay : day);

    static Dictionary<string, string> Item(params (string Name, string Value)?[] cells) =>
        cells.OfType<(string Name, string Value)>().ToDictionary(cell => cell.Name, cell => cell.Value, StringComparer.Ordinal);
}

/// <summary>Choosing one of some values.</summary>
internal static class AnyOf
{
    internal static Gen<T> These<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
