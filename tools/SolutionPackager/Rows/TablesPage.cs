using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SolutionPackager.Rows;

/// <summary>The reference page of tables and columns, written from the solution source.</summary>
public static class TablesPage
{
    /// <summary>Where the page lies in the repository.</summary>
    public const string File = "docs/reference/tables.md";

    /// <summary>The page as Markdown, with line feeds. The same source gives the same text.</summary>
    /// <param name="solutionFolder">Folder with <c>Entities</c>.</param>
    /// <exception cref="SolutionSourceException">The source is broken; file and place are named.</exception>
    public static string Write(string solutionFolder)
    {
        var page = new StringBuilder();
        page.Append("""
            # Tables and columns

            Every table and column of the solution, written from `Solution/` by `offboard solution rows`. The *fact* is the column's name in data files;
            choices are written there by their code. German labels in brackets.

            """);
        foreach (var table in RowTable.ReadAll(solutionFolder).Where(table => table.Columns.Any(IsShown))) Table(page, table);
        return page.ToString();
    }

    static bool IsShown(RowColumn column) => column.IsOwn;

    static void Table(StringBuilder page, RowTable table)
    {
        page.Append('\n').Append($"## {table.Label} ({table.LabelDe})").Append("\n\n");
        page.Append($"`{table.LogicalName}`: {(table.IsOwn ? table.Description : "a table of Dataverse; these are the columns that we add.")}").Append("\n\n");
        page.Append("| column | fact | label | type | meaning |\n| --- | --- | --- | --- | --- |\n");
        foreach (var column in table.Columns.Where(IsShown))
        {
            var required = column.IsRequired ? ", required" : string.Empty;
            page.Append($"| `{column.LogicalName}` | `{RowNames.Fact(column.SchemaName)}` | {column.Label} ({column.LabelDe}) | {column.Format}{required} | {Cell(column.Description)} |").Append('\n');
        }

        var choices = table.Columns.Where(column => column.Kind == RowColumnKind.Choice && (column.IsOwn || column.Options.Any(option => option.Value >= 727_000_000))).ToList();
        if (choices.Count > 0) Choices(page, choices);
    }

    static void Choices(StringBuilder page, IReadOnlyList<RowColumn> choices)
    {
        page.Append("\n| choice | code | value | label |\n| --- | --- | --- | --- |\n");
        foreach (var choice in choices)
        {
            foreach (var option in choice.Options)
            {
                var code = option.Code.Length > 0 ? $"`{option.Code}`" : string.Empty;
                page.Append(CultureInfo.InvariantCulture, $"| `{choice.LogicalName}` | {code} | {option.Value} | {option.Label} ({option.LabelDe}) |").Append('\n');
            }
        }
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
