using System;
using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Retention;

/// <summary>Reads one rule row from text and refuses what cannot be read or contradicts itself.</summary>
sealed class RetentionRuleText
{
    const int MostPeriod = 1_000;
    const int MostGraceDays = 366;
    const int MostMonths = 1_200;
    const int MostRank = 999;

    static readonly PeriodUnit[] Units = [PeriodUnit.Years, PeriodUnit.Months, PeriodUnit.Days];

    readonly Func<string, string?> textOf;

    internal RetentionRuleText(int rowNumber, Func<string, string?> textOf)
    {
        this.textOf = textOf;
        Id = "row " + rowNumber.ToString(CultureInfo.InvariantCulture);
        Id = Needed("rule_id");
        RecordClass = Needed("record_class");
        Version = Number("version", 9_999) ?? 1;
        Packs = List("pack", ';', static pack => pack == KnownValues.AnyPack || KnownValues.IsPack(pack), KnownValues.Packs, KnownValues.AnyPack);
        if (Packs.Count == 0) throw Missing("pack");

        ReadConditions();
        StartEvents = List("start_events", '|', KnownValues.IsEvent, KnownValues.Events);
        if (StartEvents.Count == 0) throw Missing("start_events");

        StartPick = (StartPick)Choice("start_pick", RetentionCodes.StartPick);
        var unit = Units[Choice("unit", RetentionCodes.Unit)];
        Period = new Period(Number("period", MostPeriod) ?? throw Missing("period"), unit);
        Rounding = (PeriodRounding)Choice("rounding", RetentionCodes.Rounding);
        if (Rounding != PeriodRounding.None && unit != PeriodUnit.Years) throw Wrong("OFF-3003", "unit", Text("unit")!);

        GraceDays = Number("grace_days", MostGraceDays) ?? 0;
        OpenProceedings = YesNo("open_proceedings");
        CapYears = Number("cap_years", MostPeriod);
        Ground = (RetentionGround)Choice("ground", RetentionCodes.Ground);
        TieRank = Number("tie_rank", MostRank) ?? throw Missing("tie_rank");
        CutBy = List("cut_by", '|', static cut => cut == KnownValues.ErasureRequest || KnownValues.IsEvent(cut), KnownValues.Events, KnownValues.ErasureRequest);
        if (CutBy.Count > 0 && Ground != RetentionGround.Policy) throw Wrong("OFF-3005", "cut", string.Join("|", CutBy));
        if (CapYears is not null && Ground == RetentionGround.Policy) throw Wrong("OFF-3009", "years", Text("cap_years")!);

        RestrictMonths = Number("restrict_months", MostMonths);
        Action = (RetentionAction)(Choice("action", RetentionCodes.RuleAction) + 1);
        ReadDates();
        IsActive = YesNo("active");
        LegalSource = Text("legal_source") ?? throw Wrong("OFF-3008");
        if (Text("confidence") is not null) Choice("confidence", RetentionCodes.Confidence);
    }

    internal string Id { get; }

    internal string RecordClass { get; }

    internal int Version { get; }

    internal IReadOnlyList<string> Packs { get; }

    internal IReadOnlyList<string> Flags { get; private set; } = [];

    internal IReadOnlyList<string> AbsentFlags { get; private set; } = [];

    internal IReadOnlyList<string> SectorsAny { get; private set; } = [];

    internal IReadOnlyList<string> SectorsNone { get; private set; } = [];

    internal IReadOnlyList<string> StartEvents { get; }

    internal StartPick StartPick { get; }

    internal Period Period { get; }

    internal PeriodRounding Rounding { get; }

    internal int GraceDays { get; }

    internal bool OpenProceedings { get; }

    internal int? CapYears { get; }

    internal RetentionGround Ground { get; }

    internal int TieRank { get; }

    internal IReadOnlyList<string> CutBy { get; }

    internal int? RestrictMonths { get; }

    internal RetentionAction Action { get; }

    internal LocalDate? EffectiveFrom { get; private set; }

    internal LocalDate? EffectiveTo { get; private set; }

    internal LocalDate? StartFrom { get; private set; }

    internal LocalDate? StartTo { get; private set; }

    internal bool IsActive { get; }

    internal string LegalSource { get; }

    void ReadConditions()
    {
        var flags = new List<string>();
        var absent = new List<string>();
        foreach (var flag in List("flags", ';', static flag => KnownValues.IsFlag(Bare(flag)), KnownValues.Flags))
            (flag[0] == '!' ? absent : flags).Add(Bare(flag));

        Flags = flags;
        AbsentFlags = absent;
        SectorsAny = List("sectors_any", ';', KnownValues.IsSector, KnownValues.Sectors);
        SectorsNone = List("sectors_none", ';', KnownValues.IsSector, KnownValues.Sectors);
        RefuseBoth("flags", flags, absent);
        RefuseBoth("sectors_none", SectorsAny, SectorsNone);
    }

    static string Bare(string flag) => flag.Length > 1 && flag[0] == '!' ? flag.Substring(1) : flag;

    void RefuseBoth(string column, IReadOnlyList<string> demanded, IReadOnlyList<string> refused)
    {
        foreach (var value in demanded)
            foreach (var other in refused)
                if (value == other) throw Wrong("OFF-3014", "column", column, "value", value);
    }

    void ReadDates()
    {
        EffectiveFrom = Date("effective_from");
        EffectiveTo = Date("effective_to");
        if (EffectiveTo < EffectiveFrom) throw Wrong("OFF-3004", "from", EffectiveFrom.ToString()!, "to", EffectiveTo.ToString()!, "column", "effective_to");

        StartFrom = Date("start_from");
        StartTo = Date("start_to");
        if (StartTo < StartFrom) throw Wrong("OFF-3004", "from", StartFrom.ToString()!, "to", StartTo.ToString()!, "column", "start_to");
    }

    string? Text(string column) => textOf(column) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    string Needed(string column) => Text(column) ?? throw Missing(column);

    int Choice(string column, string[] codes)
    {
        var text = Needed(column);
        var index = Array.IndexOf(codes, text);
        return index >= 0 ? index : throw Unknown(column, text, codes);
    }

    bool YesNo(string column) => Choice(column, RetentionCodes.YesNo) == 1;

    IReadOnlyList<string> List(string column, char separator, Func<string, bool> isKnown, IReadOnlyCollection<string> known, params string[] also)
    {
        if (Text(column) is not { } text) return [];

        var parts = text.Split(separator);
        foreach (var part in parts)
            if (part.Length == 0 || !isKnown(part)) throw Unknown(column, part, [.. also, .. known]);

        return parts;
    }

    int? Number(string column, int most)
    {
        if (Text(column) is not { } text) return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Wrong("OFF-3013", "column", column, "value", text, "expected", "0–" + most.ToString(CultureInfo.InvariantCulture));
    }

    LocalDate? Date(string column)
    {
        if (Text(column) is not { } text) return null;

        return LocalDate.TryParse(text, out var day) ? day : throw Wrong("OFF-3013", "column", column, "value", text, "expected", "YYYY-MM-DD");
    }

    RetentionRuleException Missing(string column) => Wrong("OFF-3012", "column", column);

    RetentionRuleException Unknown(string column, string value, IReadOnlyCollection<string> known)
    {
        var ordered = new List<string>(known);
        ordered.Sort(StringComparer.Ordinal);
        return Wrong("OFF-3002", "column", column, "value", value, "expected", string.Join(", ", ordered));
    }

    RetentionRuleException Wrong(string code, params string[] values) => new(code, ["rule", Id, "class", textOf("record_class") ?? "", .. values]);
}
