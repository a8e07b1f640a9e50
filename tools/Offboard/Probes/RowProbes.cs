using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboard.Probes;

/// <summary>What becomes of values that are written.</summary>
internal static class RowProbes
{
    const int NoSuchRow = -2147220969;
    const int NoSuchRelationship = -2147198708;
    const int Inactive = 1;
    const int InactiveStatus = 2;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Probe> All { get; } =
    [
        new("empty-text", "Is an empty text read back as no value? (F163)", "Yes.", "No, as an empty text.", EmptyText),
        new("unchanged-update", "Does an update that changes nothing raise the row version? (F174)", "Yes.", "No.", UnchangedUpdate),
        new("status-alone", "Does an update of the status reason alone set the state it belongs to? (F198)", "Yes.", "No.", StatusAlone),
        new("inactive-create", "Is a row active that was created with an inactive state? (F161)", "Yes.", "No, it is inactive.", InactiveCreate),
        new("inactive-row", "Can an inactive row of a custom table be changed through the API? (F201)", "Yes.", "No.", InactiveRow),
        new("created-on", "Is a createdon that a caller sends ignored? (F157)", "Yes.", "No, it is kept.", CreatedOn),
        new("seconds", "Are parts of a second lost on saving? (F223)", "Yes.", "No.", Seconds),
        new("currency", "Does an amount without a currency get one? (F225)", "Yes.", "No.", Currency),
        new("missing-lookup", "Is a lookup to a row that does not exist refused with 0x80040217? (F214)", "Yes.", "No.", MissingLookup),
        new("unknown-relationship", "Is Associate by an unknown relationship refused with 0x8004590C? (F260)", "Yes.", "No.", UnknownRelationship),
        new("reference-name", "Do lookups that are read carry the name of their row? (F182)", "Yes.", "No.", ReferenceName),
        new("no-columns", "Does a read without columns return the primary key? (F179)", "Yes.", "No.", NoColumns),
    ];

    static ProbeAnswer EmptyText(ScratchSpace space)
    {
        var account = space.Account(row => row["description"] = "");
        var value = space.Read("account", account, "description").GetAttributeValue<string>("description");
        return ProbeAnswer.Of(value is null, value is null ? "It has no value." : "It is an empty text.");
    }

    static ProbeAnswer UnchangedUpdate(ScratchSpace space)
    {
        var account = space.Account(row => row["telephone1"] = "1");
        var before = Version();
        space.Update("account", account, ("telephone1", "1"));
        var after = Version();
        return ProbeAnswer.Of(after != before, after == before ? "The version stayed." : "The version grew.");

        long Version() => space.Read("account", account, "versionnumber").GetAttributeValue<long>("versionnumber");
    }

    static ProbeAnswer StatusAlone(ScratchSpace space)
    {
        var account = space.Account();
        var code = ScratchSpace.CodeOf(() => space.Update("account", account, ("statuscode", new OptionSetValue(InactiveStatus))));
        return code is null
            ? ProbeAnswer.Of(StateOf(space, "account", account) == Inactive, $"The state is {StateOf(space, "account", account)}.")
            : new(Reading.B, $"It was refused with 0x{code:X8}.");
    }

    static ProbeAnswer InactiveCreate(ScratchSpace space)
    {
        var account = space.Account(row => row["statecode"] = new OptionSetValue(Inactive));
        var state = StateOf(space, "account", account);
        return ProbeAnswer.Of(state != Inactive, $"The state is {state}.");
    }

    static ProbeAnswer InactiveRow(ScratchSpace space)
    {
        var theme = space.Create(new Entity("off_theme")
        {
            ["off_name"] = space.Mark, ["off_namede"] = space.Mark, ["off_code"] = "probe-" + Guid.NewGuid().ToString("N")[..8], ["off_version"] = 1,
            ["off_origin"] = new OptionSetValue(OwnOrigin),
        });
        space.Update("off_theme", theme, ("statecode", new OptionSetValue(Inactive)), ("statuscode", new OptionSetValue(InactiveStatus)));
        var code = ScratchSpace.CodeOf(() => space.Update("off_theme", theme, ("off_namede", space.Mark + " 2")));
        return ProbeAnswer.Of(code is null, code is null ? "It was changed." : $"It was refused with 0x{code:X8}.");
    }

    static ProbeAnswer CreatedOn(ScratchSpace space)
    {
        var longAgo = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        var account = space.Account(row => row["createdon"] = longAgo);
        var on = space.Read("account", account, "createdon").GetAttributeValue<DateTime>("createdon");
        return ProbeAnswer.Of(on.Year != longAgo.Year, on.Year == longAgo.Year ? "It was kept." : "The platform set its own.");
    }

    static ProbeAnswer Seconds(ScratchSpace space)
    {
        var task = space.Create(new Entity("task") { ["subject"] = space.Mark, ["scheduledend"] = new DateTime(2030, 2, 3, 4, 5, 6, 789, DateTimeKind.Utc) });
        var milliseconds = space.Read("task", task, "scheduledend").GetAttributeValue<DateTime>("scheduledend").Millisecond;
        return ProbeAnswer.Of(milliseconds == 0, $"789 milliseconds were read as {milliseconds}.");
    }

    static ProbeAnswer Currency(ScratchSpace space)
    {
        var account = space.Account(row => row["revenue"] = new Money(12.5m));
        var currency = space.Read("account", account, "transactioncurrencyid").GetAttributeValue<EntityReference>("transactioncurrencyid");
        return ProbeAnswer.Of(currency is not null, currency is null ? "It has none." : $"It got {currency.Name ?? currency.Id.ToString("D")}.");
    }

    static ProbeAnswer MissingLookup(ScratchSpace space)
    {
        var code = ScratchSpace.CodeOf(() => space.Account(row => row["parentaccountid"] = new EntityReference("account", Guid.NewGuid())));
        return ProbeAnswer.Of(code == NoSuchRow, code is null ? "The row was created." : $"It was refused with 0x{code:X8}.");
    }

    static ProbeAnswer UnknownRelationship(ScratchSpace space)
    {
        var account = space.Account();
        var other = space.Account(suffix: " 2");
        var code = ScratchSpace.CodeOf(() => space.Service.Associate("account", account, new Relationship("off_nosuchrelationship"), [new EntityReference("account", other)]));
        return ProbeAnswer.Of(code == NoSuchRelationship, code is null ? "It was accepted." : $"It was refused with 0x{code:X8}.");
    }

    static ProbeAnswer ReferenceName(ScratchSpace space)
    {
        var parent = space.Account(suffix: " parent");
        var child = space.Account(row => row["parentaccountid"] = new EntityReference("account", parent));
        var name = space.Read("account", child, "parentaccountid").GetAttributeValue<EntityReference>("parentaccountid")?.Name;
        return ProbeAnswer.Of(name == space.Mark + " parent", name is null ? "There was no name." : $"The name was '{name}'.");
    }

    static ProbeAnswer NoColumns(ScratchSpace space)
    {
        var account = space.Account();
        var row = space.Service.Retrieve("account", account, new ColumnSet());
        return ProbeAnswer.Of(row.Contains("accountid"), $"The row had {row.Attributes.Count} columns.");
    }

    static int? StateOf(ScratchSpace space, string table, Guid id) => space.Read(table, id, "statecode").GetAttributeValue<OptionSetValue>("statecode")?.Value;

    /// <summary>off_origin of a row that is the customer's own.</summary>
    const int OwnOrigin = 727000001;
}
