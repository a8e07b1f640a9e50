using System.Collections.Generic;
using LocalDataverse.Metadata;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Requests;

/// <summary>What a path names.</summary>
internal abstract record Resource;

/// <summary>The rows of a table.</summary>
internal sealed record SetResource(Table Table) : Resource;

/// <summary>A row, by id or by alternate key.</summary>
internal sealed record RowResource(Table Table, EntityReference Row) : Resource;

/// <summary>The rows that a navigation property of a row leads to.</summary>
internal sealed record RelatedResource(RowResource Parent, Navigation Navigation, Table Table) : Resource;

/// <summary>One of the rows that a navigation property leads to.</summary>
internal sealed record MemberResource(RelatedResource Of, EntityReference Row) : Resource;

/// <summary>The row that a lookup refers to.</summary>
internal sealed record LookupResource(RowResource Parent, LookupNavigation Navigation) : Resource;

/// <summary>One property of a row; <paramref name="IsRaw"/>: as plain text.</summary>
internal sealed record PropertyResource(RowResource Parent, Column Column, bool IsRaw) : Resource;

/// <summary>How many rows there are.</summary>
internal sealed record CountResource(Resource Of) : Resource;

/// <summary>The addresses of what a navigation property leads to: its links.</summary>
/// <param name="Key">One of them. Null: all, or the one of a lookup.</param>
internal sealed record LinksResource(RowResource Parent, Navigation Navigation, KeySegment? Key) : Resource;

/// <summary>A function or action.</summary>
/// <param name="Row">What it is called on; null: on nothing, or on a table.</param>
/// <param name="Table">The table of a bound one.</param>
internal sealed record OperationResource(Operation Operation, EntityReference? Row, Table? Table) : Resource;

/// <summary>Metadata: definitions of tables, relationships or choices, and what a path behind them names.</summary>
internal sealed record SchemaResource(IReadOnlyList<ODataPathSegment> Path) : Resource;
