using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Faults;

namespace LocalDataverse.Metadata;

/// <summary>What the platform demands of alternate keys.</summary>
/// <remarks>Microsoft reference: "Define alternate keys to reference rows".</remarks>
internal static class AlternateKeyRules
{
    /// <summary>Keys a table can have.</summary>
    public const int MostKeys = 10;

    /// <summary>Columns a key can have.</summary>
    public const int MostColumns = 16;

    /// <summary>Bytes the columns of a key can take together: what SQL Server can index.</summary>
    public const int MostBytes = 900;

    const int BytesOfCharacter = 2;

    /// <summary>Refuses keys that the platform would not create.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80041103: a column does not exist; 0x8006088F: any other rule is broken.</exception>
    public static void Demand(Table table, IReadOnlyCollection<AlternateKey> keys)
    {
        if (keys.Count > 0 && table.Keys.Count > MostKeys) throw Broken($"{table.Name} would have {table.Keys.Count} keys; a table can have {MostKeys}");
        foreach (var key in keys) Demand(table, key);
    }

    static void Demand(Table table, AlternateKey key)
    {
        var columns = key.Columns.Select(table.Column).ToList();
        if (columns.Count is 0 or > MostColumns) throw Broken($"{key.Name} of {table.Name} has {columns.Count} columns; a key has 1 to {MostColumns}");
        if (columns.Find(column => Bytes(column) is null) is { } wrong)
        {
            throw Broken($"{key.Name} of {table.Name} contains {wrong.Name} of type {wrong.Type}; "
                + "it can have Decimal, Integer, String, DateTime, Lookup and Picklist columns");
        }

        var bytes = columns.Sum(column => Bytes(column));
        if (bytes > MostBytes) throw Broken($"{key.Name} of {table.Name} takes {bytes} bytes; a key can take {MostBytes}. Shorten its text columns");
    }

    /// <summary>Bytes a column takes in an index. Null: it cannot be in a key.</summary>
    static int? Bytes(Column column) => column.Type switch
    {
        ColumnType.String => (column.MaxLength ?? 0) * BytesOfCharacter,
        ColumnType.Decimal => 13,
        ColumnType.DateTime => 8,
        ColumnType.Integer or ColumnType.Picklist => 4,
        ColumnType.Lookup => 16,
        _ => null,
    };

    static System.Exception Broken(string what) => Fault.Of(FaultCode.InvalidEntityKeyOperation, $"Invalid EntityKey Operation performed : {what}.");
}
