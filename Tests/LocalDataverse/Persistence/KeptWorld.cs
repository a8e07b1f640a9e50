using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LocalDataverse;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Tests.LocalDataverse.Persistence;

/// <summary>An environment that is kept in a file, and can be closed and opened again.</summary>
internal sealed class KeptWorld : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("offboard-");

    internal KeptWorld(EnvironmentOptions? options = null) => Local = LocalEnvironment.Create((options ?? new EnvironmentOptions()) with { DatabaseFile = File });

    internal string File => Path.Combine(folder.FullName, "environment.db");

    internal LocalEnvironment Local { get; private set; }

    internal IOrganizationService Service => Local.Administrator;

    /// <summary>Ends in order, and begins again; everything that was committed has to be there, and nothing else.</summary>
    internal void Reopen()
    {
        var before = Contents(Local);
        Local.Dispose();
        Local = LocalEnvironment.Open(File);
        Assert.Equal(before, Contents(Local));
    }

    /// <summary>Every committed value of every store, as text.</summary>
    internal static SortedDictionary<string, string> Contents(LocalEnvironment environment)
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (store, table) in environment.Organization.Store.Committed.Tables)
        {
            foreach (var row in table.Rows) contents.Add($"{store} {row.Id:D}", $"{row.Version}: " + string.Join("; ", table.Table.Columns.Where(column => row[column] is not null).Select(column => $"{column.Name}={Text(row[column]!)}")));
        }

        return contents;
    }

    static string Text(object value) => value switch
    {
        int[] numbers => $"[{string.Join(',', numbers)}]",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => $"{time.Kind} {time.Ticks}",
        Reference reference => $"{reference.Table}:{reference.Id:D}",
        _ => $"{value.GetType().Name} {value}",
    };

    public void Dispose()
    {
        Local.Dispose();
        folder.Delete(recursive: true);
    }
}
