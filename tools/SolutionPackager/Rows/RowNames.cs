using System;
using System.Linq;
using System.Text;

namespace SolutionPackager.Rows;

/// <summary>Names in C# and in data files, made from the names and labels of the solution.</summary>
static class RowNames
{
    /// <summary>The name of a fact: <c>off_Shift193</c> becomes <c>shift_193</c>, <c>off_NameDE</c> <c>name_de</c>.</summary>
    internal static string Fact(string schemaName)
    {
        var name = RowTable.WithoutPrefix(schemaName);
        var fact = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = (char.IsUpper(name[i]) && !(i > 0 && char.IsUpper(name[i - 1]))) || (char.IsDigit(name[i]) && i > 0 && !char.IsDigit(name[i - 1]));
            if (startsWord && i > 0) fact.Append('_');
            fact.Append(char.ToLowerInvariant(name[i]));
        }

        return fact.ToString();
    }

    /// <summary>The name of a property: <c>off_InitialTerm</c> becomes <c>InitialTerm</c>, <c>statecode</c> becomes <c>State</c>.</summary>
    internal static string Property(string schemaName) =>
        schemaName switch
        {
            "statecode" => "State",
            "statuscode" => "StatusReason",
            _ => RowTable.WithoutPrefix(schemaName),
        };

    /// <summary>The name of an option: its code, or its label where it has none. A name may not start with a digit: <c>314</c> becomes <c>Code314</c>.</summary>
    internal static string Option(RowOption option)
    {
        var source = option.Code.Length > 0 ? option.Code : option.Label;
        var words = new string([.. source.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return char.IsDigit(name[0]) ? "Code" + name : name;
    }
}
