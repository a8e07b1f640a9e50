using System.Linq;
using Offboarding.Plugins.ErasureJobs;

namespace Offboarding.Plugins.Proof;

/// <summary>The history of changes of the rows of the plan: it was deleted with them, and any entry that is there holds what stood in a row before.</summary>
/// <remarks>Requests: 1 per 500 rows of the plan and 5,000 entries.</remarks>
sealed class AuditHistory : IProofPlace
{
    /// <inheritdoc/>
    public void Search(ProofSearch search)
    {
        foreach (var table in search.Planned)
        {
            var found = 0;
            foreach (var some in Erasure.SubjectFinder.Batches([.. table.Value]))
            {
                foreach (var row in AuditPurge.Recorded(search.Service, some).OrderBy(static id => id))
                {
                    found++;
                    search.Result.Add(new ProofFind(AuditPurge.Table, table.Key, row));
                }
            }

            search.Result.Add(AuditPurge.Table, table.Value.Count, found);
        }
    }
}
