using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Output;

namespace Offboard.Local;

/// <summary>One user for each of the solution's roles beside the sales rep, so that a newcomer sees the product with each one's eyes.</summary>
internal static class SampleUsers
{
    /// <summary>Manager of the sales team.</summary>
    internal const string ManagerName = "Mara Kern";

    /// <summary>Administrator of the solution, who is no System Administrator.</summary>
    internal const string AdministratorName = "Anton Berg";

    /// <summary>Adds those that are not there yet.</summary>
    internal static void Add(LocalEnvironment environment, Language language)
    {
        var there = environment.Administrator.RetrieveMultiple(new QueryExpression("systemuser") { ColumnSet = new ColumnSet("fullname") }).Entities.Select(user => user.GetAttributeValue<string>("fullname")).ToHashSet(StringComparer.Ordinal);
        foreach (var user in All(language).Where(user => !there.Contains(user.FullName))) environment.AddUser(user);
    }

    static IEnumerable<NewUser> All(Language language) =>
    [
        new(ManagerName) { Language = (int)language, Roles = ["Offboarding Manager"], Privileges = LocalOrganization.SalesRole, ColumnProfiles = [LocalOrganization.PersonalNotes] },
        new(LocalOrganization.DpoName) { Language = (int)language, Roles = [LocalOrganization.DpoRole] },
        new(AdministratorName) { Language = (int)language, Roles = ["Offboarding Administrator"] },
    ];
}
