using System;
using System.Collections.Generic;
using System.Globalization;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>A rule row that cannot be read or contradicts itself. The whole set is refused: half a law is none.</summary>
public sealed class NoticeRuleException : Exception
{
    internal NoticeRuleException(string ruleId, string column, string value, string remedy)
        : base("Rule row '" + ruleId + "', column " + column + ", value '" + value + "': " + remedy)
    {
        RuleId = ruleId;
        Column = column;
        Value = value;
        Remedy = remedy;
    }

    /// <summary>Id of the row, or its number if it has none.</summary>
    public string RuleId { get; }

    /// <summary>Column to change.</summary>
    public string Column { get; }

    /// <summary>What stands there.</summary>
    public string Value { get; }

    /// <summary>What to write instead, in English.</summary>
    public string Remedy { get; }
}

/// <summary>Reads one rule row from text and refuses what would silently do nothing or contradict itself.</summary>
sealed class NoticeRuleText
{
    static readonly string[] Kinds = ["default", "preset", "right"];
    static readonly string[] Modes = ["auto", "select"];
    static readonly string[] Parties = ["supplier", "customer", "both"];
    static readonly string[] Firsts = ["initial_end", "cap", "capped", "start"];
    static readonly string[] CapStarts = ["start", "concluded"];
    static readonly string[] YesNo = ["no", "yes"];

    readonly Func<string, string?> textOf;

    internal NoticeRuleText(int rowNumber, Func<string, string?> textOf)
    {
        this.textOf = textOf;
        Id = "row " + rowNumber.ToString(CultureInfo.InvariantCulture);
        Id = Text("rule_id") ?? throw Wrong("rule_id", "every rule needs an id.");
        Version = WholeNumber("version") ?? 1;
        ValidFrom = Date("valid_from");
        ValidTo = Date("valid_to");
        if (ValidTo < ValidFrom) throw Wrong("valid_to", "it lies before valid_from.");

        Kind = (RuleKind)Required("kind", Kinds);
        IsAutomatic = Required("mode", Modes) == 0;
        var party = Required("party", Parties);
        Party = party == 2 ? null : (Party)party;
        ContractKinds = Several<ContractKind>("contract_kinds", Codes.ContractKind);
        PayPeriods = Several<PayPeriod>("pay_periods", Codes.PayPeriod);
        LegalSource = Text("legal_source") ?? "";
        ReadNeeds();

        if (Kind == RuleKind.Right) ReadRight();
        else ReadClause();
    }

    internal string Id { get; }

    internal int Version { get; }

    internal LocalDate? ValidFrom { get; }

    internal LocalDate? ValidTo { get; }

    internal RuleKind Kind { get; }

    internal bool IsAutomatic { get; }

    internal Party? Party { get; }

    internal ContractKind[] ContractKinds { get; }

    internal PayPeriod[] PayPeriods { get; }

    internal string LegalSource { get; }

    internal CustomerType[] CustomerTypes { get; private set; } = [];

    internal TermsKind? Terms { get; private set; }

    internal LocalDate? ConcludedFrom { get; private set; }

    internal LocalDate? ConcludedTo { get; private set; }

    internal LocalDate? ReceiptFrom { get; private set; }

    internal bool NeedsInitialTerm { get; private set; }

    internal bool NeedsRenewal { get; private set; }

    internal bool NeedsTermOverCap { get; private set; }

    internal ContractFlags NeededFlags { get; private set; }

    internal ContractFlags ExcludedFlags { get; private set; }

    internal RightStart First { get; private set; }

    internal int? CapMonths { get; private set; }

    internal bool CapFromConclusion { get; private set; }

    internal bool FirstIncluded { get; private set; }

    internal RightEnds Then { get; private set; }

    internal Period EveryTerm { get; private set; }

    internal NoticeLength Length { get; private set; } = NoticeLength.Of(NoticePeriod.AtOnce);

    internal CutOff? CutOff { get; private set; }

    internal Anchor? Anchor { get; private set; }

    void ReadClause()
    {
        if (Kind == RuleKind.Preset && IsAutomatic) throw Wrong("mode", "a preset applies only where a contract names it. Write select.");
        Refuse("only rights go by it. Leave it blank.", "customer_types", "terms", "concluded_from", "concluded_to", "receipt_from", "first", "cap_months", "cap_from", "first_included", "then");
        if (NeedsInitialTerm || NeedsRenewal || NeedsTermOverCap) throw Wrong("needs", "only rights need something of the term. Name flags or leave it blank.");

        Length = Text("tiers") is null
            ? NoticeLength.Of(Parsed("period", NoticePeriod.ParseOrNull, "write a period as 3M or 2M+30D.") ?? throw Wrong("period", "name a period or tiers."))
            : Parsed("tiers", NoticeLength.ParseTiersOrNull, "write ages and periods ascending and in one unit, the last for *, as 12:1M|*:6M.")!;
        if (Text("tiers") is not null) Refuse("tiers are given. Leave it blank.", "period");

        CutOff = Parsed("cutoff", Contracts.CutOff.ParseOrNull, "write period:kind:n:offset, as month:day:15:0.");
        Anchor = Parsed("anchor", Contracts.Anchor.ParseOrNull, "write an anchor, as month_end.") ?? throw Wrong("anchor", "name the days that may be an end, as any_day.");
    }

