using System;
using System.Linq;
using LocalDataverse.Archive;
using LocalDataverse.Security;
using LocalDataverse.Storage;

namespace LocalDataverse.Pipeline;

/// <summary>The rows that every environment has from the first moment.</summary>
internal static class EnvironmentSeed
{
    /// <exception cref="ArgumentException">An option is not valid.</exception>
    internal static void Plant(Organization organization)
    {
        var options = organization.Options;
        Check(options);
        using var scope = new TransactionScope(organization);
        var rows = new SystemRows(scope, organization.Clock.UtcNow, organization.SystemUserId);
        rows.Write(
            "organization",
            organization.Id,
            ("name", options.OrganizationName),
            ("languagecode", options.BaseLanguage),
            ("basecurrencyid", new Reference("transactioncurrency", organization.BaseCurrencyId)),
            ("plugintracelogsetting", (int)options.Traces),
            ("isauditenabled", options.Auditing));
        rows.Write(
            "businessunit",
            organization.BusinessUnitId,
            ("name", options.OrganizationName),
            ("isdisabled", false),
            ("organizationid", Organization(organization)));
        rows.Write(
            "transactioncurrency",
            organization.BaseCurrencyId,
            ("currencyname", options.BaseCurrency),
            ("isocurrencycode", options.BaseCurrency),
            ("currencysymbol", Symbol(options.BaseCurrency)),
            ("currencyprecision", 2),
            ("exchangerate", 1m),
            ("organizationid", Organization(organization)));
        var users = new UserRows(organization, rows);
        users.AddAdministratorRole();
        users.Add(organization.SystemUserId, new NewUser("SYSTEM") { IsAdministrator = true });
        users.Add(organization.AdministratorId, new NewUser("Administrator") { IsAdministrator = true });
        rows.Write("fieldsecurityprofile", ColumnPermissions.AdministratorProfile, ("name", "System Administrator"));
        foreach (var table in options.RecycleBinTables)
        {
            rows.Write(RecycleBin.Configuration, organization.Ids.Next(), ("name", table), ("cleanupintervalindays", RecycleBin.LongestDays), ("isreadyforrecyclebin", true));
        }

        foreach (var (name, id) in SystemMessages.KnownIds) rows.Write("sdkmessage", id, ("name", name));
        foreach (var name in SystemMessages.Others) rows.Write("sdkmessage", organization.Ids.Next(), ("name", name));
        WriteFilters(rows, organization);
        scope.Commit();
    }

    static void WriteFilters(SystemRows rows, Organization organization)
    {
        foreach (var (name, table) in SystemMessages.Filters.Where(pair => organization.Store.Catalog.TryTable(pair.Value) is not null))
        {
            var message = new Reference("sdkmessage", rows.Find("sdkmessage", "name", name).Single().Id);
            rows.Write("sdkmessagefilter", organization.Ids.Next(), ("primaryobjecttypecode", table), ("sdkmessageid", message), ("iscustomprocessingstepallowed", true));
        }
    }

    static Reference Organization(Organization organization) => new("organization", organization.Id);

    static void Check(EnvironmentOptions options)
    {
        if (TimeZones.TryFind(options.TimeZoneCode) is null) throw new ArgumentException(TimeZones.Unknown(options.TimeZoneCode), nameof(options));

        foreach (var language in options.Languages.Append(options.BaseLanguage)) UserRows.CheckLanguage(language, nameof(options));
        if (!options.Languages.Contains(options.BaseLanguage))
        {
            throw new ArgumentException(
                $"The base language {options.BaseLanguage} is not among the languages {string.Join(", ", options.Languages)}. Add it.",
                nameof(options));
        }

        if (options.BaseCurrency is not { Length: 3 } code || !code.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"The base currency is '{options.BaseCurrency}', expected an ISO 4217 code such as EUR.", nameof(options));
        }
    }

    static string Symbol(string currency) => currency switch
    {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        _ => currency,
    };
}
