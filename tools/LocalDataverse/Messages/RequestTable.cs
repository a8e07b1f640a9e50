using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using System.Text.RegularExpressions;

namespace LocalDataverse.Messages;

/// <summary>The table that a request is about, for the log.</summary>
internal static partial class RequestTable
{
    internal static string Of(OrganizationRequest request)
    {
        foreach (var name in (string[])["Target", "EntityMoniker", "Targets", "Query", "EntityName", "EntityLogicalName"])
        {
            if (!request.Parameters.TryGetValue(name, out var value)) continue;

            var table = value switch
            {
                Entity entity => entity.LogicalName,
                EntityReference reference => reference.LogicalName,
                EntityCollection rows => rows.EntityName,
                EntityReferenceCollection { Count: > 0 } references => references[0].LogicalName,
                QueryExpression query => query.EntityName,
                QueryByAttribute query => query.EntityName,
                FetchExpression fetch => FetchTable().Match(fetch.Query ?? "") is { Success: true } match ? match.Groups["name"].Value : null,
                string text => text,
                _ => null,
            };
            if (table is not null) return table;
        }

        return "";
    }

    [GeneratedRegex("""<entity\s[^>]*?name\s*=\s*["'](?<name>[^"']*)["']""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FetchTable();
}
