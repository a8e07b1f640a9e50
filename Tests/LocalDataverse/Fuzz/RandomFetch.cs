using System;
using System.Linq;
using System.Text;

namespace Offboarding.Tests.LocalDataverse.Fuzz;

/// <summary>FetchXML that holds together only by chance; now and then its characters are torn.</summary>
internal sealed class RandomFetch(Random random)
{
    static readonly string[] Elements = ["fetch", "entity", "attribute", "all-attributes", "filter", "condition", "value", "link-entity", "order", "no-attrs", "nonsense"];

    static readonly string[] Attributes =
    [
        "name", "alias", "from", "to", "link-type", "type", "attribute", "operator", "value", "valueof", "entityname", "aggregate", "groupby", "dategrouping", "distinct", "top", "page",
        "count", "paging-cookie", "returntotalrecordcount", "descending", "datasource", "intersect", "visible", "uitype", "hidden", "rowaggregate", "useraworderby", "aggregatelimit", "nonsense",
    ];

    static readonly string[] Values =
    [
        "", "0", "1", "-1", "5001", "99999999999", "true", "false", "maybe", "account", "contact", "task", "name", "accountid", "contactid", "parentcustomerid", "createdon", "statecode", "revenue", "ownerid",
        "and", "or", "eq", "ne", "like", "in", "between", "last-x-days", "on", "null", "not-null", "eq-userid", "under", "contain-values", "inner", "outer", "exists", "any", "not any", "all", "matchfirstrowusingcrossapply",
        "sum", "avg", "count", "countcolumn", "max", "day", "week", "fiscal-year", "month", "a", "%", "2026-01-01", "{0", "bin", "retained", "&#0;", "&lt;", "xxxxxxxx-xxxx",
    ];

    public string Text()
    {
        var text = random.Next(3) == 0 ? Element("fetch", 0) : Sound();
        for (var i = random.Next(4) == 0 ? random.Next(1, 4) : 0; i > 0; i--) text = Torn(text);
        return random.Next(60) == 0 ? """<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>""" + text : text;
    }

    /// <summary>A fetch of the right build, with values by chance.</summary>
    string Sound()
    {
        var entity = Pick("account", "contact", "task", Value());
        var aggregate = random.Next(4) == 0;
        var text = new StringBuilder("<fetch").Append(aggregate ? " aggregate='true'" : "").Append(random.Next(3) == 0 ? $" {Pick(Attributes)}='{Value()}'" : "").Append($"><entity name='{entity}'>");
        for (var i = random.Next(3); i > 0; i--)
            text.Append($"<attribute name='{Value()}'").Append(aggregate ? $" alias='{Value()}' {Pick("aggregate", "groupby")}='{Value()}' {Pick("dategrouping", "distinct")}='{Value()}'" : "").Append("/>");
        if (random.Next(2) == 0)
        {
            text.Append($"<filter type='{Pick("and", "or", Value())}'>");
            for (var i = random.Next(4); i > 0; i--) text.Append($"<condition attribute='{Value()}' operator='{Value()}' {Pick("value", "valueof", "entityname")}='{Value()}'>{(random.Next(3) == 0 ? $"<value>{Value()}</value>" : "")}</condition>");
            text.Append("</filter>");
        }

        if (random.Next(3) == 0) text.Append($"<link-entity name='{Value()}' from='{Value()}' to='{Value()}' link-type='{Value()}' alias='{Value()}'><attribute name='{Value()}'/></link-entity>");
        if (random.Next(3) == 0) text.Append($"<order {Pick("attribute", "alias")}='{Value()}' {Pick("descending", "entityname")}='{Value()}'/>");
        return text.Append("</entity></fetch>").ToString();
    }

    string Element(string name, int depth)
    {
        var attributes = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $" {Pick(Attributes)}='{Value()}'"));
        var children = depth > 5 ? "" : string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Element(Pick(Elements), depth + 1)));
        return $"<{name}{attributes}>{children}</{name}>";
    }

    string Torn(string text)
    {
        if (text.Length == 0) return text;

        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text.Remove(at, 1),
            _ => text.Insert(at, ((char)random.Next(1, 0x3000)).ToString()),
        };
    }

    string Value() => Pick(Values);

    string Pick(params string[] of) => of[random.Next(of.Length)];
}
