using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Offboarding.Plugins.Retention;

namespace Offboarding.Plugins.SubjectRequests;

/// <summary>What becomes of the data of a person who asked for erasure: what goes, what stays and on which ground. No value of the person in it.</summary>
/// <remarks>Art. 12(4) GDPR: of what is refused the person is told ground and remedy. One line for each record class, ground, rule and end.</remarks>
sealed class ErasureAnswer
{
    readonly RuleWording words;
    readonly IReadOnlyList<PersonalRow> rows;

    internal ErasureAnswer(RuleWording words, IReadOnlyList<PersonalRow> rows)
    {
        this.words = words;
        this.rows = rows;
    }

    /// <summary>Number of rows that may be erased now.</summary>
    internal int Due => rows.Count(static row => row.Result?.Status == RetentionStatus.Due);

    /// <summary>Number of rows that stay for now.</summary>
    internal int Kept => rows.Count - Due;

    /// <summary>The answer in words.</summary>
    internal string Text()
    {
        var lines = new List<string>();
        if (Due > 0) lines.Add(words.Part("OFF-TEXT-ERASE-DUE", "rows", Number(Due)));
        if (Kept > 0)
        {
            lines.Add(words.Part("OFF-TEXT-ERASE-KEPT", "rows", Number(Kept)));
            lines.AddRange(rows.Where(static row => row.Result?.Status != RetentionStatus.Due).GroupBy(row => "– " + words.Class(row.RecordClass) + ": " + Why(row.Result), StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal).Select(group => group.Key + " (" + Number(group.Count()) + ")"));
            lines.Add(words.Part("OFF-TEXT-ERASE-REMEDY"));
        }

        if (rows.Count == 0) lines.Add(words.Part("OFF-TEXT-ERASE-NOTHING"));
        return string.Join("\n", lines);
    }

    string Why(RetentionResult? result) => result?.Status switch
    {
        null => words.Part("OFF-TEXT-ERASE-BYHAND"),
        RetentionStatus.Held => words.Part("OFF-TEXT-ERASE-HELD"),
        RetentionStatus.NotStarted => words.Part("OFF-TEXT-ERASE-RUNNING", "rules", string.Join(", ", result.Missing)),
        _ => words.Kept(result),
    };

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
