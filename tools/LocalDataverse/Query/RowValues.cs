using System;
using System.Linq;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;
using LocalDataverse.Storage;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Query;

/// <summary>Values of columns between the form callers use and the form rows keep (see <see cref="Row"/>).</summary>
internal static class RowValues
{
    /// <summary>Money is kept with four digits, whatever the currency shows.</summary>
    public const int MoneyDigits = 4;

    static readonly DateTime FirstDate = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Checks a value a caller sent and gives what the row keeps. Empty text becomes null.</summary>
    /// <param name="value">As in <see cref="Entity.Attributes"/>; null empties the column.</param>
    /// <param name="currencyDigits">Digits that money is rounded to where the column follows the currency or the organization.</param>
    /// <exception cref="System.ServiceModel.FaultException">
    /// 0x80044354: wrong type; 0x80044331: text too long; 0x80040278: control characters in text; 0x8004432F, 0x80044330, 0x80040317: number
    /// out of range; 0x8004431A: no such option; 0x80040239: date before 1753; 0x80040203: a lookup's table is not among its targets.
    /// </exception>
    /// <remarks>Whether the row a lookup refers to exists is checked by <see cref="DemandTarget"/>.</remarks>
    public static object? ToStored(Table table, Column column, object? value, int currencyDigits = MoneyDigits)
    {
        if (value is null) return null;
        return column.Type switch
        {
            ColumnType.String or ColumnType.Memo or ColumnType.EntityName => Text(table, column, Demand<string>(table, column, value)),
            ColumnType.Integer => Integer(table, column, Demand<int>(table, column, value)),
            ColumnType.BigInt => Demand<long>(table, column, value),
            ColumnType.Decimal => Decimal(table, column, Demand<decimal>(table, column, value)),
            ColumnType.Double => Double(table, column, Demand<double>(table, column, value)),
            ColumnType.Money => Amount(table, column, Demand<Money>(table, column, value).Value, currencyDigits),
            ColumnType.Boolean => Demand<bool>(table, column, value),
            ColumnType.ManagedProperty => value is bool flag ? flag : Demand<BooleanManagedProperty>(table, column, value).Value,
            ColumnType.Picklist or ColumnType.State or ColumnType.Status => Choice(table, column, Demand<OptionSetValue>(table, column, value).Value),
            ColumnType.MultiSelectPicklist => Choices(table, column, Demand<OptionSetValueCollection>(table, column, value)),
            ColumnType.DateTime => Date(table, column, Demand<DateTime>(table, column, value)),
            ColumnType.Uniqueidentifier => Demand<Guid>(table, column, value),
            ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => Lookup(table, column, Demand<EntityReference>(table, column, value)),
            ColumnType.Image => Demand<byte[]>(table, column, value),
            _ => throw Fault.Unsupported($"writing {table.Name}.{column.Name}, a column of type {column.Type}"),
        };
    }

    /// <summary>Fails if a stored lookup value refers to a row that does not exist; does nothing for any other value.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040217: no such row.</exception>
    public static void DemandTarget(Transaction transaction, object? stored)
    {
        if (stored is not Reference reference) return;
        var table = transaction.Catalog.Table(reference.Table);
        if (transaction.Find(table, reference.Id) is null) throw Fault.DoesNotExist(table, reference.Id);
    }

    /// <summary>A stored value in the form callers use; lookups without name. Null stays null.</summary>
    public static object? ToSdk(Column column, object? stored) => stored switch
    {
        null => null,
        Reference reference => new EntityReference(reference.Table, reference.Id),
        int[] options => new OptionSetValueCollection([.. options.Select(option => new OptionSetValue(option))]),
        int option when column.IsChoice => new OptionSetValue(option),
        decimal amount when column.Type == ColumnType.Money => new Money(amount),
        bool flag when column.Type == ColumnType.ManagedProperty => new BooleanManagedProperty(flag),
        _ => stored,
    };

