using System;
using System.Buffers.Binary;
using System.Threading;

namespace LocalDataverse.Pipeline;

/// <summary>Ids of new rows, requests and operations. They look random, and every environment draws the same ones in the same order, so that what happened once happens again.</summary>
internal sealed class IdSource
{
    /// <summary>SplitMix64: the counter takes all values before one returns, and so does its mixture (Steele, Lea, Flood 2014).</summary>
    const ulong Stride = 0x9E3779B97F4A7C15;

    ulong state;

    internal IdSource()
    {
    }

    /// <summary>Goes on where another one is now.</summary>
    internal IdSource(IdSource origin) => state = Volatile.Read(ref origin.state);

    /// <summary>How far the ids are drawn.</summary>
    internal long Place => (long)Volatile.Read(ref state);

    /// <summary>Goes on behind a place.</summary>
    internal void GoOnFrom(long place) => Volatile.Write(ref state, (ulong)place);

    internal Guid Next()
    {
        var low = Mix(Interlocked.Add(ref state, Stride));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Mix(low + Stride));
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
