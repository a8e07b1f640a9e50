using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace LocalDataverse.Persistence;

/// <summary>Reads what a <see cref="BinaryWriter"/> wrote, and makes nothing on the way: an opening reads a hundred thousand rows.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    const int BitsOfByte = 7;
    const int More = 0x80;
    const int BitsOfLong = 64;

    ReadOnlySpan<byte> left = bytes;

    public byte ReadByte() => Take(1)[0];

    public bool ReadBoolean() => ReadByte() != 0;

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public decimal ReadDecimal() => new([ReadInt32(), ReadInt32(), ReadInt32(), ReadInt32()]);

    public Guid ReadGuid() => new(Take(16));

    public string ReadString() => Encoding.UTF8.GetString(Take(Read7BitEncodedInt()));

    public byte[] ReadBytes(int count) => Take(count).ToArray();

    public int Read7BitEncodedInt() => unchecked((int)Read7BitEncodedInt64());

    /// <exception cref="InvalidDataException">It has more bytes than a number can have.</exception>
    public long Read7BitEncodedInt64()
    {
        var number = 0UL;
        for (var shift = 0; shift < BitsOfLong; shift += BitsOfByte)
        {
            var one = ReadByte();
            number |= (ulong)(one & ~More) << shift;
            if (one < More) return unchecked((long)number);
        }

        throw new InvalidDataException("It holds a number that is too long.");
    }

    int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <exception cref="EndOfStreamException">There are not so many bytes left.</exception>
    ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)left.Length) throw new EndOfStreamException("It ends too early.");

        var taken = left[..count];
        left = left[count..];
        return taken;
    }
}
