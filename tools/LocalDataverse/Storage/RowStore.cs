using System;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;

namespace LocalDataverse.Storage;

/// <summary>Where rows of a table are: in the table, or set aside.</summary>
internal enum RowStore
{
    /// <summary>The table.</summary>
    Live,

    /// <summary>The recycle bin: deleted rows.</summary>
    Bin,

    /// <summary>Long-term retention: rows that a policy moved.</summary>
    Retained,
}

/// <summary>How stores are named by queries and kept.</summary>
internal static class RowStores
{
    /// <summary>The store that a query names as its data source.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040203: there is no such source.</exception>
    public static RowStore Named(string? dataSource) => dataSource switch
    {
        null or "" => RowStore.Live,
        "bin" => RowStore.Bin,
        "retained" => RowStore.Retained,
        _ => throw Fault.Of(FaultCode.InvalidArgument, $"The data source '{dataSource}' of the query is not known. Leave it out, or say 'bin' or 'retained'."),
    };

    public static string Key(Table table, RowStore store) => store == RowStore.Live ? table.Name : $"{table.Name}/{store}";

    public static bool IsAside(string key) => key.Contains('/', StringComparison.Ordinal);

    /// <summary>The table without keys: rows that are set aside may have the same values as others.</summary>
    public static Table Shape(Table table, RowStore store) => store == RowStore.Live ? table : WithoutKeys(table);

    public static Table WithoutKeys(Table table) => table.Keys.Count == 0 ? table : new Table(table.Facts, table.Columns, null, table.Companions);
}
