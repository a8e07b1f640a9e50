using System;
using System.Globalization;
using System.ServiceModel;
using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Faults;

/// <summary>Faults over a value a caller sent for a column: they name table, column, value and what is allowed.</summary>
internal static class ValueFault
{
    public static FaultException<OrganizationServiceFault> WrongType(Table table, Column column, string expected, object found) => Fault.Of(
        FaultCode.IncorrectAttributeValueType,
        $"Invalid Attribute Value Type for {table.Name}.{column.Name}. Expected: {expected}, Found: {found.GetType()}");

    public static FaultException<OrganizationServiceFault> TooLong(Table table, Column column, int length) => Fault.Of(
        FaultCode.StringLengthTooLong,
        string.Create(
            CultureInfo.InvariantCulture,
            $"A validation error occurred.  The length of the '{column.Name}' attribute of the '{table.Name}' entity exceeded the maximum ")
            + string.Create(CultureInfo.InvariantCulture, $"allowed length of '{column.MaxLength}'. The text has {length} characters."));

    public static FaultException<OrganizationServiceFault> OutOfRange(FaultCode code, Table table, Column column, IFormattable value) => Fault.Of(
        code,
        string.Create(
            CultureInfo.InvariantCulture,
            $"A validation error occurred. The value {value} of the '{column.Name}' attribute of the '{table.Name}' entity is outside of the ")
            + string.Create(CultureInfo.InvariantCulture, $"allowed values {column.Min} to {column.Max}."));

    public static FaultException<OrganizationServiceFault> NoOption(Table table, Column column, int value) => Fault.Of(
        FaultCode.PicklistValueOutOfRange,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The value {value} of the '{column.Name}' attribute of the '{table.Name}' entity is not an option of this choice. Its options are {Options(column)}."));

    public static FaultException<OrganizationServiceFault> DateOutOfRange(Table table, Column column, DateTime value) => Fault.Of(
        FaultCode.InvalidDateTime,
        $"The date {value:yyyy-MM-dd} of the '{column.Name}' attribute of the '{table.Name}' entity is before 1753-01-01, the first that can be "
        + "stored.");

    public static FaultException<OrganizationServiceFault> WrongTarget(Table table, Column column, string target) => Fault.Of(
        FaultCode.InvalidArgument,
        $"The '{column.Name}' attribute of the '{table.Name}' entity cannot refer to '{target}'. It may refer to {string.Join(", ", column.Targets)}.");

    public static FaultException<OrganizationServiceFault> InvalidCharacter(Table table, Column column, int place) => Fault.Of(
        FaultCode.InvalidCharactersInField,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The field '{table.Name}.{column.Name}' contains one or more invalid characters, the first as character {place + 1}."));

    static string Options(Column column)
    {
        const int most = 20;
        var values = new string[Math.Min(column.Options.Count, most)];
        for (var i = 0; i < values.Length; i++) values[i] = column.Options[i].Value.ToString(CultureInfo.InvariantCulture);
        return string.Join(", ", values) + (column.Options.Count > most ? ", …" : "");
    }
}
