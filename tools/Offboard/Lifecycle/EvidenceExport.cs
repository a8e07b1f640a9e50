using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;
using Newtonsoft.Json;
using Offboard.Connection;
using Offboard.Output;

namespace Offboard.Lifecycle;

/// <summary>Writes the rows that prove what was decided and erased into files, because they go with the tables when the solution is uninstalled.</summary>
internal sealed class EvidenceExport(IOrganizationService service)
{
    /// <summary>Name of the file that lists the others with their hashes.</summary>
    public const string Manifest = "evidence.json";

    /// <summary>Tables whose rows are evidence; those that this version of the solution lacks are left out.</summary>
    static readonly string[] Tables = ["off_casedecision", "off_finding", "off_erasureplan", "off_erasureplanpart", "off_erasurerun", "off_erasurerecord"];

    /// <summary>How many rows of evidence there are, by table; tables without rows are left out.</summary>
    public IReadOnlyDictionary<string, int> Count() => Present().Select(table => (table, Count: Rows(table).Count)).Where(one => one.Count > 0).ToDictionary(one => one.table, one => one.Count, StringComparer.Ordinal);

    /// <summary>Writes one file per table and the list of them, and reads each file again to see that every row is in it.</summary>
    /// <exception cref="CommandFailure">The folder is not empty, or a file cannot be written or does not hold what was written.</exception>
    public IReadOnlyList<EvidenceFile> Write(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new CommandFailure($"The folder {folder} is not empty.", "Give a new folder, so that evidence of two days is not mixed.");

        Directory.CreateDirectory(folder);
        var files = Present().Select(table => WriteTable(table, folder)).Where(file => file.Rows > 0).ToList();
        OutFile.WriteText(Path.Combine(folder, Manifest), JsonConvert.SerializeObject(files, Formatting.Indented));
        return files;
    }

    /// <summary>Whether a folder holds every row of evidence that is there now.</summary>
    public bool IsComplete(string folder)
    {
        var list = Path.Combine(folder, Manifest);
        if (!File.Exists(list)) return false;

        var files = JsonConvert.DeserializeObject<List<EvidenceFile>>(File.ReadAllText(list)) ?? [];
        return Count().All(table => files.Exists(file => file.Table == table.Key && file.Rows == table.Value && Holds(Path.Combine(folder, file.Name), file)));
    }

    EvidenceFile WriteTable(string table, string folder)
    {
        var rows = Rows(table);
        var columns = ((RetrieveEntityResponse)service.Execute(new RetrieveEntityRequest { LogicalName = table, EntityFilters = EntityFilters.Attributes })).EntityMetadata.Attributes
            .Select(column => column.LogicalName).Order(StringComparer.Ordinal).ToList();
        var bytes = Encoding.UTF8.GetBytes(Csv(columns, rows));
        var file = new EvidenceFile(table, table + ".csv", rows.Count, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        if (rows.Count == 0) return file;

        var path = Path.Combine(folder, file.Name);
        OutFile.WriteBytes(path, bytes);
        return Holds(path, file) ? file : throw new CommandFailure($"{path} does not hold what was written.", "Check the disk, and export again into another folder.");
    }

    static bool Holds(string path, EvidenceFile file) => File.Exists(path) && Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) == file.Sha256;

    static string Csv(List<string> columns, List<Entity> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            foreach (var column in columns) csv.WriteField(column);
            csv.NextRecord();
            foreach (var row in rows.OrderBy(row => row.Id))
            {
                foreach (var column in columns) csv.WriteField(Text(row.Attributes.TryGetValue(column, out var value) ? value : null));
                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    static string Text(object? value) => value switch
    {
        null => "",
        EntityReference reference => $"{reference.LogicalName}:{reference.Id:D}",
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } instant => instant.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    IEnumerable<string> Present()
    {
        var known = ((RetrieveMetadataChangesResponse)service.Execute(new RetrieveMetadataChangesRequest
        {
            Query = new Microsoft.Xrm.Sdk.Metadata.Query.EntityQueryExpression
            {
                Criteria = new Microsoft.Xrm.Sdk.Metadata.Query.MetadataFilterExpression
                {
                    Conditions = { new("LogicalName", Microsoft.Xrm.Sdk.Metadata.Query.MetadataConditionOperator.In, Tables) },
                },
                Properties = new Microsoft.Xrm.Sdk.Metadata.Query.MetadataPropertiesExpression("LogicalName"),
            },
        })).EntityMetadata.Select(table => table.LogicalName).ToHashSet(StringComparer.Ordinal);
        return Tables.Where(known.Contains);
    }

    /// <summary>All rows with all their columns: the copy has to be whole.</summary>
    List<Entity> Rows(string table)
    {
        return [.. service.AllRows(new QueryExpression(table) { ColumnSet = new ColumnSet { AllColumns = true } })];
    }
}

/// <summary>One file of exported evidence.</summary>
/// <param name="Table">Logical name.</param>
/// <param name="Name">File, in the folder of the list.</param>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">Hash of the file's bytes, lower-case hex.</param>
internal sealed record EvidenceFile(string Table, string Name, int Rows, string Sha256);
