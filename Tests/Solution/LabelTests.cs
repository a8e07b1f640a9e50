using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace Offboarding.Tests.Solution;

/// <summary>Whatever a user reads is there in English and in German.</summary>
public class LabelTests
{
    static readonly HashSet<string> SameInBothLanguages = new(StringComparer.Ordinal)
    {
        "Customer Offboarding", "Name", "Status", "Fax", "Token",
    };

    static readonly string[] LabelElements = ["LocalizedName", "LocalizedCollectionName", "Description", "displayname", "label"];

    static IEnumerable<(string Place, IReadOnlyList<XElement> Labels)> LabelGroups =>
        from file in SolutionSource.Files
        from parent in file.Value.DescendantsAndSelf()
        let labels = parent.Elements().Where(child => LabelElements.Contains(child.Name.LocalName) && child.Attribute("languagecode") is not null).ToList()
        where labels.Count > 0
        select ($"{file.Key}, line {((IXmlLineInfo)labels[0]).LineNumber}", (IReadOnlyList<XElement>)labels);

    [Fact]
    public void Every_label_is_there_in_English_first_and_in_German()
    {
        var wrong = LabelGroups
            .Where(group => !group.Labels.Select(label => (string)label.Attribute("languagecode")!).SequenceEqual(["1033", "1031"])
                || group.Labels.Any(label => string.IsNullOrWhiteSpace((string?)label.Attribute("description"))))
            .Select(group => group.Place);

        Assert.Empty(wrong);
        Assert.True(LabelGroups.Count() > 500);
    }

    [Fact]
    public void German_differs_from_English_but_for_words_that_are_the_same()
    {
        var same = LabelGroups
            .Select(group => (group.Place, Texts: group.Labels.Select(label => (string)label.Attribute("description")!).ToList()))
            .Where(group => group.Texts is [var english, var german] && english == german && !SameInBothLanguages.Contains(english))
            .Select(group => $"{group.Place}: {group.Texts[0]}");

        Assert.Empty(same);
    }

    [Fact]
    public void Every_table_column_choice_form_and_view_has_a_label_and_a_description()
    {
        var without =
            from file in SolutionSource.Files
            from element in file.Value.DescendantsAndSelf()
            let needed = element.Name.LocalName switch
            {
                "attribute" when element.Attribute("PhysicalName") is not null => new[] { "displaynames", "Descriptions" },
                "optionset" => ["displaynames", "Descriptions"],
                "option" or "state" or "status" when element.Attribute("value") is not null => ["labels"],
                "entity" when element.Element("EntitySetName") is not null => ["LocalizedNames", "LocalizedCollectionNames", "Descriptions"],
                "systemform" or "savedquery" => ["LocalizedNames", "Descriptions"],
                "tab" or "section" or "cell" => element.Attribute("id") is null ? [] : ["labels"],
                "customapi" or "customapirequestparameter" or "customapiresponseproperty" or "environmentvariabledefinition" => ["displayname", "description"],
                _ => [],
            }
            from name in needed
            where element.Element(name)?.HasElements != true
            select $"{file.Key}, line {((IXmlLineInfo)element).LineNumber}: {element.Name.LocalName} without {name}";

        Assert.Empty(without);
    }

    [Fact]
    public void Both_languages_are_declared() =>
        Assert.Equal(["1033", "1031"], SolutionSource.Files["Other/Customizations.xml"].Elements("Languages").Elements("Language").Select(language => language.Value));
}
