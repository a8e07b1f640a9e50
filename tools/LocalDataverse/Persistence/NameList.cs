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
    readonly List<string> names = [];
    readonly Lock gate = new();
    int saved;

    /// <param name="known">The names in the order of their numbers, as they were saved.</param>
    internal NameList(IEnumerable<string> known)
    {
        foreach (var name in known) NumberOf(name);
        saved = names.Count;
    }

    internal int NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;

        lock (gate)
        {
            if (numbers.TryGetValue(name, out number)) return number;

            names.Add(name);
            return numbers[name] = names.Count - 1;
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">No name has this number.</exception>
    internal string this[int number]
    {
        get { lock (gate) return names[number]; }
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
