using System;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Documents;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>A rendered sample.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">As a letter holds it.</param>
/// <param name="Html">A whole document.</param>
public sealed record LetterPreview(string Subject, string Text, string Html);

/// <summary>A made-up customer with which templates are shown: every field has a value, every list items.</summary>
public static class SampleLetter
{
    static readonly Guid Customer = new("5a3b1c00-0000-0000-0000-000000000001");
    static readonly LocalDate Start = new(2021, 3, 1);

    /// <summary>Renders a text with the sample.</summary>
    /// <param name="variant">Of the template.</param>
    /// <param name="subject">Without defects.</param>
    /// <param name="body">Without defects.</param>
    /// <param name="today">Day of the letter; days in it count from this one.</param>
    public static LetterPreview Render(LetterVariant variant, string subject, string body, LocalDate today)
    {
        var language = variant.TextLanguage;
        var content = Content(language, today);
        var data = content.ToData(variant, PersonalFacts.Choose(content.FactRows, Customer, language));
        var line = MergeTemplate.Read(subject, LetterFields.Vocabulary).Render(data).Text.ToLine();
        var text = MergeTemplate.Read(body, LetterFields.Vocabulary).Render(data).Text;
        return new LetterPreview(line, text.ToPlain(), text.AddTo(new HtmlDocument(language, line)).Finish());
    }

    /// <summary>The sample itself.</summary>
    /// <param name="language">Of the words in it.</param>
    /// <param name="today">Days in it count from this one.</param>
    public static LetterContent Content(Language language, LocalDate today)
    {
        var isGerman = language == Language.German;
        string In(string german, string english) => isGerman ? german : english;
        return new LetterContent
        {
            Recipient = new Recipient
            {
                Id = new Guid("5a3b1c00-0000-0000-0000-000000000002"), AccountId = Customer, FirstName = "Anna", LastName = "Muster", Title = "Dr.", IsFemale = true, Email = "anna.muster@example.com",
                HasPostalAddress = true,
            },
            Account = In("Muster & Söhne GmbH", "Sample & Sons Ltd"),
            Today = today,
            Sender = new LetterPerson("Berta Vertrieb", In("Kundenbetreuung", "Customer Care"), "berta.vertrieb@example.com", "+49 30 5550100"),
            Responder = new LetterPerson("Carl Kontakt", null, "carl.kontakt@example.com", "+49 30 5550101"),
            ReasonCode = "service-discontinued",
            Reason = "We no longer offer the service",
            ReasonDe = "Wir bieten die Leistung nicht mehr an",
            Explanation = In(
                "Den Betrieb von Servern in eigenen Räumen stellen wir ein, weil wir ihn nicht mehr in der Qualität leisten können, die Sie von uns kennen.",
                "We are giving up running servers on our own premises because we can no longer do so in the quality that you know from us."),
            Way = OffboardingCaseWay.OwnNotice,
            EndDay = today.PlusMonths(6),
            TalkDay = today.PlusDays(14),
            NoticeDay = today.PlusDays(-3),
            NoticeForm = OffboardingCaseNoticeForm.Letter,
            Contracts = [new LetterContract(Customer, "V-2041", today.PlusMonths(6), NeedsPaper: false, NeedsText: true), new LetterContract(Customer, "V-2077", today.PlusMonths(5), NeedsPaper: false, NeedsText: false)],
            FactRows =
            [
                Fact(PersonalFactKind.Since, "off_contract", 3, "V-2041", Start),
                Fact(PersonalFactKind.Order, "salesorder", 4, In("Umzug des Rechenzentrums", "Moving the data centre"), Start.PlusMonths(14)),
                Fact(PersonalFactKind.Person, AccountRow.Table, 1, "Berta Vertrieb", day: null),
                Fact(PersonalFactKind.Meeting, "appointment", 5, "", today.PlusMonths(-2)),
            ],
            Points = [In("Ende der Zusammenarbeit und ihr Grund", "End of our cooperation and its reason"), In("Übergabe der Daten bis zum Ende", "Hand-over of data by the end"), In("Offene Fragen zur letzten Rechnung", "Open questions on the last invoice")],
            Tasks =
            [
                LetterContent.Item("text", In("Betriebshandbuch", "Operations manual"), "due", language.Text(today.PlusMonths(4))),
                LetterContent.Item("text", In("Export Ihrer Daten", "Export of your data"), "due", language.Text(today.PlusMonths(5))),
                LetterContent.Item("text", In("Zugänge schließen", "Closing of accesses")),
            ],
            Alternatives = [LetterContent.Item("name", In("Beispiel Rechenzentrum AG", "Example Hosting plc"), "services", In("Serverbetrieb, Sicherung", "Server operation, backup"), "website", "https://www.example.com")],
            Questions = [In("Was hat Ihnen geholfen?", "What helped you?"), In("Was hätten wir anders machen sollen?", "What should we have done differently?")],
        };
    }

    static PersonalFactSource Fact(PersonalFactKind kind, string table, int row, string name, LocalDate? day) =>
        new(kind, table, new Guid("5a3b1c00-0000-0000-0000-00000000000" + row), Customer, name, day);
}
