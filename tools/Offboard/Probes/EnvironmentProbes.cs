using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Probes;

/// <summary>Alternate keys, auditing and queries.</summary>
internal static class EnvironmentProbes
{
    const string KeyedTable = "off_offboardingcase";
    const string Key = "off_openkey";

    /// <summary>The key works, and no row has the value.</summary>
    const int NoSuchKey = -2147088239;
    static readonly TimeSpan JustImported = TimeSpan.FromMinutes(1);
    static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    const int Looks = 12;

    /// <summary>Before any time passes: index jobs would run.</summary>
    public static Probe KeyIndexes { get; } = new(
        "key-indexes",
        "Do alternate keys work as soon as they are imported? (F191)",
        "Yes.",
        new("No, they wait for their index job.", "KeysActiveAtOnce = false"),
        Keys);

    /// <summary>The others.</summary>
    public static IReadOnlyList<Probe> All { get; } =
    [
        new(
            "audit",
            "Are audit entries there as soon as the write has committed?",
            "Yes.",
            new("No, they come later.", "AuditAtOnce = false"),
            Audit),
        new(
            "negative-operators",
            "Do ne, not-in and the other negative operators match empty columns? (F235, F236)",
            "Yes.",
            new("No.", "NegativeOperatorsMatchEmpty = false"),
            NegativeOperators),
        new(
            "accents",
            "Does a query for o find ö? (F234)",
            "No.",
            "Yes.",
            Accents),
    ];

    static ProbeAnswer Keys(ScratchSpace space)
    {
        var since = Now(space) - InstalledOn(space);
        if (ScratchSpace.CodeOf(() => space.Service.Execute(ByKey(space.Mark))) is not { } code) return ProbeAnswer.CannotTell("A case was found by a key that no case has.");
        if (code != NoSuchKey) return new(Reading.B, $"A case cannot be looked up by its key: 0x{code:X8}.");

        return since < JustImported
            ? new(Reading.A, "The key works, within a minute of the import.")
            : ProbeAnswer.CannotTell("The key works now; whether it did at once can only be seen within a minute of the import.");
    }

    static ProbeAnswer Audit(ScratchSpace space)
    {
        if (!IsAudited(space)) return ProbeAnswer.CannotTell("Auditing is off for this environment: switch it on, for the table account, too, and run the probe again.");

        var account = space.Account();
        space.Update("account", account, ("name", space.Mark + " 2"));
        if (Entries(space, account) > 0) return new(Reading.A, "The entry was there at the first look.");

        for (var look = 1; look <= Looks; look++)
        {
            space.Wait(BetweenLooks);
            if (Entries(space, account) > 0) return new(Reading.B, $"The entry was there at look {look + 1}, {look * BetweenLooks.TotalSeconds:0} seconds later.");
        }

        return ProbeAnswer.CannotTell($"No entry came within {Looks * BetweenLooks.TotalSeconds:0} seconds. Is the table account audited?");
    }

    static ProbeAnswer NegativeOperators(ScratchSpace space)
    {
        space.Account(row => row["telephone1"] = "1");
        space.Account();
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, space.Mark);
        query.Criteria.AddCondition("telephone1", ConditionOperator.NotEqual, "2");
        return space.Service.RetrieveMultiple(query).Entities.Count switch
        {
            2 => new(Reading.A, "The row without a telephone number was found, too."),
            1 => new(Reading.B, "Only the row with another telephone number was found."),
            var count => ProbeAnswer.CannotTell($"{count} of the two rows were found."),
        };
    }

    static ProbeAnswer Accents(ScratchSpace space)
    {
        var account = space.Account(suffix: " ö");
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("name") };
        query.Criteria.AddCondition("name", ConditionOperator.Equal, space.Mark + " o");
        var isFound = space.Service.RetrieveMultiple(query).Entities.Any(row => row.Id == account);
        return ProbeAnswer.Of(!isFound, isFound ? "It was found." : "It was not found.");
    }

    static RetrieveRequest ByKey(string value) => new() { Target = new EntityReference(KeyedTable, Key, value), ColumnSet = new ColumnSet(Key) };

    static DateTime InstalledOn(ScratchSpace space)
    {
        var query = new QueryByAttribute("solution") { ColumnSet = new ColumnSet("installedon") };
        query.AddAttributeValue("uniquename", "CustomerOffboarding");
        return space.Service.RetrieveMultiple(query).Entities.FirstOrDefault()?.GetAttributeValue<DateTime?>("installedon")
            ?? throw new ProbeNotPossibleException("The solution CustomerOffboarding is not installed: import it.");
    }

    /// <summary>The time of the server, by a row that is new.</summary>
    static DateTime Now(ScratchSpace space) => space.Read("account", space.Account(), "createdon").GetAttributeValue<DateTime>("createdon");

    static bool IsAudited(ScratchSpace space) =>
        space.Service.RetrieveMultiple(new QueryExpression("organization") { ColumnSet = new ColumnSet("isauditenabled") }).Entities[0].GetAttributeValue<bool>("isauditenabled");

    static int Entries(ScratchSpace space, Guid row)
    {
        var query = new QueryExpression("audit") { ColumnSet = new ColumnSet("operation") };
        query.Criteria.AddCondition("objectid", ConditionOperator.Equal, row);
        return space.Service.RetrieveMultiple(query).Entities.Count;
    }
}
