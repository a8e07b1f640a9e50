using System;
using System.Buffers;
using System.IO;
using System.Numerics;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;

namespace LocalDataverse.Persistence;

/// <summary>Rows as bytes: version, then each filled column by the number of its name, then a checksum (CRC-32C).</summary>
/// <remarks>Columns go by name, not by place: a row written before an import is read after it. The primary key is kept beside the bytes.</remarks>
internal sealed class RowCodec(NameList names)
{
    const int ChecksumBytes = sizeof(uint);

    /// <summary>Boxed once: most rows have several.</summary>
    static readonly object True = true, False = false;

    /// <summary>What follows the number of a column.</summary>
    enum Kind : byte
    {
        Text, Int, Long, Decimal, Double, True, False, Guid, Reference, Utc, Unspecified, Choices, Bytes,
    }

    /// <param name="row">The row.</param>
    /// <param name="table">Its table as it is now: the row may have been written before columns came.</param>
    internal byte[] Encode(Row row, Table table)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(writer, row, table);
        return Sealed(bytes, row.Id);
    }

    /// <summary>The row of <paramref name="bytes"/>. Columns that the table does not have any more are left out.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those that were written.</exception>
    internal Row Decode(Table table, Guid id, byte[] bytes)
    {
        var reader = Opened(bytes, id);
        return Read(ref reader, table, id);
    }

    /// <summary>Adds the checksum, which covers the id, too: bytes of another row are damage.</summary>
    internal static byte[] Sealed(MemoryStream bytes, Guid id)
    {
        var checksum = Checksum(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), id);
        Span<byte> end = stackalloc byte[ChecksumBytes];
        BitConverter.TryWriteBytes(end, checksum);
        bytes.Write(end);
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The checksum does not fit.</exception>
    internal static ByteReader Opened(byte[] bytes, Guid id)
    {
        var length = bytes.Length - ChecksumBytes;
        if (length < 0 || BitConverter.ToUInt32(bytes, length) != Checksum(bytes.AsSpan(0, length), id)) throw new InvalidDataException("Its checksum does not fit.");

        return new ByteReader(bytes.AsSpan(0, length));
    }

    internal void Write(BinaryWriter writer, Row row, Table table)
    {
        writer.Write7BitEncodedInt64(row.Version);
        foreach (var (ordinal, value) in row.Filled())
        {
            var column = table.Columns[ordinal];
            if (column == table.PrimaryId || column == table.Version) continue;

            writer.Write7BitEncodedInt(names.NumberOf(column.Name) + 1);
            Write(writer, value);
        }

        writer.Write7BitEncodedInt(0);
    }

    internal Row Read(ref ByteReader reader, Table table, Guid id)
    {
        var version = reader.Read7BitEncodedInt64();
        var borrowed = ArrayPool<object?>.Shared.Rent(table.Columns.Count);
        var columns = borrowed.AsSpan(0, table.Columns.Count);
        columns.Clear();
        for (var name = reader.Read7BitEncodedInt(); name != 0; name = reader.Read7BitEncodedInt())
        {
            var value = Read(ref reader);
            if (table.TryColumn(names[name - 1]) is { } column) columns[column.Ordinal] = value;
        }

        var row = Row.Of(table, id, version, columns);

        // What is borrowed must not keep values alive.
        columns.Clear();
        ArrayPool<object?>.Shared.Return(borrowed);
        return row;
    }

    void Write(BinaryWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                Begin(Kind.Text);
                writer.Write(text);
                break;
            case int number:
                Begin(Kind.Int);
                writer.Write7BitEncodedInt(number);
                break;
            case long number:
                Begin(Kind.Long);
                writer.Write(number);
                break;
            case decimal number:
                Begin(Kind.Decimal);
                writer.Write(number);
                break;
            case double number:
                Begin(Kind.Double);
                writer.Write(number);
                break;
            case bool flag:
                Begin(flag ? Kind.True : Kind.False);
                break;
            case Guid id:
                Begin(Kind.Guid);
                Write(writer, id);
                break;
            case Reference reference:
                Begin(Kind.Reference);
                writer.Write7BitEncodedInt(names.NumberOf(reference.Table));
                Write(writer, reference.Id);
                break;
            case DateTime time:
                Begin(time.Kind == DateTimeKind.Utc ? Kind.Utc : Kind.Unspecified);
                writer.Write(time.Ticks);
                break;
            case int[] choices:
                Begin(Kind.Choices);
                writer.Write7BitEncodedInt(choices.Length);
                foreach (var choice in choices) writer.Write7BitEncodedInt(choice);
                break;
            case byte[] bytes:
                Begin(Kind.Bytes);
                writer.Write7BitEncodedInt(bytes.Length);
                writer.Write(bytes);
                break;
            default:
                throw new InvalidOperationException($"A row holds a {value.GetType()}, which no column keeps.");
        }

        void Begin(Kind kind) => writer.Write((byte)kind);
    }

    object Read(ref ByteReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Text => reader.ReadString(),
        Kind.Int => reader.Read7BitEncodedInt(),
        Kind.Long => reader.ReadInt64(),
        Kind.Decimal => reader.ReadDecimal(),
        Kind.Double => reader.ReadDouble(),
        Kind.True => True,
        Kind.False => False,
        Kind.Guid => reader.ReadGuid(),
        Kind.Reference => new Reference(names[reader.Read7BitEncodedInt()], reader.ReadGuid()),
        Kind.Utc => new DateTime(reader.ReadInt64(), DateTimeKind.Utc),
        Kind.Unspecified => new DateTime(reader.ReadInt64(), DateTimeKind.Unspecified),
        Kind.Choices => Choices(ref reader),
        Kind.Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
        var kind => throw new InvalidDataException($"It holds a value of kind {kind}, which this version does not know."),
    };

    static int[] Choices(ref ByteReader reader)
    {
        var choices = new int[reader.Read7BitEncodedInt()];
        for (var i = 0; i < choices.Length; i++) choices[i] = reader.Read7BitEncodedInt();
        return choices;
    }

    internal static void Write(BinaryWriter writer, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        writer.Write(bytes);
    }

    static uint Checksum(ReadOnlySpan<byte> bytes, Guid id)
    {
        Span<byte> key = stackalloc byte[16];
        id.TryWriteBytes(key);
        var crc = Add(~0u, key);
        return ~Add(crc, bytes);

        static uint Add(uint crc, ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BitConverter.ToUInt64(bytes));
            foreach (var one in bytes) crc = BitOperations.Crc32C(crc, one);
            return crc;
        }
    }
}
