using System.Collections.Generic;
using Offboarding.Plugins.Calendar;

namespace Offboarding.Plugins.Contracts;

/// <summary>Notice for good cause: §§ 314, 626 BGB, § 89a HGB. Whether the cause is good is counsel's to confirm.</summary>
static class ExtraordinaryNotice
{
    const int DaysToGiveNotice = 14;

    internal static IReadOnlyList<string> Missing(ContractFacts facts, LocalDate today)
    {
        var missing = new List<string>();
        if (facts.NoticeReceived > today) missing.Add(MissingFact.NoticeReceiptFuture);
        if (NoticeFormRule.IsUnknown(facts)) missing.Add(MissingFact.NoticeForm);
        if (facts.NoticeReceived is null) missing.Add(MissingFact.NoticeReceived);
        if (facts.CauseBasis is null) missing.Add(MissingFact.CauseBasis);
        if (facts.CauseKnownOn is null) missing.Add(MissingFact.CauseKnownOn);
        if (!facts.Has(ContractFlags.CauseConfirmed)) missing.Add(MissingFact.CauseConfirmed);
        return missing;
    }

    /// <summary>Why the notice ends nothing; none: it is good.</summary>
    internal static ContractAlerts Defects(ContractFacts facts)
    {
        var defects = ContractAlerts.None;
        if (NoticeFormRule.IsTooWeak(facts)) defects |= ContractAlerts.NoticeFormInvalid;
        if (facts.CauseBasis == CauseBasis.Bgb626 && facts.NoticeReceived > LastReceipt(facts)) defects |= ContractAlerts.ExtraordinaryLate;
        return defects;
    }

    /// <summary>The day of receipt, or the later day that the notice names.</summary>
    internal static LocalDate End(ContractFacts facts)
    {
        var received = facts.NoticeReceived.GetValueOrDefault();
        return LocalDate.Max(received, facts.TargetEnd ?? received);
    }

    /// <summary>Two weeks from knowing; § 193 BGB moves their end off a rest day (unlike the deadlines of ordinary notice).</summary>
    static LocalDate? LastReceipt(ContractFacts facts) =>
        facts.CauseKnownOn?.PlusDaysOrNull(DaysToGiveNotice) is { } last ? facts.Holidays.WorkingDayFrom(last) : null;
}
