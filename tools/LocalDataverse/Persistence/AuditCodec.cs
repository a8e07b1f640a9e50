using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LocalDataverse.Audit;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Persistence;

/// <summary>What changed, as bytes that are kept with the row of audit.</summary>
internal sealed class AuditCodec(NameList names, RowCodec rows)
{
    internal byte[] Encode(AuditedChange change)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        var table = change.Row.Table;
        writer.Write7BitEncodedInt(names.NumberOf(table.Name));
        RowCodec.Write(writer, change.Row.Id);
        Write(writer, change.Before, table);
        Write(writer, change.After, table);
        writer.Write7BitEncodedInt(change.Columns.Count);
        foreach (var column in change.Columns) writer.Write7BitEncodedInt(names.NumberOf(column.Name));
        writer.Write((byte)change.Action);
        writer.Write((byte)change.Operation);
        RowCodec.Write(writer, change.UserId);
        RowCodec.Write(writer, change.CallingUserId ?? Guid.Empty);
        writer.Write(change.On.Ticks);
        RowCodec.Write(writer, change.TransactionId);
        return RowCodec.Sealed(bytes, change.Id);
    }

    /// <summary>The change. Null: the table is gone, so nothing could show it.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    internal AuditedChange? Decode(Guid id, byte[] bytes, MetadataCatalog catalog)
    {
        var reader = RowCodec.Opened(bytes, id);
        if (catalog.TryTable(names[reader.Read7BitEncodedInt()]) is not { } table) return null;

        var rowId = reader.ReadGuid();
        var before = Read(ref reader, table, rowId);
        var after = Read(ref reader, table, rowId);
        var columns = new List<string>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--) columns.Add(names[reader.Read7BitEncodedInt()]);
        return new AuditedChange(
            id,
            (AuditAction)reader.ReadByte(),
            (AuditOperation)reader.ReadByte(),
            before,
            after,
            [.. columns.Select(table.TryColumn).OfType<Column>()],
            reader.ReadGuid(),
            reader.ReadGuid() is var caller && caller == Guid.Empty ? null : caller,
            new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
            reader.ReadGuid());
    }

    void Write(BinaryWriter writer, Row? row, Table table)
    {
        writer.Write(row is not null);
        if (row is not null) rows.Write(writer, row, row.Table.Columns.Count > table.Columns.Count ? row.Table : table);
    }

    Row? Read(ref ByteReader reader, Table table, Guid id) => reader.ReadBoolean() ? rows.Read(ref reader, table, id) : null;
}
