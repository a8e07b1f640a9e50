using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace Microsoft.Xrm.Sdk;

/// <summary>A list that takes several items at once.</summary>
[Serializable]
public class DataCollection<T> : Collection<T>
{
    internal DataCollection()
    {
    }

    internal DataCollection(IList<T> list)
        : base(list)
    {
    }

    public void AddRange(params T[] items)
    {
        if (items != null) AddRange((IEnumerable<T>)items);
    }

    public void AddRange(IEnumerable<T> items)
    {
        if (items == null) return;
        foreach (var item in items) Add(item);
    }

    public T[] ToArray() => [.. Items];
}

/// <summary>A dictionary that keeps its entries in the order in which they were added.</summary>
/// <remarks>Reading a key that is not there throws <see cref="KeyNotFoundException"/>; writing it adds it.</remarks>
[Serializable]
public abstract class DataCollection<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
{
    readonly IDictionary<TKey, TValue> entries;

    protected DataCollection()
        : this(new Dictionary<TKey, TValue>())
    {
    }

    protected DataCollection(IDictionary<TKey, TValue> collection) =>
        entries = collection ?? throw new ArgumentNullException(nameof(collection));

    public virtual TValue this[TKey key]
    {
        // .NET Framework's wording; .NET's own would name the key, and a plugin that shows the text would behave differently here.
        get => entries.TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException("The given key was not present in the dictionary.");
        set
        {
            RefuseIfReadOnly();
            entries[key] = value;
        }
    }

    public int Count => entries.Count;

    public ICollection<TKey> Keys => entries.Keys;

    public ICollection<TValue> Values => entries.Values;

    public virtual bool IsReadOnly => false;

    public void Add(KeyValuePair<TKey, TValue> item)
    {
        RefuseIfReadOnly();
        entries.Add(item);
    }

    public void Add(TKey key, TValue value)
    {
        RefuseIfReadOnly();
        entries.Add(key, value);
    }

    public void AddRange(params KeyValuePair<TKey, TValue>[] items)
    {
        RefuseIfReadOnly();
        if (items != null) AddRange((IEnumerable<KeyValuePair<TKey, TValue>>)items);
    }

    public void AddRange(IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        RefuseIfReadOnly();
        if (items == null) return;
        foreach (var item in items) entries.Add(item);
    }

    public void Clear()
    {
        RefuseIfReadOnly();
        entries.Clear();
    }

    public bool Contains(TKey key) => entries.ContainsKey(key);

    public bool Contains(KeyValuePair<TKey, TValue> key) => entries.Contains(key);

    public bool ContainsKey(TKey key) => entries.ContainsKey(key);

    public bool TryGetValue(TKey key, out TValue value) => entries.TryGetValue(key, out value);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => entries.CopyTo(array, arrayIndex);

    public bool Remove(TKey key)
    {
        RefuseIfReadOnly();
        return entries.Remove(key);
    }

    public bool Remove(KeyValuePair<TKey, TValue> item)
    {
        RefuseIfReadOnly();
        return entries.Remove(item);
    }

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => entries.GetEnumerator();

    internal bool SetsEqual(DataCollection<TKey, TValue> other) =>
        Count == other.Count && entries.All(entry => other.TryGetValue(entry.Key, out var value) && Equals(entry.Value, value));

    void RefuseIfReadOnly()
    {
        if (IsReadOnly) throw new InvalidOperationException("The collection is read-only.");
    }
}
