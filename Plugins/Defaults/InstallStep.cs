using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Defaults;

/// <summary>Where an installation stands: which table, from which row on, how many rows a step.</summary>
/// <remarks>As token "table:row:size". After a fault the same rows come again in steps of half the size; a single row that fails is left out.</remarks>
sealed class InstallToken
{
    InstallToken(int table, int row, int size)
    {
        Table = table;
        Row = row;
        Size = size;
    }

    internal int Table { get; }

    internal int Row { get; }

    internal int Size { get; }

    internal static InstallToken Start { get; } = new(0, 0, DefaultTables.All[0].RowsPerStep);

    /// <summary>Null: the text is no token of ours.</summary>
    internal static InstallToken? Parse(string text)
    {
        var parts = text.Split(':');
        var table = parts.Length == 3 ? DefaultTables.All.ToList().FindIndex(t => t.Name == parts[0]) : -1;
        return table >= 0 && IsNumber(parts[1], out var row) && row <= DefaultTables.All[table].Rows.Count && IsNumber(parts[2], out var size) && size >= 1 && size <= DefaultTables.All[table].RowsPerStep
            ? new InstallToken(table, row, size)
            : null;
    }

    /// <summary>The next rows, and full steps again; null: everything is installed.</summary>
    internal InstallToken? After(int rows)
    {
        if (Row + rows < DefaultTables.All[Table].Rows.Count) return new(Table, Row + rows, Size);
        return Table + 1 < DefaultTables.All.Count ? new(Table + 1, 0, DefaultTables.All[Table + 1].RowsPerStep) : null;
    }

    /// <summary>The same rows in half the size.</summary>
    internal InstallToken Halved() => new(Table, Row, Math.Max(1, Size / 2));

    public override string ToString() =>
        DefaultTables.All[Table].Name + ":" + Row.ToString(CultureInfo.InvariantCulture) + ":" + Size.ToString(CultureInfo.InvariantCulture);

    static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

/// <summary>Installs some rows of one table and tells what it did.</summary>
static class InstallStep
{
    /// <summary>Adds the rows of the step that are not on file, and brings entries of catalogues that nobody touched to their newer version.</summary>
    /// <returns>One line for each row that was added or renewed, and for each that waits for a decision.</returns>
    internal static IReadOnlyList<string> Run(IOrganizationService service, InstallToken token, Language language)
    {
        var table = DefaultTables.All[token.Table];
        var rows = table.Rows.Skip(token.Row).Take(token.Size).ToList();
        var known = table.Existing(service, rows).ToLookup(table.KeyOf, StringComparer.Ordinal);
        var parents = table.Parents(service);
        var report = new List<string>();
        foreach (var row in rows)
        {
            if (table.Outdated(known[table.KeyOf(row)], row) is { } outdated)
            {
                report.Add(Renew(service, table, outdated, row, language));
                continue;
            }

            if (known[table.KeyOf(row)].Any(e => table.IsOnFile(e, row))) continue;

            var id = service.Create(table.Create(row, parents, language));
            var isChangedHere = known[table.KeyOf(row)].Any(e => table.IsOlderVersion(e, row) && table.IsCustomers(e));
            if (isChangedHere) Deactivate(service, table.Table, id);

            var code = isChangedHere ? "OFF-TEXT-DEFAULT-WAITS" : "OFF-TEXT-DEFAULT-ADDED";
            report.Add(Messages.Part(code, language, "rule", table.KeyOf(row), "version", row["version"]));
        }

        return report;
    }

    /// <summary>An entry that somebody changed here stays, and is named with each installation until somebody takes the new version over. Requests: 1, none for one that stays.</summary>
    static string Renew(IOrganizationService service, DefaultTable table, Entity outdated, IReadOnlyDictionary<string, string> row, Language language)
    {
        var isUntouched = table.IsUntouched(outdated);
        if (isUntouched) service.Update(table.Change(outdated, row));

        return Messages.Part(isUntouched ? "OFF-TEXT-DEFAULT-RENEWED" : "OFF-TEXT-DEFAULT-KEPT", language, "rule", table.KeyOf(row), "version", row["version"]);
    }

    /// <summary>A new version of a rule that somebody changed here must not push that change aside unasked.</summary>
    static void Deactivate(IOrganizationService service, string table, Guid id) =>
        service.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
}
