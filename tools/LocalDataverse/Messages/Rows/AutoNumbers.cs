using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using LocalDataverse.Faults;
using LocalDataverse.Metadata;

namespace LocalDataverse.Messages.Rows;

/// <summary>Fills autonumber columns that the caller left empty. A number is used once, also when the request is undone.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/create-auto-number-attributes</remarks>
internal sealed partial class AutoNumbers
{
    const long FirstNumber = 1000;
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    readonly ConcurrentDictionary<string, long> last;

    internal AutoNumbers() => last = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Goes on where another one is now.</summary>
    internal AutoNumbers(AutoNumbers origin) => last = new ConcurrentDictionary<string, long>(origin.last, StringComparer.Ordinal);

    /// <summary>The last numbers, by table and column.</summary>
    internal IReadOnlyDictionary<string, long> Last => last;

    /// <summary>Goes on behind these numbers.</summary>
    internal void GoOnFrom(IEnumerable<KeyValuePair<string, long>> numbers)
    {
        foreach (var (column, number) in numbers) last[column] = number;
    }

    internal void Set(Table table, Dictionary<Column, object?> values, DateTime utcNow)
    {
        foreach (var column in table.AutoNumbered)
        {
            if (values.GetValueOrDefault(column) is not null) continue;

            values[column] = Placeholder().Replace(column.AutoNumberFormat!, match => Part(match, table, column, utcNow));
        }
    }

    string Part(Match match, Table table, Column column, DateTime utcNow)
    {
        var argument = match.Groups["argument"].Value;
        switch (match.Groups["kind"].Value.ToUpperInvariant())
        {
            case "SEQNUM":
                var number = last.AddOrUpdate($"{table.Name}.{column.Name}", FirstNumber, (_, previous) => previous + 1);
                return number.ToString("D" + argument, CultureInfo.InvariantCulture);
            case "RANDSTRING":
                return int.TryParse(argument, CultureInfo.InvariantCulture, out var length) && length is >= 1 and <= 6
                    ? RandomNumberGenerator.GetString(Letters, length)
                    : throw Fault.Of(
                        FaultCode.InvalidArgument,
                        $"The autonumber format of {table.Name}.{column.Name} asks for {match.Value}. A random string has 1 to 6 characters: correct AutoNumberFormat.");
            case "DATETIMEUTC":
                return utcNow.ToString(argument, CultureInfo.InvariantCulture);
            default:
                throw Fault.Unsupported($"{match.Value} in the autonumber format of {table.Name}.{column.Name}");
        }
    }

    [GeneratedRegex(@"\{(?<kind>[^:{}]+):(?<argument>[^{}]+)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
