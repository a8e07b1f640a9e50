using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Retention;

/// <summary><c>off_EvaluateRetention</c>: what the retention rules on file say about facts, or until when requests of data subjects must be answered. Writes nothing.</summary>
/// <remarks>
/// <para>Step: main operation of the Custom API off_EvaluateRetention (global action). In: Kind (String, optional: retention, the default, or deadline),
/// Cases (EntityCollection of rows without table: facts as texts under their names) or Json (String: an array of objects). Out: Results
/// (EntityCollection of rows without table), Json (String). The outputs are those of <see cref="RetentionResult.OutputNames"/> and
/// <see cref="AnswerDeadlineCase.OutputNames"/>; a deadline has also defect, the column that cannot be read.</para>
/// <para>Reads the rules with the caller's rights. Requests: 1 for 1 or 1,000 cases, none for deadlines; 1 more (caller's settings).</para>
/// </remarks>
public sealed class EvaluateRetention : IPlugin
{
    /// <summary>Cases in one call.</summary>
    public const int MostCases = 1000;

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-3020: neither Cases nor Json, or both; OFF-3021: the JSON cannot be read; OFF-3022: too many; OFF-9004: Kind; OFF-3001 to OFF-3014: the rules on file.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var isDeadline = call.OptionalCode("Kind", IsDeadline, "retention, deadline") ?? false;
        var cases = Cases(call);
        if (cases.Count > MostCases) throw Refusal.Of("OFF-3022", call.Language, "count", Text(cases.Count), "most", Text(MostCases));

        var results = isDeadline ? cases.ConvertAll(Deadline) : Judged(cases, RetentionRuleQueries.All(call.AsCaller, call.Language));
        call.Return("Results", new EntityCollection(results));
        call.Return("Json", Json(results));
    }

    static bool? IsDeadline(string kind) => kind switch
    {
        "retention" => false,
        "deadline" => true,
        _ => null,
    };

    static List<Func<string, string?>> Cases(PluginCall call)
    {
        var rows = call.Optional<EntityCollection>("Cases");
        var json = call.OptionalText("Json");
        if ((rows is null) == (json is null)) throw Refusal.Of("OFF-3020", call.Language);
        if (rows is not null) return [.. rows.Entities.Select<Entity, Func<string, string?>>(static row => column => row.GetAttributeValue<object?>(column)?.ToString())];

        return JsonRows.ReadOrNull(json!) is { } read
            ? [.. read.Select<IReadOnlyDictionary<string, string>, Func<string, string?>>(static row => column => row.TryGetValue(column, out var text) ? text : null)]
            : throw Refusal.Of("OFF-3021", call.Language);
    }

    static List<Entity> Judged(List<Func<string, string?>> cases, RetentionRules rules) => cases.ConvertAll(textOf =>
    {
        var result = rules.Judge(RetentionCase.Read(textOf));
        var row = Row(textOf, RetentionResult.OutputNames, result.Output);
        if (result.OperativeRow is { } operative) row["operative_version"] = Text(operative.Version);
        return row;
    });

    static Entity Deadline(Func<string, string?> textOf)
    {
        var deadline = AnswerDeadlineCase.Read(textOf);
        var row = Row(textOf, AnswerDeadlineCase.OutputNames, deadline.Output);
        if (deadline.DefectColumn is { } column) row["defect"] = column;
        return row;
    }

    static Entity Row(Func<string, string?> textOf, IReadOnlyList<string> names, Func<string, string> output)
    {
        var row = new Entity();
        if (textOf("case_id") is { Length: > 0 } id) row["case_id"] = id;
        foreach (var name in names) row[name] = output(name);
        return row;
    }

    static string Json(List<Entity> results)
    {
        using var json = new JsonText();
        json.Array("results", items =>
        {
            foreach (var result in results)
            {
                items.Object(JsonText.Item, item =>
                {
                    foreach (var value in result.Attributes) item.Text(value.Key, (string)value.Value);
                });
            }
        });
        return json.Finish();
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
