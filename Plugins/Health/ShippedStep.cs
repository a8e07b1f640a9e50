using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace Offboarding.Plugins.Health;

/// <summary>A step as the solution registers it, from the same files that are packed.</summary>
sealed class ShippedStep
{
    const string Resources = "Offboarding.Plugins.Steps.";

    static readonly Lazy<IReadOnlyList<ShippedStep>> Read = new(static () => [.. ReadAll().OrderBy(static step => step.Name, StringComparer.Ordinal)]);

    /// <summary>A step that watches no columns.</summary>
    internal ShippedStep(Guid id, string name, string table, int stage, int mode, int rank)
    {
        Id = id;
        Name = name;
        Table = table;
        Stage = stage;
        Mode = mode;
        Rank = rank;
        Columns = [];
    }

    ShippedStep(XElement step)
    {
        Id = Guid.Parse((string)step.Attribute("SdkMessageProcessingStepId"));
        Name = (string)step.Attribute("Name");
        MessageId = Guid.Parse((string)step.Element("SdkMessageId"));
        Table = (string?)step.Element("PrimaryEntity") ?? "";
        Stage = Number(step, "Stage");
        Mode = Number(step, "Mode");
        Rank = Number(step, "Rank");
        Columns = [.. ((string?)step.Element("FilteringAttributes") ?? "").Split([','], StringSplitOptions.RemoveEmptyEntries).OrderBy(static column => column, StringComparer.Ordinal)];
    }

    /// <summary>All steps of the solution, by name.</summary>
    internal static IReadOnlyList<ShippedStep> All => Read.Value;

    internal Guid Id { get; }

    internal string Name { get; }

    /// <summary>Empty: the message has another id in each environment.</summary>
    internal Guid MessageId { get; }

    /// <summary>Logical name of the table; empty: any.</summary>
    internal string Table { get; }

    /// <summary>10 PreValidation, 20 PreOperation, 40 PostOperation.</summary>
    internal int Stage { get; }

    /// <summary>0 synchronous, 1 asynchronous.</summary>
    internal int Mode { get; }

    internal int Rank { get; }

    /// <summary>Columns whose change the step watches, sorted; none: all.</summary>
    internal IReadOnlyList<string> Columns { get; }

    internal bool IsSynchronous => Mode == 0;

    static IEnumerable<ShippedStep> ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return new ShippedStep(XDocument.Load(stream).Root!);
        }
    }

    static int Number(XElement step, string name) => int.Parse((string)step.Element(name), CultureInfo.InvariantCulture);
}
