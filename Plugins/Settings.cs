using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Offboarding.Plugins;

/// <summary>What happens when somebody deactivates an account that contracts oblige.</summary>
enum DeactivationPolicy
{
    /// <summary>It is refused.</summary>
    Block,

    /// <summary>It is refused unless an offboarding case is open for the account.</summary>
    RequireCase,

    /// <summary>It goes through, and what obliged the account is recorded on it.</summary>
    AllowAndRecord,
}

/// <summary>What becomes of the active contacts of an account that is let go.</summary>
enum ContactPolicy
{
    /// <summary>They stay active.</summary>
    Keep,

    /// <summary>They are deactivated in the same transaction.</summary>
    Deactivate,
}

/// <summary>What active subsidiaries mean for letting their parent go.</summary>
enum SubsidiaryPolicy
{
    /// <summary>Nothing: they stay active.</summary>
    Keep,

    /// <summary>The parent stays active as long as one of them is.</summary>
    Refuse,
}

/// <summary>The product's settings: environment variables, of which an admin may change each.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables</remarks>
sealed class Settings
{
    const string Prefix = "off_";

    /// <summary>Every setting whose value can be wrong by itself: reading it refuses what cannot be used.</summary>
    static readonly Action<Settings>[] Readers =
    [
        static settings => _ = settings.Policy,
        static settings => _ = settings.IncludeSubsidiaries,
        static settings => _ = settings.RequireNoContractConfirmation,
        static settings => _ = settings.ReadsContractSources,
        static settings => _ = settings.TimeZoneCode,
        static settings => _ = settings.NoticeLeadDays,
        static settings => _ = settings.ReminderLadder,
        static settings => _ = settings.ApprovalThreshold,
        static settings => _ = settings.Contacts,
        static settings => _ = settings.Subsidiaries,
        static settings => _ = settings.LetterFacts,
        static settings => _ = settings.SmallestGroup,
        static settings => _ = settings.PositiveFeedback,
        static settings => _ = settings.GiftLimit,
        static settings => _ = settings.CheckInMonths,
        static settings => _ = settings.KeepInTouchMonths,
        static settings => _ = settings.ReviewRevenueDrop,
        static settings => _ = settings.ReviewEffortMinutes,
        static settings => _ = settings.ReviewComplaints,
        static settings => _ = settings.ReviewOverdueInvoices,
        static settings => _ = settings.ReviewIndustries,
    ];

    readonly IReadOnlyDictionary<string, string> values;
    readonly Language language;

    Settings(IReadOnlyDictionary<string, string> values, Language language)
    {
        this.values = values;
        this.language = language;
    }

    /// <summary>off_DeactivationPolicy; default block.</summary>
    internal DeactivationPolicy Policy => Text("DeactivationPolicy", "block").ToUpperInvariant() switch
    {
        "BLOCK" => DeactivationPolicy.Block,
        "REQUIRECASE" => DeactivationPolicy.RequireCase,
        "ALLOWANDRECORD" => DeactivationPolicy.AllowAndRecord,
        _ => throw Wrong("DeactivationPolicy", "block, requirecase, allowandrecord"),
    };

    /// <summary>off_IncludeSubsidiaries: contracts of subsidiaries oblige the account, too; default no.</summary>
    internal bool IncludeSubsidiaries => IsYes("IncludeSubsidiaries");

    /// <summary>off_RequireNoContractConfirmation: a customer without contract needs a recorded confirmation that there is none; default no.</summary>
    internal bool RequireNoContractConfirmation => IsYes("RequireNoContractConfirmation");

    /// <summary>off_ContractSources: contracts are read from other tables, too; default no.</summary>
    internal bool ReadsContractSources => IsYes("ContractSources");

    /// <summary>off_HolidayCalendar: whose public holidays count for contracts that name no calendar and list no days; null, the default: they have none.</summary>
    internal string? HolidayCalendar => Text("HolidayCalendar", "") is { Length: > 0 } code ? code : null;

