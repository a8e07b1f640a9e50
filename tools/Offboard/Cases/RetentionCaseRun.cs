using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Offboard.Import;

namespace Offboard.Cases;

/// <summary>Asks off_EvaluateRetention for each case of a file, a thousand at a time.</summary>
/// <remarks>Requests: one for each 1,000 cases.</remarks>
internal static class RetentionCaseRun
{
    /// <summary>The most cases that the message takes.</summary>
    const int CasesInCall = 1000;

    /// <summary>The results of each case, in the order of the file, by output name; a deadline that cannot be computed has also a defect.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Run(RetentionCaseFile file, IOrganizationService service, Action<int, int> done, CancellationToken cancellation)
    {
        var results = new List<IReadOnlyDictionary<string, string>>();
        foreach (var chunk in file.Table.Rows.Chunk(CasesInCall))
        {
            cancellation.ThrowIfCancellationRequested();
            var request = new OrganizationRequest("off_EvaluateRetention") { ["Kind"] = file.Kind, ["Cases"] = new EntityCollection([.. chunk.Select(row => Case(file, row))]) };
            var answer = (EntityCollection)service.Execute(request)["Results"];
            results.AddRange(answer.Entities.Select(row => row.Attributes.ToDictionary(value => value.Key, value => (string)value.Value, StringComparer.Ordinal)));
            done(results.Count, file.Table.Rows.Count);
        }

        return results;
    }

    static Entity Case(RetentionCaseFile file, CsvRow row)
    {
        var facts = new Entity();
        foreach (var (name, position) in file.Facts)
            if (row.At(position) is { Length: > 0 } text) facts[name] = text;

        return facts;
    }
}
