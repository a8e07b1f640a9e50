using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Restriction;

namespace Offboarding.Plugins.Health;

/// <summary>Whether auditing, the recycle bin and other roles leave the product's protections whole.</summary>
static class PlatformHealth
{
    const string Audit = "isauditenabled";
    const string Bin = "recyclebinconfig";

    /// <summary>Days for which the platform keeps deleted rows at most, and where the configuration names none; https://learn.microsoft.com/power-platform/admin/restore-deleted-table-records.</summary>
    const int LongestBinDays = 30;

    /// <summary>Template of the role that reads everything by nature and cannot be restricted; https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/role.</summary>
    static readonly Guid SystemAdministrator = new("627090FF-40A3-4053-8790-584EDC5BE201");

    /// <summary>Depth organization in the mask of roleprivileges.</summary>
    const int Organization = 8;

    /// <summary>Requests: 7 (organization, tables, recycle bin, team of restricted data and its rights, readers by themselves and through teams), 6 where there is no recycle bin.</summary>
    internal static void Check(HealthReport report, PluginCall call)
    {
        Auditing(report);
        RecycleBin(report);
        if (RestrictedTeam.FindOrNull(call, out var gap) is null) report.Find(HealthSeverity.Error, "OFF-5353", "defect", gap);
        var readers = Readers(report.Service);
        if (readers.Count > 0) report.Find(HealthSeverity.Warning, "OFF-5352", "roles", report.Names(readers));
    }

    static void Auditing(HealthReport report)
    {
        var query = new QueryExpression("organization") { ColumnSet = new ColumnSet(Audit), TopCount = 1 };
        var organization = report.Service.RetrieveMultiple(query).Entities.Single();
        if (organization.GetAttributeValue<bool>(Audit)) return;

        report.Repairable(HealthSeverity.Warning, "OFF-5350", service => service.Update(new Entity("organization", organization.Id) { [Audit] = true }));
    }

    static void RecycleBin(HealthReport report)
    {
        if (!InstalledTables.Among(report.Service, Bin).Has(Bin)) return;

        var query = new QueryExpression(Bin) { ColumnSet = new ColumnSet("name", "cleanupintervalindays") };
        query.AddOrder("name", OrderType.Ascending);
        foreach (var bin in report.Service.AllRows(query))
        {
            var days = bin.GetAttributeValue<int?>("cleanupintervalindays") ?? LongestBinDays;
            report.Find(HealthSeverity.Note, "OFF-5351", "table", bin.GetAttributeValue<string>("name"), "days", days.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Names of the roles of others that read every account and have somebody: they see restricted rows, too.</summary>
    static IReadOnlyList<string> Readers(IOrganizationService service)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var holder in new[] { "systemuserroles", "teamroles" })
        {
            var query = new QueryExpression("role") { ColumnSet = new ColumnSet("name"), Distinct = true };
            query.Criteria.AddCondition("name", ConditionOperator.DoesNotBeginWith, "Offboarding ");
            var template = query.Criteria.AddFilter(LogicalOperator.Or);
            template.AddCondition("roletemplateid", ConditionOperator.Null);
            template.AddCondition("roletemplateid", ConditionOperator.NotEqual, SystemAdministrator);
            query.AddOrder("name", OrderType.Ascending);
            var granted = query.AddLink("roleprivileges", "roleid", "roleid");
            granted.LinkCriteria.AddCondition("privilegedepthmask", ConditionOperator.Equal, Organization);
            granted.AddLink("privilege", "privilegeid", "privilegeid").LinkCriteria.AddCondition("name", ConditionOperator.Equal, "prvReadAccount");
            query.AddLink(holder, "roleid", "roleid");
            names.UnionWith(service.AllRows(query).Select(static role => role.GetAttributeValue<string>("name")));
        }

        return [.. names];
    }
}
