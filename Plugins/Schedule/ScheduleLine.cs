using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Erasure;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.Schedule;

/// <summary>One line of a schedule: the rows of one subject and record class for which the same rule gives the same end. Immutable.</summary>
public sealed class ScheduleLine
{
    internal ScheduleLine(string key, LineFacts facts, RetentionResult result, IReadOnlyList<FoundRow> rows)
    {
        Key = key;
        Facts = facts;
        Result = result;
        Rows = rows;
    }

    /// <summary>What distinguishes it from the other lines of its job: subject, class, rule, end, and the row if a hold names a single one.</summary>
    public string Key { get; }

    /// <summary>The account or contact.</summary>
    public EntityReference Subject => Rows[0].Subject;

    /// <summary>Record class (Datenart).</summary>
    public string RecordClass => Rows[0].RecordClass;

    /// <summary>The facts of its first row; those of the others lead to the same rule and end.</summary>
    public LineFacts Facts { get; }

    /// <summary>What the rules say about it.</summary>
    public RetentionResult Result { get; }

    /// <summary>Its rows by table and id; at least one.</summary>
    public IReadOnlyList<FoundRow> Rows { get; }
}
