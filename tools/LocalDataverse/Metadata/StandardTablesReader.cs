using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace LocalDataverse.Metadata;

/// <summary>Reads what <see cref="StandardTablesWriter"/> writes.</summary>
internal static class StandardTablesReader
{
    const double LargestMoney = 922337203685477;
    const double LargestFraction = 100000000000;

    public static Table Table(IEnumerable<string> lines)
    {
        TableFacts? facts = null;
        var columns = new List<Column>();
        var keys = new List<AlternateKey>();
        var companions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var cells = line.Split('\t');
            switch (cells[0])
            {
                case "table": facts = Facts(cells); break;
                case "column": columns.Add(Column(cells)); break;
                case "key": keys.Add(new AlternateKey(cells[1], cells[2].Split(','))); break;
                case "companion": companions.Add(cells[1], cells[2]); break;
                default: throw new InvalidDataException($"A line of a table cannot begin with '{cells[0]}'.");
            }
        }

        return new Table(facts ?? throw new InvalidDataException("The line that begins with 'table' is missing."), columns, keys, companions);
    }

    /// <summary>Relationships among tables that exist.</summary>
    public static IEnumerable<TableRelationship> Relationships(IEnumerable<string> lines, Func<string, bool> exists)
    {
        foreach (var line in lines)
        {
            var cells = line.Split('\t');
            TableRelationship relationship = cells[0] == "1n"
                ? OneToMany(cells)
                : new ManyToMany(cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
            if (relationship is not ManyToMany many || exists(many.Intersect)) yield return relationship;
        }
    }

    static TableFacts Facts(string[] cells)
    {
        var named = new Cells(cells, 7);
        return new TableFacts
        {
            Name = cells[1],
            SchemaName = cells[2],
            SetName = cells[3],
            ObjectTypeCode = int.Parse(cells[4], CultureInfo.InvariantCulture),
            Ownership = Enum.Parse<Ownership>(cells[5]),
            PrimaryId = cells[6],
            PrimaryName = named.Text("name"),
            IsActivity = named.Has("activity"),
            IsIntersect = named.Has("intersect"),
            Label = new LocalizedText(named.Text("label"), named.Text("de")),
            PluralLabel = new LocalizedText(named.Text("plural"), named.Text("pluralde")),
        };
    }

    static Column Column(string[] cells)
    {
        var named = new Cells(cells, 3);
        var type = Enum.Parse<ColumnType>(cells[2]);
        var (min, max) = type switch
        {
            ColumnType.Money => (-LargestMoney, LargestMoney),
            ColumnType.Decimal or ColumnType.Double => (-LargestFraction, LargestFraction),
            _ => (int.MinValue, (double)int.MaxValue),
        };
        return new Column
        {
            Name = cells[1],
            Type = type,
            SchemaName = named.Text("schema") ?? cells[1],
            Label = new LocalizedText(named.Text("label"), named.Text("de")),
            Required = named.Text("required") is { } level ? Enum.Parse<RequiredLevel>(level) : RequiredLevel.None,
            MaxLength = named.Int("length"),
            Format = named.Text("format"),
            DateBehavior = named.Text("behavior") is { } behavior ? Enum.Parse<DateBehavior>(behavior) : DateBehavior.UserLocal,
            Min = named.Double("min") ?? min,
            Max = named.Double("max") ?? max,
            Precision = named.Int("precision"),
            PrecisionSource = named.Int("source") ?? 0,
            MoneyBaseOf = named.Text("base"),
            OptionSetName = named.Text("choice"),
            Options = Options(named),
            DefaultValue = type == ColumnType.EntityName ? null : named.Int("default"),
            Targets = [.. named.List("targets").Concat(named.List("apptargets")).Distinct(StringComparer.Ordinal)],
            ValidForCreate = !named.Has("nocreate"),
            ValidForUpdate = !named.Has("noupdate"),
            ValidForRead = !named.Has("noread"),
            IsLogical = named.Has("logical"),
            SourceType = named.Text("kind"),
        };
    }

    static Option[] Options(Cells cells)
    {
        var german = cells.Pairs("d").ToDictionary(pair => pair.Value, pair => pair.Text);
        var states = cells.Pairs("s").ToDictionary(pair => pair.Value, pair => (int?)int.Parse(pair.Text, CultureInfo.InvariantCulture));
        var defaults = cells.Pairs("ds").ToDictionary(pair => pair.Value, pair => (int?)int.Parse(pair.Text, CultureInfo.InvariantCulture));
        return
        [
            .. cells.Pairs("o").Select(pair => new Option(
                pair.Value,
                new LocalizedText(pair.Text, german.GetValueOrDefault(pair.Value)),
                states.GetValueOrDefault(pair.Value),
                defaults.GetValueOrDefault(pair.Value))),
        ];
    }

    static OneToMany OneToMany(string[] cells)
    {
        var named = new Cells(cells, 5);
        Cascade Of(string what) => named.Text(what) is { } text ? Enum.Parse<Cascade>(text) : Cascade.NoCascade;
        var cascades = new Cascades(Of("assign"), Of("delete"), Of("merge"), Of("reparent"), Of("share"), Of("unshare"));
        return new OneToMany(cells[1], cells[2], cells[3], cells[4], cascades)
        {
            NavigationProperty = named.Text("nav") ?? cells[3],
            CollectionNavigationProperty = named.Text("collection") ?? cells[1],
            IsHierarchical = named.Has("hierarchical"),
        };
    }

    /// <summary>The cells of a line after the fixed ones: flags and <c>name=value</c>.</summary>
    readonly struct Cells(string[] cells, int start)
    {
        public bool Has(string flag) => cells.AsSpan(start).Contains(flag);

        public string? Text(string name)
        {
            foreach (var cell in cells.AsSpan(start))
            {
                if (ValueOf(cell, name) is { } value) return value;
            }

            return null;
        }

        public int? Int(string name) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

        public double? Double(string name) => Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

        public string[] List(string name) => Text(name)?.Split(',') ?? [];

        /// <summary>All cells <c>name=VALUE TEXT</c>.</summary>
        public List<(int Value, string Text)> Pairs(string name)
        {
            var pairs = new List<(int, string)>();
            foreach (var cell in cells.AsSpan(start))
            {
                if (ValueOf(cell, name) is not { } value) continue;
                var space = value.IndexOf(' ', StringComparison.Ordinal);
                pairs.Add((int.Parse(value.AsSpan(0, space), CultureInfo.InvariantCulture), value[(space + 1)..]));
            }

            return pairs;
        }

        static string? ValueOf(string cell, string name) =>
            cell.Length > name.Length && cell[name.Length] == '=' && cell.StartsWith(name, StringComparison.Ordinal) ? cell[(name.Length + 1)..] : null;
    }
}
