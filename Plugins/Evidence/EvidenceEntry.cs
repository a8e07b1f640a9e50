using System;
using System.Globalization;
using System.Text;

namespace Offboarding.Plugins.Evidence;

/// <summary>One entry of a chain of evidence: what was done under which rule, how often and when. It holds no value of a person (Art. 5(2), Art. 30 GDPR).</summary>
public sealed record EvidenceEntry
{
    /// <summary>The hash before the very first entry of an environment.</summary>
    public static readonly string Genesis = new('0', 64);

    /// <summary>Id of the run whose chain the entry belongs to.</summary>
    public required Guid Run { get; init; }

    /// <summary>Place in the chain of the run, counted from 1.</summary>
    public int Sequence { get; init; }

    /// <summary>Hash of the entry before it; of the first entry the anchor of the run.</summary>
    public string PreviousHash { get; init; } = Genesis;

    /// <summary>Id of the erasure job.</summary>
    public required Guid Job { get; init; }

    /// <summary>Id of the line of the schedule; null: the entry belongs to the job as a whole.</summary>
    public Guid? Line { get; init; }

    /// <summary>Id of the retention rule; empty where no line is named.</summary>
    public string RuleId { get; init; } = "";

    /// <summary>Version of the row of that rule; 0 where no rule is named.</summary>
    public int RuleVersion { get; init; }

    /// <summary>Logical name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>What was done, as the erasure map names it.</summary>
    public required string Method { get; init; }

    /// <summary>Number of rows changed.</summary>
    public required int Count { get; init; }

    /// <summary>When it was done: UTC, whole seconds, because Dataverse keeps no fraction.</summary>
    public required DateTime At { get; init; }

    /// <summary>HMAC over the ids of the rows with the key of the subject: shows which rows were meant while the key lives, and nothing afterwards.</summary>
    public string Commitment { get; init; } = "";

    /// <summary>Hash of the approved plan.</summary>
    public string PlanHash { get; init; } = "";

    /// <summary>Id of the user who approved the plan; null: a standing approval.</summary>
    public Guid? ApprovedBy { get; init; }

    /// <summary>Hash over all of the above, as recorded; empty while the entry is not linked.</summary>
    public string Hash { get; init; } = "";

    /// <summary>SHA-256 over the fields, each with its length before it, so that no two entries read alike; 64 lower-case hexadecimal digits.</summary>
    public string ComputeHash()
    {
        var text = new StringBuilder("evidence/1;");
        Add(text, Run.ToString("D"));
        Add(text, Number(Sequence));
        Add(text, PreviousHash);
        Add(text, Job.ToString("D"));
        Add(text, Line?.ToString("D") ?? "");
        Add(text, RuleId);
        Add(text, Number(RuleVersion));
        Add(text, Table);
        Add(text, Method);
        Add(text, Number(Count));
        Add(text, At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        Add(text, Commitment);
        Add(text, PlanHash);
        Add(text, ApprovedBy?.ToString("D") ?? "");
        return Digest.Of(text.ToString());
    }

    static void Add(StringBuilder text, string field) => text.Append(Number(field.Length)).Append(':').Append(field).Append(';');

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