    /// <summary>off_TimeZoneCode: time zone of jobs; default 110, W. Europe.</summary>
    internal int TimeZoneCode => Number("TimeZoneCode", PluginCall.DefaultTimeZoneCode, least: 0, most: 9999);

    /// <summary>off_NoticeLeadDays: days from sending a notice to its receipt; default 14.</summary>
    internal int NoticeLeadDays => Number("NoticeLeadDays", 14, least: 0, most: 365);

    /// <summary>off_LetterFacts: true specifics of the shared time that a letter names at least; default 3.</summary>
    internal int LetterFacts => Number("LetterFacts", 3, least: 0, most: 5);

    /// <summary>off_ReminderLadder: days before the latest notice date on which to remind; default 90;60;30;14;7.</summary>
    internal IReadOnlyList<int> ReminderLadder => Numbers("ReminderLadder", "90;60;30;14;7", most: 3650);

    /// <summary>off_RetentionPacks: packs of retention rules for accounts that name none, joined by semicolons; default DE.</summary>
    internal string RetentionPacks => Text("RetentionPacks", "DE");

    /// <summary>off_RestrictionTeam: name of the team to which restricted rows are assigned; default Offboarding Restricted Data.</summary>
    internal string RestrictionTeam => Text("RestrictionTeam", "Offboarding Restricted Data");

    /// <summary>off_ApprovalThreshold: value of an account from which a second person approves its offboarding, in the currency of the case; default 50000.</summary>
    internal int ApprovalThreshold => Number("ApprovalThreshold", 50000, least: 0, most: int.MaxValue);

    /// <summary>off_ContactPolicy; default keep.</summary>
    internal ContactPolicy Contacts => Text("ContactPolicy", "keep").ToUpperInvariant() switch
    {
        "KEEP" => ContactPolicy.Keep,
        "DEACTIVATE" => ContactPolicy.Deactivate,
        _ => throw Wrong("ContactPolicy", "keep, deactivate"),
    };

    /// <summary>off_SubsidiaryPolicy; default keep.</summary>
    internal SubsidiaryPolicy Subsidiaries => Text("SubsidiaryPolicy", "keep").ToUpperInvariant() switch
    {
        "KEEP" => SubsidiaryPolicy.Keep,
        "REFUSE" => SubsidiaryPolicy.Refuse,
        _ => throw Wrong("SubsidiaryPolicy", "keep, refuse"),
    };

    /// <summary>off_SmallestGroup: cases that a figure of an analysis rests on at least; default 5.</summary>
    internal int SmallestGroup => Number("SmallestGroup", 5, least: 2, most: 1000);

    /// <summary>off_PositiveFeedback: score of 0 to 10 from which feedback is good enough to ask for a reference; default 8.</summary>
    internal int PositiveFeedback => Number("PositiveFeedback", 8, least: 0, most: 10);

    /// <summary>off_GiftLimit: value of a gift in base currency above which another person must approve it; default 35.</summary>
    internal int GiftLimit => Number("GiftLimit", 35, least: 0, most: int.MaxValue);

    /// <summary>off_CheckInMonths: months after the end in which to check in; default 3;12.</summary>
    internal IReadOnlyList<int> CheckInMonths => Numbers("CheckInMonths", "3;12", most: 120);

    /// <summary>off_KeepInTouchMonths: months after the end after which keeping in touch ends by itself; default 24.</summary>
    internal int KeepInTouchMonths => Number("KeepInTouchMonths", 24, least: 0, most: 120);

    /// <summary>off_ReviewRevenueDrop: percent by which revenue fell; default 40, 0 is off.</summary>
    internal int ReviewRevenueDrop => Number("ReviewRevenueDrop", 40, least: 0, most: 100);

