using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.Contracts.Sources;

/// <summary>A customer's own table of contracts, brought by a solution of its own: a column for each fact, and some that no fact fits.</summary>
static class ForeignContracts
{
    internal const string Table = "tst_vertrag";
    internal const string Account = "tst_kunde";
    internal const string Months = "tst_monate";
    internal const string Kind = "tst_art";
    internal const string Moment = "tst_zeitpunkt";
    internal const int Lease = 2;
    internal const int Hire = 1;

    /// <summary>An environment with the table and with off_ContractSources as given.</summary>
    internal static SolutionEnvironment Environment(string reads = "yes")
    {
        var world = new SolutionEnvironment();
        AddTo(world, reads);
        return world;
    }

    /// <summary>Brings the table into an environment.</summary>
    internal static void AddTo(SolutionEnvironment world, string reads = "yes")
    {
        world.Local.ImportSolution(Solution());
        world.Set("off_ContractSources", reads);
    }

    internal static string ColumnOf(string fact) => "tst_" + fact.Replace("_", "", StringComparison.Ordinal);

    /// <summary>A source over the table that maps every fact to its column, in use.</summary>
    internal static Guid MapEverything(SolutionEnvironment world)
    {
        var source = AddSource(world);
        foreach (var fact in ContractRow.FactColumns.Keys) Map(world, source, fact, ColumnOf(fact));
        Use(world, source);
        return source;
    }

    /// <summary>A source that a rep of a small firm would map: dates, months, a choice and constants; not yet in use.</summary>
    internal static Guid MapTheUsual(SolutionEnvironment world)
    {
        var source = AddSource(world);
        Map(world, source, "party", constant: "supplier");
        Map(world, source, "customer_type", constant: "business");
        Map(world, source, "contract_kind", Kind, map: "1=service\n2=lease_business");
        Map(world, source, "concluded_on", ColumnOf("concluded_on"));
        Map(world, source, "start", ColumnOf("start"));
        Map(world, source, "initial_term", Months, unit: ContractSourceColumnUnit.M);
        Map(world, source, "renewal", constant: "fixed");
        Map(world, source, "renewal_term", constant: "12M");
        Map(world, source, "notice", constant: "3M");
        return source;
    }

    /// <summary>The contract of <see cref="SolutionEnvironment.Contract"/>, as the customer's table holds it.</summary>
    internal static Guid AddRow(SolutionEnvironment world, Guid account, string number = "MV-7", Action<Entity>? change = null)
    {
        var row = new Entity(Table)
        {
            ["tst_name"] = number,
            [Account] = new EntityReference("account", account),
            [Kind] = new OptionSetValue(Hire),
            [ColumnOf("concluded_on")] = new DateTime(2024, 12, 1),
            [ColumnOf("start")] = new DateTime(2025, 1, 1),
            [Months] = 24,
        };
        change?.Invoke(row);
        return world.Administrator.Create(row);
    }

    internal static Guid AddSource(SolutionEnvironment world, Action<ContractSourceRow>? change = null)
    {
        var source = new ContractSourceRow
        {
            Name = "Leases",
            Code = "leases-" + Guid.NewGuid().ToString("N"),
            SourceTable = Table,
            AccountColumn = Account,
            NameColumn = "tst_name",
            ActiveColumn = "statecode",
            ActiveValues = "0",
            SortOrder = 1,
            Version = 1,
            Origin = ContractSourceOrigin.Customer,
        };
        change?.Invoke(source);
        return world.Administrator.Create(source.Entity);
    }

    internal static Guid Map(SolutionEnvironment world, Guid source, string fact, string? column = null, string? constant = null, string? map = null, ContractSourceColumnUnit? unit = null) =>
        world.Administrator.Create(new ContractSourceColumnRow
        {
            SourceId = new EntityReference(ContractSourceRow.Table, source),
            ContractFact = fact,
            SourceColumn = column,
            Constant = constant,
            ValueMap = map,
            Unit = unit,
            Version = 1,
            Origin = ContractSourceColumnOrigin.Customer,
        }.Entity);

