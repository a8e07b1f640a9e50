using LocalDataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Query;

/// <summary>Values of columns between the form callers use and the form rows keep (see <see cref="Storage.Row"/>).</summary>
internal static class RowValues
{
    /// <summary>Checks a value a caller sent and gives what the row keeps. Empty text becomes null.</summary>
    /// <param name="value">As in <see cref="Entity.Attributes"/>; null empties the column.</param>
    /// <exception cref="System.ServiceModel.FaultException">
    /// 0x80044354: wrong type; 0x80044331: text too long; 0x8004432F, 0x80044330, 0x80040317: number out of range;
    /// 0x8004431A: no such option; 0x80040239: date before 1753; 0x80040203: a lookup's table is not among its targets.
    /// </exception>
    /// <remarks>Whether the row a lookup refers to exists is checked by <see cref="DemandTarget"/>.</remarks>
    public static object? ToStored(Table table, Column column, object? value) =>
        throw Faults.Fault.Unsupported("writing values yet");

    /// <summary>Fails if a lookup value refers to a row that does not exist.</summary>
    /// <exception cref="System.ServiceModel.FaultException">0x80040217: no such row.</exception>
    public static void DemandTarget(Storage.Transaction transaction, object? stored) =>
        throw Faults.Fault.Unsupported("writing values yet");

    /// <summary>A stored value in the form callers use, without names and formatted values; null stays null.</summary>
    public static object? ToSdk(Column column, object? stored) =>
        throw Faults.Fault.Unsupported("reading values yet");
}
