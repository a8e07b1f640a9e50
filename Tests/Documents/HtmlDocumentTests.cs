using System;
using System.Linq;
using System.Net;
using System.Text;
using CsCheck;
using Offboarding.Plugins;
using Offboarding.Plugins.Documents;
using Offboarding.Tests.Offboard;

namespace Offboarding.Tests.Documents;

public class HtmlDocumentTests
{
    static readonly string[] Awkward = ["<script>alert(1)</script>", "a & b", "\"' onclick=x", "", " ", "Zeile\r\nZeile\n\nAbsatz", "\uD83D\uDE00", "\uD83D", "\u0000\u0007", "]]>", "<!--", "&amp;", "„Größe“"];

    static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String, Gen.Int[0, Awkward.Length - 1].Select(static index => Awkward[index]));

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.German)]
    public void A_document_is_as_approved(Language language) =>
        ApprovedTexts.Match(
            new HtmlDocument(language, "Müller & Söhne <GmbH>").Paragraph("One line\nand another.\n\nA paragraph.").Section("Facts")
                .Terms([new HtmlTerm("Ends on", new HtmlLine(language.Text(new(2027, 12, 31)), HtmlLine.RowOf("off_contract", Guid.Empty))), new HtmlTerm("Owed", language.Money(1234.5m))])
                .Subsection("Points").List(["first", new HtmlLine("second", "account/1")]).Steps(["one", "two"])
                .Section("Rows").Table("All rows", ["Name", "Amount"], [new HtmlRow("invoice/1", ["A", "1"]), new HtmlRow(null, ["", "2"])])
                .Finish(),
            language.ToString());

    [Fact]
    public void Whatever_the_text_the_document_stays_readable_and_says_that_text() =>
        AnyText.Array[1, 8].Sample(texts =>
        {
            var document = new HtmlDocument(Language.German, "Titel").Section(texts[0]).Subsection(texts[0]).List(texts.Select(static text => new HtmlLine(text, text)))
                .Terms(texts.Select(static text => new HtmlTerm(text, text))).Table(texts[0], ["a", "b"], texts.Select(static text => new HtmlRow(text, [text, text])));
            foreach (var text in texts) document.Paragraph(text);

            var root = AccessibleHtml.Read(document.Finish());

            Assert.Equal(texts.Select(Shown), root.Descendants("dt").Select(static term => term.Value));
        });

    [Fact]
    public void What_a_browser_reads_is_what_was_escaped() =>
        Gen.String.Sample(text => Assert.Equal(Allowed(text), WebUtility.HtmlDecode(HtmlText.Escape(text))));

    [Fact]
    public void A_level_of_headings_is_never_left_out() =>
        Assert.Throws<InvalidOperationException>(static () => new HtmlDocument(Language.English, "Title").Subsection("Too deep"));

    [Fact]
    public void A_document_without_a_title_is_refused() => Assert.Throws<ArgumentException>(static () => new HtmlDocument(Language.English, " "));

    [Fact]
    public void A_row_with_another_number_of_cells_than_columns_is_refused_by_the_name_of_its_table()
    {
        var refusal = Assert.Throws<ArgumentException>(static () => new HtmlDocument(Language.English, "Title").Table("Contracts", ["a", "b"], [new HtmlRow(null, ["1"])]));

        Assert.Contains("'Contracts' has 1 cells for 2 columns", refusal.Message, StringComparison.Ordinal);
    }

    // XML reads a carriage return as a line feed.
    static string Shown(string text) => string.IsNullOrWhiteSpace(text) ? "–" : Allowed(text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    static string Allowed(string text)
    {
        var allowed = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var value = rune.Value;
            allowed.Append(value is '\t' or '\n' or '\r' or (>= ' ' and not (>= 0x7F and <= 0x9F) and not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\uFFFD");
        }

        return allowed.ToString();
    }
}
