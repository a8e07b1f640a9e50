using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace LocalDataverse.Persistence;

/// <summary>Numbers for the names of tables and columns, so that rows do not spell them. A number once given stays.</summary>
internal sealed class NameList
{
    readonly ConcurrentDictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly Lock gate = new();

    /// <summary>By number. A new array for each new name, so that readers of rows need no lock.</summary>
    volatile string[] names = [];
    int saved;

    /// <param name="known">The names in the order of their numbers, as they were saved.</param>
    internal NameList(IEnumerable<string> known)
    {
        foreach (var name in known) NumberOf(name);
        saved = names.Length;
    }

    internal int NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;

        lock (gate)
        {
            if (numbers.TryGetValue(name, out number)) return number;

            names = [.. names, name];
            return numbers[name] = names.Length - 1;
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">No name has this number.</exception>
    internal string this[int number]
    {
        get
        {
            var known = names;
            return (uint)number < (uint)known.Length ? known[number] : throw new ArgumentOutOfRangeException(nameof(number), number, "No name has this number.");
        }
    }

    /// <summary>The names that are not saved yet, with their numbers.</summary>
    internal IReadOnlyList<(int Number, string Name)> Unsaved()
    {
        lock (gate) return [.. names.Skip(saved).Select((name, place) => (saved + place, name))];
    }

    internal void Saved(int count)
    {
        lock (gate) saved += count;
    }
}
