using System;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace LocalDataverse.Web.App.Screens;

/// <summary>Which quick view form a control shows for a table: its parameter is XML inside of XML.</summary>
internal static class QuickForms
{
    /// <returns>Null: the control names no form for the table.</returns>
    public static Guid? IdFor(FormControl control, string table)
    {
        if (control.Parameters?.Element("QuickForms") is not { } parameter) return null;

        var list = parameter.HasElements ? parameter : Parsed(parameter.Value);
        return list?.Descendants("QuickFormId").FirstOrDefault(form => string.Equals(form.Attribute("entityname")?.Value, table, StringComparison.OrdinalIgnoreCase)) is { } found && Guid.TryParse(found.Value, out var id) ? id : null;
    }

    static XElement? Parsed(string text)
    {
        try
        {
            return XElement.Parse($"<QuickForms>{text}</QuickForms>");
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