    /// <summary>The name of the type callers use for a column, as it stands in faults.</summary>
    public static string SdkType(Column column) => (column.Type switch
    {
        ColumnType.Integer => typeof(int),
        ColumnType.BigInt => typeof(long),
        ColumnType.Decimal => typeof(decimal),
        ColumnType.Double => typeof(double),
        ColumnType.Money => typeof(Money),
        ColumnType.Boolean => typeof(bool),
        ColumnType.ManagedProperty => typeof(BooleanManagedProperty),
        ColumnType.Picklist or ColumnType.State or ColumnType.Status => typeof(OptionSetValue),
        ColumnType.MultiSelectPicklist => typeof(OptionSetValueCollection),
        ColumnType.DateTime => typeof(DateTime),
        ColumnType.Uniqueidentifier => typeof(Guid),
        ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => typeof(EntityReference),
        ColumnType.PartyList => typeof(EntityCollection),
        ColumnType.Image => typeof(byte[]),
        _ => typeof(string),
    }).ToString();

    static T Demand<T>(Table table, Column column, object value) =>
        value is T typed ? typed : throw ValueFault.WrongType(table, column, SdkType(column), value);

    static string? Text(Table table, Column column, string text)
    {
        if (text.Length == 0) return null;
        if (text.Length > column.MaxLength) throw ValueFault.TooLong(table, column, text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            // What XML cannot carry, no client could read.
            if (text[i] < ' ' && text[i] is not ('\t' or '\n' or '\r')) throw ValueFault.InvalidCharacter(table, column, i);
        }

        return text;
    }

    static int Integer(Table table, Column column, int value) =>
        value >= column.Min && value <= column.Max ? value : throw ValueFault.OutOfRange(FaultCode.IntegerValueOutOfRange, table, column, value);

    static double Double(Table table, Column column, double value) =>
        value >= column.Min && value <= column.Max ? value : throw ValueFault.OutOfRange(FaultCode.DecimalValueOutOfRange, table, column, value);

    static decimal Decimal(Table table, Column column, decimal value)
    {
        if ((double)value < column.Min || (double)value > column.Max) throw ValueFault.OutOfRange(FaultCode.DecimalValueOutOfRange, table, column, value);
        return column.Precision is { } digits ? decimal.Round(value, digits, MidpointRounding.AwayFromZero) : value;
    }

    static decimal Amount(Table table, Column column, decimal value, int currencyDigits)
    {
        if ((double)value < column.Min || (double)value > column.Max) throw ValueFault.OutOfRange(FaultCode.MoneySizeExceeded, table, column, value);
        var digits = column.PrecisionSource == 0 ? column.Precision ?? currencyDigits : currencyDigits;
        return decimal.Round(value, Math.Min(digits, MoneyDigits), MidpointRounding.AwayFromZero);
    }

    // A choice whose options are not known (languages, time zones) takes any number.
    static int Choice(Table table, Column column, int value) =>
        column.Options.Count == 0 || column.Option(value) is not null ? value : throw ValueFault.NoOption(table, column, value);

    static int[]? Choices(Table table, Column column, OptionSetValueCollection values) =>
        values.Count == 0 ? null : [.. values.Select(value => Choice(table, column, value.Value)).Distinct().Order()];

    static DateTime Date(Table table, Column column, DateTime value)
    {
        if (value < FirstDate) throw ValueFault.DateOutOfRange(table, column, value);
        if (column.DateBehavior == DateBehavior.DateOnly) return DateTime.SpecifyKind(value.Date, DateTimeKind.Unspecified);
        var seconds = new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerSecond), value.Kind);
        if (column.DateBehavior == DateBehavior.TimeZoneIndependent) return DateTime.SpecifyKind(seconds, DateTimeKind.Unspecified);
        return value.Kind == DateTimeKind.Local ? seconds.ToUniversalTime() : DateTime.SpecifyKind(seconds, DateTimeKind.Utc);
    }

    static Reference Lookup(Table table, Column column, EntityReference reference)
    {
        var target = reference.LogicalName is { Length: > 0 } named ? named : column.Targets.Count == 1 ? column.Targets[0] : "";
        if (column.Targets.Count > 0 && !column.Targets.Contains(target, StringComparer.Ordinal)) throw ValueFault.WrongTarget(table, column, target);
        return new Reference(target, reference.Id);
    }
}