    /// <summary>off_ReviewEffortMinutes: minutes of activities in twelve months; default 6000, 0 is off.</summary>
    internal int ReviewEffortMinutes => Number("ReviewEffortMinutes", 6000, least: 0, most: int.MaxValue);

    /// <summary>off_ReviewComplaints: complaints in twelve months; default 5, 0 is off.</summary>
    internal int ReviewComplaints => Number("ReviewComplaints", 5, least: 0, most: int.MaxValue);

    /// <summary>off_ReviewOverdueInvoices: invoices that are overdue at the same time; default 3, 0 is off.</summary>
    internal int ReviewOverdueInvoices => Number("ReviewOverdueInvoices", 3, least: 0, most: int.MaxValue);

    /// <summary>off_ReviewIndustries: codes of industries that no longer fit the strategy; default none.</summary>
    internal IReadOnlyList<int> ReviewIndustries => Numbers("ReviewIndustries", "", most: int.MaxValue);

    /// <summary>Reads all settings. Requests: 1.</summary>
    /// <param name="service">Acts as SYSTEM: a rep reads no environment variables.</param>
    /// <param name="language">For errors.</param>
    internal static Settings Read(IOrganizationService service, Language language)
    {
        var query = new QueryExpression("environmentvariabledefinition") { ColumnSet = new ColumnSet("schemaname", "defaultvalue") };
        query.Criteria.AddCondition("schemaname", ConditionOperator.BeginsWith, Prefix);
        var value = query.AddLink(
            "environmentvariablevalue", "environmentvariabledefinitionid", "environmentvariabledefinitionid", JoinOperator.LeftOuter);
        value.EntityAlias = "value";
        value.Columns = new ColumnSet("value");

        var current = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in service.RetrieveMultiple(query).Entities)
        {
            var text = row.GetAttributeValue<AliasedValue?>("value.value")?.Value as string ?? row.GetAttributeValue<string?>("defaultvalue");
            if (!string.IsNullOrWhiteSpace(text)) current[row.GetAttributeValue<string>("schemaname")] = text!.Trim();
        }

        return new Settings(current, language);
    }

    /// <summary>What is wrong with settings that cannot be used, a message each; none: all can.</summary>
    internal IReadOnlyList<string> Unusable()
    {
        var wrong = new List<string>();
        foreach (var read in Readers)
        {
            try
            {
                read(this);
            }
            catch (InvalidPluginExecutionException unusable)
            {
                wrong.Add(unusable.Message);
            }
        }

        return wrong;
    }

    /// <summary>The value of a setting as it is, its default included; empty: it has none.</summary>
    /// <param name="name">Without prefix, as TimeZoneCode.</param>
    internal string TextOf(string name) => Text(name, "");

    string Text(string name, string @default) => values.TryGetValue(Prefix + name, out var value) ? value : @default;

    bool IsYes(string name) => Text(name, "no").ToUpperInvariant() switch
    {
        "YES" or "TRUE" => true,
        "NO" or "FALSE" => false,
        _ => throw Wrong(name, "yes, no"),
    };

    int Number(string name, int @default, int least, int most)
    {
        var text = Text(name, @default.ToString(CultureInfo.InvariantCulture));
        return int.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, least.ToString(CultureInfo.InvariantCulture) + " – " + most.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whole numbers from 0 on, joined by semicolons; a blank default may stay blank.</summary>
    IReadOnlyList<int> Numbers(string name, string @default, int most)
    {
        var text = Text(name, @default);
        var numbers = new List<int>();
        if (text.Length == 0) return numbers;

        foreach (var part in text.Split(';'))
        {
            if (!int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > most) throw Wrong(name, @default.Length > 0 ? @default : "1;2;3");
            numbers.Add(number);
        }

        return numbers;
    }

    InvalidPluginExecutionException Wrong(string name, string expected) =>
        Refusal.Of("OFF-5001", language, "setting", Prefix + name, "value", Text(name, ""), "expected", expected);
}
