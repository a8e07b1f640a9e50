using System;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml;
using LocalDataverse.Messages;
using LocalDataverse.Metadata;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.UriParser;

namespace LocalDataverse.Web.Api.Model;

/// <summary>Tables, relationships and operations of an environment as the Web API shows them. Immutable: an import makes a new one.</summary>
internal sealed class WebApiModel
{
    public const string Namespace = "Microsoft.Dynamics.CRM";

    /// <summary>Deeper expansions are refused.</summary>
    const int DeepestExpansion = 10;

    readonly FrozenDictionary<string, Table> bySet;
    readonly FrozenDictionary<string, Operation> operations;
    readonly ConcurrentDictionary<string, TableProperties> properties = new(StringComparer.Ordinal);
    readonly AlternateKeysODataUriResolver resolver;
    readonly Lazy<byte[]> document;

    public WebApiModel(MetadataCatalog catalog, IReadOnlyDictionary<string, CustomApi> customApis)
    {
        Catalog = catalog;
        bySet = catalog.Tables.GroupBy(table => table.Facts.SetName, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        operations = PlatformOperations.All.Concat(customApis.Values.Select(api => Operation.Of(api.Definition)))
            .GroupBy(operation => operation.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Edm = new EdmModelBuilder(this).Build(isDocument: false);
        resolver = new AlternateKeysODataUriResolver(Edm);
        document = new(Document);
    }

    public MetadataCatalog Catalog { get; }

    /// <summary>What the OData library reads URLs against.</summary>
    public IEdmModel Edm { get; }

    public IEnumerable<Operation> Operations => operations.Values.OrderBy(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>The tables that have an entity set, by the set's name.</summary>
    public IEnumerable<Table> Tables => bySet.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>The bytes of <c>$metadata</c>: CSDL in XML.</summary>
    public byte[] Metadata => document.Value;

    public Operation? TryOperation(string name) => operations.GetValueOrDefault(name);

    public Table TableOfSet(string set) => bySet[set];

    public Table? TryTableOfSet(string set) => bySet.GetValueOrDefault(set);

    /// <summary>The properties of a table.</summary>
    public TableProperties PropertiesOf(Table table) => properties.GetOrAdd(table.Name, static (_, arguments) => new TableProperties(arguments.table, arguments.Catalog), (table, Catalog));

    /// <summary>A reader of one URL.</summary>
    public ODataUriParser Reader(Uri root, Uri url)
    {
        var reader = new ODataUriParser(Edm, root, url) { Resolver = resolver, UrlKeyDelimiter = ODataUrlKeyDelimiter.Parentheses };
        reader.Settings.MaximumExpansionDepth = DeepestExpansion;
        return reader;
    }

    byte[] Document()
    {
        using var stream = new System.IO.MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            if (!CsdlWriter.TryWriteCsdl(new EdmModelBuilder(this).Build(isDocument: true), xml, CsdlTarget.OData, out var errors))
                throw new InvalidOperationException("The model cannot be written: " + string.Join("; ", errors.Select(error => error.ToString())));
        }

        return stream.ToArray();
    }
}
