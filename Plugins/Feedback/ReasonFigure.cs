using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Feedback;

/// <summary>A figure that is told.</summary>
/// <param name="Year">Closed year.</param>
/// <param name="Group">Group of the first breakdown; null: all cases of the year.</param>
/// <param name="Name">The group in the reader's language.</param>
/// <param name="Across">Group of the second breakdown; null: all.</param>
/// <param name="Cases">Number of cases, at least k.</param>
/// <param name="Score">Mean score, 0 to 10; null: fewer than k scores.</param>
sealed record ReasonFigure(int Year, string? Group, string? Name, string? Across, int Cases, decimal? Score)
{
    string Period => Year.ToString(CultureInfo.InvariantCulture);

    string? ScoreText => Score?.ToString("0.0", CultureInfo.InvariantCulture);

    internal Entity ToEntity()
    {
        var row = new Entity { ["period"] = Period, ["cases"] = Cases };
        if (Group is not null) row["group"] = Group;
        if (Name is not null) row["name"] = Name;
        if (Across is not null) row["across"] = Across;
        if (Score is { } score) row["score"] = score;
        return row;
    }

    /// <summary><c>{ by, across, least, figures: [ { period, group, name, across, cases, score } ], withheld: [ { period } ] }</c>.</summary>
    internal static string Json(string by, string? across, int least, IEnumerable<ReasonFigure> figures, IEnumerable<int> withheld)
    {
        using var json = new JsonText();
        json.Text("by", by).Text("across", across).Number("least", least)
            .Array("figures", array =>
            {
                foreach (var figure in figures)
                {
                    array.Object(JsonText.Item, item => item.Text("period", figure.Period).Text("group", figure.Group).Text("name", figure.Name).Text("across", figure.Across)
                        .Number("cases", figure.Cases).Text("score", figure.ScoreText));
                }
            })
            .Array("withheld", array =>
            {
                foreach (var year in withheld) array.Object(JsonText.Item, item => item.Text("period", year.ToString(CultureInfo.InvariantCulture)));
            });
        return json.Finish();
    }
}
