using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Fuzz;

/// <summary>A sound solution zip with damage: to its bytes, to a file in it, or a file too many.</summary>
internal sealed class RandomZip(Random random)
{
    static readonly Lazy<byte[]> Sound = new(static () => new TestSolution
    {
        Tables = { new TestTable("tst_Ticket") { Columns = { TestTable.Text("tst_Code", 50), TestTable.Lookup("tst_AccountId") }, Keys = { TestTable.Key("tst_key", "tst_code") } } },
        Relationships = { TestTable.OneToMany("tst_account_ticket", "tst_Ticket", "tst_AccountId", "Account") },
        Apis = { new TestApi("tst_Echo") { Plugin = null, Inputs = [new TestParameter("InText", 10)], Outputs = [new TestParameter("OutText", 10)] } },
        Variables = { new TestVariable("tst_Days", 100000001, "14") },
    }.ToZip());

    static readonly string[] Names = ["../evil.xml", "/etc/passwd", "C:\\evil.xml", "solution.xml", "SOLUTION.XML", "customapis/x/customapi.xml", "customapis/", "a\0b", "PluginAssemblies/x.dll"];

    static readonly string[] Words = ["", "0", "-1", "1", "abc", "99999999999999999999", "tst_other", "Account", "nvarchar", "lookup", "{}", "\u0001", "1.2.3", "true"];

    public byte[] Bytes() => random.Next(4) switch
    {
        0 => Torn(Sound.Value),
        _ => Damaged(),
    };

    byte[] Torn(byte[] sound)
    {
        var bytes = sound.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    byte[] Damaged()
    {
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var source = new ZipArchive(new MemoryStream(Sound.Value), ZipArchiveMode.Read))
        {
            var hit = random.Next(source.Entries.Count);
            for (var i = 0; i < source.Entries.Count; i++)
            {
                using var reader = new StreamReader(source.Entries[i].Open());
                var text = reader.ReadToEnd();
                Write(target, source.Entries[i].FullName, i == hit ? Hurt(text) : text);
            }

            if (random.Next(4) == 0) Write(target, Names[random.Next(Names.Length)], random.Next(2) == 0 ? "<a/>" : new string('z', 100_000));
        }

        return stream.ToArray();
    }

    string Hurt(string text)
    {
        for (var i = random.Next(1, 4); i > 0 && text.Length > 10; i--)
        {
            var at = random.Next(text.Length);
            var (open, close) = (text.IndexOf('>', at), 0);
            if (open >= 0) close = text.IndexOf('<', open);
            text = random.Next(7) switch
            {
                0 => text[..at],
                1 => text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at)),
                2 => """<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>""" + text,
                3 when close > open => string.Concat(text.AsSpan(0, open + 1), "&b;", text.AsSpan(close)),
                _ when close > open => string.Concat(text.AsSpan(0, open + 1), Words[random.Next(Words.Length)], text.AsSpan(close)),
                _ => text.Insert(at, Words[random.Next(Words.Length)]),
            };
        }

        return text;
    }

    static void Write(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
