using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LocalDataverse.Metadata;
using LocalDataverse.Pipeline;
using LocalDataverse.Screens;
using LocalDataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace LocalDataverse.Web.App;

/// <summary>Who looks at the app: the rights, language and time zone that decide what is shown, and the service by which everything is read and written.</summary>
public sealed class AppUser
{
    readonly LocalEnvironment environment;
    readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    internal AppUser(LocalEnvironment environment, Guid id)
    {
        this.environment = environment;
        Id = id;
        Service = environment.ServiceFor(id);
        Name = environment.Administrator.Retrieve("systemuser", id, new ColumnSet("fullname")).GetAttributeValue<string>("fullname");
    }

    internal Guid Id { get; }

    internal string Name { get; }

    /// <summary>Acts as the user, with the user's rights.</summary>
    internal IOrganizationService Service { get; }

    internal LocalEnvironment Environment => environment;

    /// <summary>LCID.</summary>
    internal int Language => Rights.Language;

    /// <summary>The language as HTML names it.</summary>
    internal string HtmlLanguage => Language == LocalizedText.GermanLanguage ? "de" : "en";

    internal ScreenCatalog Screens => environment.Screens;

    internal MetadataCatalog Catalog => environment.Organization.Store.Catalog;

    internal Principal Rights => environment.Organization.Security.Find(new Caller(Id, Id, IsSystem: false), transaction: null);

    /// <summary>What day and time it is for the user.</summary>
    internal DateTime Now => TimeZoneInfo.ConvertTimeFromUtc(environment.Clock.UtcNow, Rights.TimeZone);

    /// <summary>Separators of numbers in the user's language.</summary>
    internal NumberFormatInfo Numbers => Language == LocalizedText.GermanLanguage
        ? new NumberFormatInfo { NumberDecimalSeparator = ",", NumberGroupSeparator = "." }
        : new NumberFormatInfo();

    internal string Text(string key, params object?[] values) => AppTexts.Of(key, Language, values);

    internal string Day(DateTime day) => day.ToString(Language == LocalizedText.GermanLanguage ? "dd.MM.yyyy" : "d MMM yyyy", CultureInfo.InvariantCulture);

    internal string Label(Table table) => table.Facts.Label.In(Language) is { Length: > 0 } label ? label : table.Name;

    internal string Plural(Table table) => table.Facts.PluralLabel.In(Language) is { Length: > 0 } label ? label : Label(table);

    internal string Label(Column column) => column.Label.In(Language) is { Length: > 0 } label ? label : column.Name;

    /// <summary>Whether the user has a right on a table at any depth; rows may still be out of reach.</summary>
    internal bool May(string table, TableRights right) => Catalog.TryTable(table) is { } of && (Rights.IsAdministrator || Rights.DepthOf(PrivilegeName.Of(of, right)) is not null);

    internal bool MayRead(Table table, Column column) => !column.IsSecured || Rights.IsAdministrator || Rights.Columns.MayRead(table.Name, column.Name);

    /// <summary>What to say to a user without a right: which roles have it.</summary>
    internal string Missing(Table table, TableRights right)
    {
        var verb = Text(right switch { TableRights.Create => "right_create", TableRights.Write => "right_write", TableRights.Delete => "right_delete", _ => "right_read" });
        return Text("missing_role", verb, Plural(table), string.Join(", ", RolesWith(PrivilegeName.Of(table, right)).DefaultIfEmpty("System Administrator")));
    }

    /// <summary>Names of the roles of the installed apps, or of those that have a privilege.</summary>
    internal IReadOnlyList<string> RoleNames(IReadOnlyCollection<Guid> ids) =>
        [.. Roles(new QueryExpression("role")).Where(role => ids.Contains(role.Id)).Select(role => role.GetAttributeValue<string>("name")).Order(StringComparer.Ordinal)];

    internal IReadOnlyCollection<Guid> OwnRoles()
    {
        var query = new QueryExpression("role");
        query.AddLink("systemuserroles", "roleid", "roleid").LinkCriteria.AddCondition("systemuserid", ConditionOperator.Equal, Id);
        return [.. Roles(query).Select(role => role.Id)];
    }

    /// <summary>The name of a row, as far as the user may know it.</summary>
    internal string NameOf(EntityReference row) => row.Name ?? names.GetValueOrDefault($"{row.LogicalName}/{row.Id}") ?? row.Id.ToString("D");

    IEnumerable<string> RolesWith(string privilege)
    {
        var query = new QueryExpression("role");
        query.AddLink("roleprivileges", "roleid", "roleid").AddLink("privilege", "privilegeid", "privilegeid").LinkCriteria.AddCondition("name", ConditionOperator.Equal, privilege);

        // Roles that a user brought along are named after the user, and are not given to others.
        return Roles(query).Select(role => role.GetAttributeValue<string>("name")).Where(name => !name.StartsWith("Role of ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    IEnumerable<Entity> Roles(QueryExpression query)
    {
        query.ColumnSet = new ColumnSet("name");
        return environment.Administrator.RetrieveMultiple(query).Entities;
    }
}
