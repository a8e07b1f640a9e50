using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Web.Api.Model;
using Microsoft.OData.UriParser;

namespace LocalDataverse.Web.Api;

/// <summary>A URL below the service root, read by the OData library against the model.</summary>
internal sealed class Url
{
    readonly Dictionary<string, string> options;
    readonly ODataUriParser? parser;

    Url(ODataUriParser? parser, Dictionary<string, string> options, string path)
    {
        this.parser = parser;
        this.options = options;
        Path = path;
    }

    /// <summary>Nothing was asked.</summary>
    public static Url None { get; } = new(null, [], "");

    /// <summary>The path, still encoded.</summary>
    public string Path { get; }

    /// <summary>The segments of the path.</summary>
    /// <exception cref="Microsoft.OData.ODataException">The path names nothing, or is malformed.</exception>
    public IReadOnlyList<ODataPathSegment> Segments => field ??= [.. Parser.ParsePath()];

    public ODataUriParser Parser => parser ?? throw new InvalidOperationException("There is no URL to read.");

    public static Url Of(string target, Uri root, WebApiModel model)
    {
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = cut < 0 ? (target, "") : (target[..cut], target[(cut + 1)..]);
        if (!Uri.TryCreate(root + target, UriKind.Absolute, out var whole) || !whole.AbsoluteUri.StartsWith(root.AbsoluteUri, StringComparison.OrdinalIgnoreCase))
            throw WebFault.Of(WebFault.BadUrl, $"The URL '{target}' cannot be read.");

        return new Url(model.Reader(root, whole), Options(query), path);
    }

    /// <summary>The decoded text of a query option. Null: absent.</summary>
    public string? Option(string name) => options.GetValueOrDefault(name);

    public bool Has(string name) => options.ContainsKey(name);

    /// <summary>The query options as they were sent, still encoded, without one of them.</summary>
    public static string Without(string target, string name)
    {
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        if (cut < 0) return target;

        var left = target[(cut + 1)..].Split('&').Where(part => !string.Equals(Name(part), name, StringComparison.OrdinalIgnoreCase)).ToList();
        return left.Count == 0 ? target[..cut] : target[..cut] + "?" + string.Join('&', left);
    }

    static Dictionary<string, string> Options(string query)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = Name(part);
            if (!found.TryAdd(name, equals < 0 ? "" : Decoded(part[(equals + 1)..]))) throw WebFault.Of(WebFault.BadUrl, $"The query option '{name}' stands twice. Name it once.");
        }

        return found;
    }

    static string Name(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return Decoded(equals < 0 ? part : part[..equals]);
    }

    static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
