using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Json;

/// <summary>Which properties of a row are shown.</summary>
/// <param name="Properties">Of the row's table.</param>
/// <param name="Columns">In this order, empty ones as null.</param>
internal sealed record RowShape(TableProperties Properties, IReadOnlyList<Column> Columns)
{
    public Table Table => Properties.Table;
}

/// <summary>A row with the rows that were expanded.</summary>
internal sealed class RowTree(Entity row, RowShape shape)
{
    public Entity Row { get; } = row;

    public RowShape Shape { get; } = shape;

    /// <summary>The property that holds the row's id in all tables that a navigation property may lead to; the row says of which it is. Null: there is one table only.</summary>
    public string? NamedBy { get; set; }

    /// <summary>By navigation property: a row or null, or a list of rows.</summary>
    public Dictionary<string, Expanded> Expanded { get; } = new(System.StringComparer.Ordinal);
}

/// <summary>What an expanded navigation property holds.</summary>
/// <param name="One">The row of a single-valued one; null: none, or it is collection-valued.</param>
/// <param name="Many">The rows of a collection-valued one; null: it is single-valued.</param>
/// <param name="Counts">The number of rows is wanted, too.</param>
internal sealed record Expanded(RowTree? One, IReadOnlyList<RowTree>? Many, bool Counts = false);