    void ReadRight()
    {
        if (!IsAutomatic) throw Wrong("mode", "a right applies by itself. Write auto.");
        Refuse("rights do not go by it. Leave it blank.", "pay_periods", "tiers", "cutoff", "anchor");

        CustomerTypes = Several<CustomerType>("customer_types", Codes.CustomerType);
        Terms = (TermsKind?)Choice("terms", Codes.Terms);
        ConcludedFrom = Date("concluded_from");
        ConcludedTo = Date("concluded_to");
        if (ConcludedTo < ConcludedFrom) throw Wrong("concluded_to", "it lies before concluded_from: no contract would ever fit.");
        ReceiptFrom = Date("receipt_from");

        First = (RightStart)Required("first", Firsts);
        FirstIncluded = Required("first_included", YesNo) == 1;
        ReadCap();
        if (First is RightStart.InitialEnd or RightStart.Capped && !NeedsInitialTerm && !NeedsRenewal && !NeedsTermOverCap)
        {
            throw Wrong("needs", "the first end follows from the initial term: the right must need initial, renews or over_cap.");
        }

        ReadThen();
        Length = NoticeLength.Of(Parsed("period", NoticePeriod.ParseOrNull, "write a period as 3M or 2M+30D.") ?? throw Wrong("period", "name the notice period; 0D: at once."));
    }

    void ReadCap()
    {
        CapMonths = WholeNumber("cap_months");
        var from = Choice("cap_from", CapStarts);
        CapFromConclusion = from == 1;

        var capped = First is RightStart.Cap or RightStart.Capped || NeedsTermOverCap;
        if (capped && CapMonths is not >= 1) throw Wrong("cap_months", "first or needs speak of a cap: name its months, at least 1.");
        if (capped && from is null) throw Wrong("cap_from", "write start or concluded.");
        if (!capped) Refuse("neither first nor needs speak of a cap. Leave it blank.", "cap_months", "cap_from");
    }

    void ReadThen()
    {
        var text = Text("then") ?? throw Wrong("then", "write any_day, every:12M or contract_year_end.");
        var period = default(Period);
        Then = text switch
        {
            "any_day" => RightEnds.AnyDay,
            "contract_year_end" => RightEnds.ContractYearEnd,
            _ when text.StartsWith("every:", StringComparison.Ordinal) && Period.TryParse(text, 6, text.Length, out period) && period.IsTermLength => RightEnds.Every,
            _ => throw Wrong("then", "write any_day, every:12M or contract_year_end."),
        };
        EveryTerm = period;
    }

    void ReadNeeds()
    {
        foreach (var need in (Text("needs") ?? "").Split(['+'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (need == "initial") NeedsInitialTerm = true;
            else if (need == "renews") NeedsRenewal = true;
            else if (need == "over_cap") NeedsTermOverCap = true;
            else if (Codes.FlagOrNull(need) is { } needed) NeededFlags |= needed;
            else if (need.StartsWith("not_", StringComparison.Ordinal) && Codes.FlagOrNull(need.Substring(4)) is { } excluded) ExcludedFlags |= excluded;
            else throw Wrong("needs", "'" + need + "' is neither initial, renews, over_cap, a flag nor not_ and a flag.");
        }

        if ((NeededFlags & ExcludedFlags) != ContractFlags.None) throw Wrong("needs", "it needs and excludes the same flag.");
    }

    void Refuse(string remedy, params string[] columns)
    {
        foreach (var column in columns)
        {
            if (Text(column) is not null) throw Wrong(column, remedy);
        }
    }

    string? Text(string column) => textOf(column) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    int Required(string column, string[] codes) => Choice(column, codes) ?? throw Wrong(column, "write " + string.Join(" or ", codes) + ".");

    int? Choice(string column, string[] codes)
    {
        if (Text(column) is not { } text) return null;

        var index = Array.IndexOf(codes, text);
        return index >= 0 ? index : throw Wrong(column, "write " + string.Join(" or ", codes) + ".");
    }

    T[] Several<T>(string column, string[] codes)
        where T : struct
    {
        if (Text(column) is not { } text) return [];

        var values = new List<T>();
        foreach (var code in text.Split('|'))
        {
            var index = Array.IndexOf(codes, code);
            if (index < 0) throw Wrong(column, "'" + code + "' is not one of " + string.Join("|", codes) + ".");
            values.Add((T)Enum.ToObject(typeof(T), index));
        }

        return [.. values];
    }

    LocalDate? Date(string column)
    {
        if (Text(column) is not { } text) return null;

        return LocalDate.TryParse(text, out var date) ? date : throw Wrong(column, "write a day as YYYY-MM-DD.");
    }

    int? WholeNumber(string column)
    {
        if (Text(column) is not { } text) return null;

        return Anchor.TryNumber(text, 0, out var number) ? number : throw Wrong(column, "write a whole number from 0 to 999.");
    }

    T? Parsed<T>(string column, Func<string, T?> parse, string remedy)
        where T : class
    {
        if (Text(column) is not { } text) return null;

        return parse(text) ?? throw Wrong(column, remedy);
    }

    NoticeRuleException Wrong(string column, string remedy) => new(Id, column, textOf(column) ?? "", remedy);
}
