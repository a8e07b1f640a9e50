using System;
using System.IO;
using System.Text;

namespace Offboard.Import;

/// <summary>Turns a file into text, or says why it cannot: a wrong guess would turn names into other names.</summary>
internal static class CsvText
{
    /// <summary>Reads UTF-8 with or without byte order mark, and UTF-16 with byte order mark.</summary>
    /// <exception cref="CommandFailure">The file is missing or cannot be opened, or is in another encoding.</exception>
    public static string Read(string path)
    {
        var file = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"{path} cannot be read: {problem.Message}", "Check the path and whether another program has the file open.");
        }

        var (encoding, mark) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Strict(new UTF8Encoding()), 3),
            [0xFF, 0xFE, 0x00, 0x00, ..] or [0x00, 0x00, 0xFE, 0xFF, ..] => throw Unreadable(file, "it is UTF-32"),
            [0xFF, 0xFE, ..] => (Strict(new UnicodeEncoding(bigEndian: false, byteOrderMark: true)), 2),
            [0xFE, 0xFF, ..] => (Strict(new UnicodeEncoding(bigEndian: true, byteOrderMark: true)), 2),
            _ => (Strict(new UTF8Encoding()), 0),
        };

        try
        {
            var text = encoding.GetString(bytes, mark, bytes.Length - mark);
            var zero = text.IndexOf('\0', StringComparison.Ordinal);
            return zero < 0 ? text : throw Unreadable(file, $"line {LineOf(text.AsSpan(0, zero))} contains a zero character, as UTF-16 without byte order mark does");
        }
        catch (DecoderFallbackException problem)
        {
            var before = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, mark + Math.Max(0, problem.Index)));
            throw Unreadable(file, $"line {LineOf(before)} holds bytes that are not {(mark == 2 ? "UTF-16" : "UTF-8")}, as files in Windows-1252 do");
        }
    }

    static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    static int LineOf(ReadOnlySpan<char> before) => before.Count('\n') + 1;

    static CommandFailure Unreadable(string file, string why) =>
        new($"The encoding of {file} cannot be read: {why}.", "Save the file as UTF-8; in Excel: \"CSV UTF-8 (comma delimited)\".");
}
