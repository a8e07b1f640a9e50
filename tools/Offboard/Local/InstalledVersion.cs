using System;
using LocalDataverse;
using Microsoft.Xrm.Sdk.Query;
using SolutionPackager;

namespace Offboard.Local;

/// <summary>The version of the solution in an environment, beside that of this source tree.</summary>
/// <param name="Solution">Unique name.</param>
/// <param name="Installed">In the environment. Null: the solution is not installed there.</param>
/// <param name="Own">What this source tree packs.</param>
internal sealed record InstalledVersion(string Solution, Version? Installed, Version Own)
{
    /// <summary>The environment is older than the program: what the program learned since is missing there.</summary>
    public bool IsOlder => Installed is not null && Installed < Own;

    /// <summary>The environment is newer: an older program works on it.</summary>
    public bool IsNewer => Installed is not null && Installed > Own;

    /// <summary>Reads both. One request.</summary>
    public static InstalledVersion Of(LocalEnvironment environment, Repository repository)
    {
        var config = PacConfig.Load(repository.ConfigPath);
        var query = new QueryExpression("solution") { ColumnSet = new ColumnSet("version") };
        query.Criteria.AddCondition("uniquename", ConditionOperator.Equal, config.Solution);
        var found = environment.Administrator.RetrieveMultiple(query).Entities;
        return new InstalledVersion(config.Solution, found.Count == 0 ? null : Version.Parse(found[0].GetAttributeValue<string>("version")), config.Version);
    }
}
