using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Screens;

namespace LocalDataverse.Web.App.Screens;

/// <summary>Which form a row is shown in: one of a solution, else one made from the table, as the platform's own forms are in no solution.</summary>
internal static class StandardForm
{
    const int Longest = 18;

    /// <summary>Columns that people look for first, in this order, whatever the table.</summary>
    static readonly string[] First =
    [
        "name", "subject", "fullname", "title", "firstname", "lastname", "jobtitle", "accountnumber", "parentaccountid", "parentcustomerid", "regardingobjectid", "primarycontactid", "customerid", "accountid",
        "telephone1", "mobilephone", "emailaddress1", "websiteurl", "address1_line1", "address1_postalcode", "address1_city", "address1_country", "industrycode", "customertypecode",
        "prioritycode", "scheduledstart", "scheduledend", "actualend", "description",
    ];

    /// <summary>Main forms of a table that the user may choose from, the first one being what opens.</summary>
    internal static IReadOnlyList<FormLayout> MainForms(Table table, AppUser user)
    {
        var forms = user.Screens.FormsOf(table.Name, FormKind.Main).ToList();
        var whole = forms.Where(form => !form.IsAddition).Select(form => FormLayout.Of(form, user.Language)).ToList();
        var added = forms.Where(form => form.IsAddition).SelectMany(form => AddedTabs(form, user.Language)).ToList();
        if (whole.Count == 0) whole.Add(Generated(table, user));
        return [.. whole.Select(form => form with { Tabs = [.. form.Tabs.Take(1), .. added, .. form.Tabs.Skip(1)] })];
    }

    /// <summary>The quick create form; null: a new row opens in the main form.</summary>
    internal static FormLayout? QuickCreate(Table table, AppUser user) =>
        user.Screens.FormsOf(table.Name, FormKind.QuickCreate).Select(form => FormLayout.Of(form, user.Language)).FirstOrDefault();

    static IEnumerable<FormTab> AddedTabs(ScreenForm form, int language) =>
        (form.Xml.Element("tabs")?.Elements("tab") ?? []).Where(tab => tab.Attribute("solutionaction")?.Value == "Added" && FormLayout.IsVisible(tab)).Select(tab => FormTab.Of(tab, language));

    static FormLayout Generated(Table table, AppUser user)
    {
        var shown = Columns(table).Take(Longest).Select(column => new FormCell(user.Label(column), ShowsLabel: true, 1, column.Type == ColumnType.Memo ? 4 : 1, Field(column.Name))).ToList();
        List<FormColumn> columns = [new("50%", [new FormSection("general", user.Text("general"), ShowsLabel: true, 1, shown[..((shown.Count + 1) / 2)])]), new("50%", [new FormSection("more", "", ShowsLabel: false, 1, shown[((shown.Count + 1) / 2)..])])];
        List<FormTab> tabs = [new FormTab("general", user.Text("general"), ShowsLabel: true, columns)];
        if (HasTimeline(table)) tabs.Add(new FormTab("timeline", user.Text("timeline"), ShowsLabel: true, [new("100%", [new FormSection("timeline", "", ShowsLabel: false, 1, [new FormCell("", ShowsLabel: false, 1, 8, Timeline())])])]));
        List<FormCell> header = [.. new[] { "statuscode", "ownerid" }.Where(name => table.TryColumn(name) is not null).Select(name => new FormCell(user.Label(table.Column(name)), ShowsLabel: true, 1, 1, Field(name) with { IsDisabled = true }))];
        return new FormLayout(null, user.Label(table), tabs, header);
    }

    /// <summary>Columns worth showing of a table that no solution describes.</summary>
    internal static IEnumerable<Column> Columns(Table table)
    {
        var first = First.Select(table.TryColumn).OfType<Column>();
        var named = table.PrimaryName is { } name ? [name] : Enumerable.Empty<Column>();
        var needed = table.Columns.Where(column => column.Required is RequiredLevel.SystemRequired or RequiredLevel.ApplicationRequired);
        return named.Concat(first).Concat(needed).Concat(table.Columns.Where(column => table.Facts.IsCustom)).Where(IsShowable).Distinct();
    }

    static bool IsShowable(Column column) =>
        column is { ValidForRead: true, IsLogical: false, MoneyBaseOf: null } or { ValidForRead: true, Name: "address1_line1" or "address1_city" or "address1_postalcode" or "address1_country" }
        && column.Type is not (ColumnType.Uniqueidentifier or ColumnType.Virtual or ColumnType.EntityName or ColumnType.ManagedProperty or ColumnType.BigInt or ColumnType.PartyList or ColumnType.State or ColumnType.Status or ColumnType.Owner);

    internal static bool HasTimeline(Table table) => table.Facts.HasActivities || table.Facts.HasNotes || table.Name is "account" or "contact" or "opportunity" or "incident" or "lead" or "task";

    static FormControl Field(string column) => new(column, ControlKind.Field, Guid.Empty, column, IsDisabled: false, Parameters: null);

    static FormControl Timeline() => new("notescontrol", ControlKind.Timeline, Guid.Empty, Column: null, IsDisabled: false, Parameters: null);
}
