using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Offboarding.Tests.Contracts.Oracle;

/// <summary>The facts of a random contract as text, and what of them is unreadable. Chapter "facts" of the rules, column by column.</summary>
sealed class OracleFacts(IReadOnlyDictionary<string, string> facts)
{
    const RegexOptions Exactly = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    static readonly string[] Dates =
    [
        "today", "planned_receipt", "concluded_on", "start", "initial_end", "min_commitment_until", "max_end", "notice_received", "target_end", "agreed_end",
        "cause_known_on", "exit_date", "prepaid_from", "prepaid_to",
    ];

    static readonly Dictionary<string, string> Patterns = new(StringComparer.Ordinal)
    {
        ["party"] = "supplier|customer",
        ["customer_type"] = "business|consumer",
        ["contract_kind"] = "service|supply|works|saas|telecom|insurance|energy_basic|agency|lease_movable|lease_business|other",
        ["pay_period"] = "day|week|month|quarter|year|none",
        ["terms"] = "standard|negotiated",
        ["initial_term"] = "none|(?!0+[A-Z])0*[0-9]{1,5}(D|W|M|Q|Y)",
        ["renewal"] = "none|fixed|indefinite",
        ["renewal_term"] = "(?!0+[A-Z])0*[0-9]{1,5}(D|W|M|Q|Y)",
        ["notice"] = @"0*[0-9]{1,5}(D|WD|WT|W|M|Q|Y)(\+0*[0-9]{1,5}(D|WD|WT|W|M|Q|Y))*",
        ["notice_after"] = @"0*[0-9]{1,5}(D|WD|WT|W|M|Q|Y)(\+0*[0-9]{1,5}(D|WD|WT|W|M|Q|Y))*",
        ["anchor"] = @"any_day|saturday|month_end|mid_or_end|dom:([1-9]|[12][0-9]|3[01])|quarter_end|half_year_end|year_end|contract_(month|quarter|year)_end"
            + @"|fixed:((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))|date:[0-9|-]+|term_end",
        ["cutoff"] = "week:(day|werktag):[1-7]:[0-9]{1,3}|month:(day|werktag):([1-9]|[12][0-9]|3[01]):[0-9]{1,3}|quarter:(day|werktag):([1-9]|[1-8][0-9]|9[0-2]):[0-9]{1,3}",
        ["in_term_notice"] = "yes|no",
        ["term_end_excluded"] = "yes|no",
        ["notice_excluded"] = "yes|no",
        ["shift_193"] = "yes|no",
        ["termination"] = "ordinary|extraordinary|mutual",
        ["notice_by"] = "supplier|customer",
        ["required_form"] = "none|text|written_agreed|written",
        ["notice_form"] = "oral|email|fax|portal|letter|qes",
        ["cause_basis"] = "314|626|89a",
        ["post_end_days"] = "[0-9]{1,5}",
        ["fee_kind"] = "none|fixed|remaining_instalments|declining",
        ["fee_amount"] = @"[0-9]+(\.[0-9]+)?",
        ["fee_rate"] = @"[0-9]+(\.[0-9]+)?",
        ["monthly_fee"] = @"[0-9]+(\.[0-9]+)?",
        ["prepaid_amount"] = @"[0-9]+(\.[0-9]+)?",
    };

    static readonly string[] KnownFlags =
        ["suspended", "suspension_extends", "still_performed", "button_missing", "online", "switch", "open_services", "no_supply_duty", "cause_confirmed"];

    static readonly Dictionary<string, Regex> Compiled =
        Patterns.ToDictionary(pair => pair.Key, pair => new Regex("^(" + pair.Value + ")$", Exactly, Soon), StringComparer.Ordinal);

    readonly HashSet<string> flags = [.. facts.GetValueOrDefault("flags", "").Split(';')];

    /// <summary>Blank: unknown or not agreed.</summary>
    public string this[string column] => facts.GetValueOrDefault(column, "");

    public bool Has(string column) => this[column].Length > 0;

    public bool Yes(string column) => this[column] == "yes";

    public bool Flag(string flag) => flags.Contains(flag);

    public DateOnly? Date(string column) =>
        DateOnly.TryParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public decimal? Amount(string column) => Has(column) ? decimal.Parse(this[column], CultureInfo.InvariantCulture) : null;

    public HashSet<DateOnly> Holidays() =>
        Has("holidays") ? [.. this["holidays"].Split(';').Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))] : [];

    /// <summary>Columns with an unreadable value, in ordinal order.</summary>
    public List<string> Unreadable()
    {
        var bad = new List<string>();
        bad.AddRange(Dates.Where(column => column == "today" ? Date(column) is null : Has(column) && Date(column) is null));
        bad.AddRange(Compiled.Where(pair => Has(pair.Key) && !pair.Value.IsMatch(this[pair.Key])).Select(pair => pair.Key));
        if (this["anchor"].StartsWith("date:", StringComparison.Ordinal) && !this["anchor"][5..].Split('|').All(IsDate) && !bad.Contains("anchor")) bad.Add("anchor");
        if (Has("holidays") && !this["holidays"].Split(';').All(IsDate)) bad.Add("holidays");
        if (Has("flags") && !flags.All(flag => KnownFlags.Contains(flag, StringComparer.Ordinal))) bad.Add("flags");
        bad.Sort(StringComparer.Ordinal);
        return bad;

        static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
