using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CsCheck;
using Offboarding.Plugins;
using Offboarding.Plugins.Correspondence;

namespace Offboarding.Tests.Correspondence;

public class MergeTemplateTests
{
    static readonly MergeVocabulary Fields = new(["name", "day"], new MergeList("things", "thing", "text", "due"));
    static readonly Gen<string> Texts = Gen.Char["{}<>&\"'- \n\r\tab{{}}end if else each name day things thing.text"].Array[0, 60].Select(chars => new string(chars));

    [Fact]
    public void A_field_is_replaced_by_its_value() => Assert.Equal("Dear Ada, hello", Render("Dear {{name}}, hello", new MergeData().With("name", "Ada")));

    [Theory]
    [InlineData("until {{day}}", "until 31 Dec 2027")]
    [InlineData("{{if day}}until {{day}}{{else}}for ever{{end}}", "until 31 Dec 2027")]
    [InlineData("{{if name}}for {{name}}{{else}}for nobody{{end}}", "for nobody")]
    [InlineData("{{if things}}some{{end}}", "some")]
    [InlineData("{{each things}}{{thing.text}}{{if thing.due}} by {{thing.due}}{{end}}, {{end}}", "keys by 1 May, papers,")]
    public void Conditions_and_lists_are_all_the_logic_there_is(string template, string expected)
    {
        var data = new MergeData().With("day", "31 Dec 2027").WithList("things", [Item(("text", "keys"), ("due", "1 May")), Item(("text", "papers"))]);

        Assert.Equal(expected, Render(template, data));
    }

    [Fact]
    public void A_block_alone_on_its_line_leaves_no_line_behind()
    {
        const string Template = "Before\n{{if things}}\n\nThings:\n\n{{each things}}\n- {{thing.text}}\n{{end}}\n{{end}}\n\nAfter";

        Assert.Equal("Before\n\nThings:\n\n- keys\n- papers\n\nAfter", Render(Template, new MergeData().WithList("things", [Item(("text", "keys")), Item(("text", "papers"))])));
        Assert.Equal("Before\n\nAfter", Render(Template, new MergeData()));
    }

    [Theory]
    [InlineData("Dear {{nmae}},", MergeDefectKind.UnknownField, "{{nmae}}", 1, 6)]
    [InlineData("a\nb {{if lost}}x{{end}}", MergeDefectKind.UnknownField, "{{if lost}}", 2, 3)]
    [InlineData("{{thing.text}}", MergeDefectKind.OutsideList, "{{thing.text}}", 1, 1)]
    [InlineData("{{thing.colour}}", MergeDefectKind.UnknownField, "{{thing.colour}}", 1, 1)]
    [InlineData("{{things}}", MergeDefectKind.WrongKind, "{{things}}", 1, 1)]
    [InlineData("{{each name}}{{end}}", MergeDefectKind.WrongKind, "{{each name}}", 1, 1)]
    [InlineData("x\n{{if day}}y", MergeDefectKind.NotClosed, "{{if day}}", 2, 1)]
    [InlineData("x {{end}}", MergeDefectKind.NothingToClose, "{{end}}", 1, 3)]
    [InlineData("{{else}}", MergeDefectKind.NothingToClose, "{{else}}", 1, 1)]
    [InlineData("{{each things}}{{else}}{{end}}", MergeDefectKind.NothingToClose, "{{else}}", 1, 16)]
    [InlineData("Dear {name},", MergeDefectKind.StrayBrace, "{", 1, 6)]
    [InlineData("{{name + day}}", MergeDefectKind.UnknownField, "{{name + day}}", 1, 1)]
    [InlineData("{{}}", MergeDefectKind.UnknownField, "{{}}", 1, 1)]
    public void A_defect_names_token_line_and_column(string template, MergeDefectKind kind, string token, int line, int column)
    {
        var defect = MergeTemplate.Read(template, Fields).Defects[0];

        Assert.Equal((kind, token, line, column), (defect.Kind, defect.Token, defect.Line, defect.Column));
    }

    [Fact]
    public void All_defects_are_told_at_once() =>
        Assert.Equal(["{{a}}", "{{b}}", "{{if c}}"], MergeTemplate.Read("{{a}} {{b}}\n{{if c}}x{{end}}", Fields).Defects.Select(defect => defect.Token));

    [Fact]
    public void Blocks_may_stand_in_blocks_to_a_depth()
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat("{{if day}}", depth)) + "x" + string.Concat(Enumerable.Repeat("{{end}}", depth));

        Assert.Empty(MergeTemplate.Read(Nested(MergeTemplate.MostDepth), Fields).Defects);
        Assert.Equal(MergeDefectKind.TooDeep, Assert.Single(MergeTemplate.Read(Nested(MergeTemplate.MostDepth + 1), Fields).Defects).Kind);
    }

    [Fact]
    public void A_field_without_value_is_named_as_missing_unless_a_condition_covers_it()
    {
        var result = MergeTemplate.Read("{{name}} {{if day}}{{day}}{{end}}{{each things}}{{thing.due}}{{end}}", Fields)
            .Render(new MergeData().With("name", "  ").WithList("things", [Item(("text", "keys"))]));

        Assert.Equal(["name", "thing.due"], result.Missing);
    }

    [Fact]
    public void A_template_with_defects_is_never_rendered() =>
        Assert.Throws<InvalidOperationException>(() => MergeTemplate.Read("{{nmae}}", Fields).Render(new MergeData()));

    [Fact]
    public void Whatever_a_template_holds_it_is_either_refused_or_rendered_without_braces() => Texts.Sample(text =>
    {
        var template = MergeTemplate.Read(text, Fields);
        if (template.Defects.Count > 0) return;

        var plain = template.Render(new MergeData().With("name", "n").With("day", "d").WithList("things", [Item(("text", "t"), ("due", "u"))])).Text.ToPlain();
        Assert.DoesNotContain('{', plain);
        Assert.DoesNotContain('}', plain);
    });

    [Fact]
    public void Whatever_a_value_holds_it_stays_text_and_html_stays_well_formed() => Texts.Sample(value =>
    {
        if (string.IsNullOrWhiteSpace(value)) return;

        var text = MergeTemplate.Read("Dear reader,\n\n{{name}}\n\n- one\n- {{name}}", Fields).Render(new MergeData().With("name", value)).Text;

        var html = XElement.Parse(text.ToHtml(Language.German), LoadOptions.PreserveWhitespace);
        Assert.Equal(["p", "p", "ul"], html.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(2, html.Elements("ul").Elements("li").Count());
        Assert.All(html.Descendants(), element => Assert.Contains(element.Name.LocalName, new[] { "p", "ul", "li", "br" }));
        Assert.Equal(value.Trim().Replace("\r\n", "\n").Replace('\r', '\n').Replace('\t', ' '), string.Concat(html.Elements("p").Last().Nodes().Select(node => node is XText words ? words.Value : "\n")));
    });

    [Fact]
    public void A_template_without_tokens_says_itself() => Gen.Char["abc äöü.,"].Array[1, 80].Select(chars => new string(chars)).Sample(text =>
        Assert.Equal(string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries)), MergeTemplate.Read(text, Fields).Render(new MergeData()).Text.ToLine()));

    static string Render(string template, MergeData data)
    {
        var read = MergeTemplate.Read(template, Fields);
        Assert.Empty(read.Defects);
        return read.Render(data).Text.ToPlain();
    }

    static Dictionary<string, string> Item(params (string Name, string Value)[] cells) => cells.ToDictionary(cell => cell.Name, cell => cell.Value, StringComparer.Ordinal);
}