    internal static void Use(SolutionEnvironment world, Guid source, bool isInUse = true) => Use(world.Administrator, source, isInUse);

    internal static void Use(IOrganizationService service, Guid source, bool isInUse = true) =>
        service.Update(new ContractSourceRow(new Entity(ContractSourceRow.Table, source)) { InUse = isInUse }.Entity);

    internal static ContractSourceRow Source(SolutionEnvironment world, Guid id) =>
        new(world.Administrator.Retrieve(ContractSourceRow.Table, id, new ColumnSet([.. ContractSourceRow.FactColumns.Values])));

    /// <summary>A case of the table of contract cases as a row; null: a column of its type cannot hold one of the values.</summary>
    internal static Entity? RowOf(ContractCase contract, Guid account)
    {
        var row = new Entity(Table) { ["tst_name"] = contract.Id, [Account] = new EntityReference("account", account) };
        var flags = contract["flags"].Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (flags.Any(static flag => !SourceFact.IsFlag(flag))) return null;

        foreach (var flag in flags) row[ColumnOf(flag)] = true;
        foreach (var fact in ContractRow.FactColumns.Keys.Where(fact => !SourceFact.IsFlag(fact)))
        {
            if (contract[fact] is not { Length: > 0 } text) continue;
            if (ValueOf(fact, text) is not { } value) return null;

            row[ColumnOf(fact)] = value;
        }

        return row;
    }

    static object? ValueOf(string fact, string text) => SourceFact.KindOf(fact) switch
    {
        SourceFactKind.Date => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        SourceFactKind.YesNo => text is "yes" ? true : text is "no" ? false : null,
        SourceFactKind.Amount => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null,
        SourceFactKind.Days => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null,
        _ => text,
    };

    static byte[] Solution()
    {
        var table = new TestTable("tst_Vertrag");
        table.Columns.Add(TestTable.Lookup("tst_Kunde"));
        table.Columns.Add(TestTable.Column("tst_Monate", "int", new XElement("MinValue", 0), new XElement("MaxValue", 1000)));
        table.Columns.Add(TestTable.Choice("tst_Art", (Hire, "Dienst"), (Lease, "Miete")));
        table.Columns.Add(TestTable.Column("tst_Zeitpunkt", "datetime", new XElement("Format", "datetime"), new XElement("Behavior", 1)));
        foreach (var fact in ContractRow.FactColumns.Keys) table.Columns.Add(Column(fact));

        var solution = new TestSolution { UniqueName = "Leases" };
        solution.Tables.Add(table);
        solution.Relationships.Add(TestTable.OneToMany("tst_account_vertrag", "tst_Vertrag", "tst_Kunde", "Account"));
        return solution.ToZip();
    }

    static XElement Column(string fact) => SourceFact.KindOf(fact) switch
    {
        SourceFactKind.Date => TestTable.Column(ColumnOf(fact), "datetime", new XElement("Format", "date"), new XElement("Behavior", 2)),
        SourceFactKind.YesNo => YesNo(ColumnOf(fact)),
        SourceFactKind.Amount => TestTable.Column(ColumnOf(fact), "decimal", new XElement("MinValue", 0), new XElement("MaxValue", 1000000000), new XElement("Accuracy", 4)),
        SourceFactKind.Days => TestTable.Column(ColumnOf(fact), "int", new XElement("MinValue", 0), new XElement("MaxValue", 99999)),
        _ when fact == "holidays" => TestTable.Column(ColumnOf(fact), "ntext", new XElement("Format", "textarea"), new XElement("MaxLength", 20000)),
        _ => TestTable.Text(ColumnOf(fact)),
    };

    static XElement YesNo(string name) => TestTable.Column(
        name,
        "bit",
        new XElement("AppDefaultValue", 0),
        new XElement("optionset", new XElement("OptionSetType", "bit"), new XElement("options", Option(1, "Ja"), Option(0, "Nein"))));

    static XElement Option(int value, string label) => new("option", new XAttribute("value", value), new XElement("labels", TestSolution.Label("label", label)));
}
