using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Calendar;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>A notice or an agreement as a call names it; what the call leaves out is as on the case.</summary>
sealed class GivenNotice
{
    GivenNotice(CaseOnFile onFile, OffboardingCaseRow row)
    {
        OnFile = onFile;
        Row = row;
    }

    CaseOnFile OnFile { get; }

    /// <summary>The notice in the columns of the case, complete.</summary>
    internal OffboardingCaseRow Row { get; }

    internal OffboardingCaseWay Way => OnFile.Row.Way ?? OffboardingCaseWay.OwnNotice;

    /// <summary>Whether it has effect on contracts: an agreement at once, a notice when it is received (§ 130 BGB).</summary>
    internal bool HasEffect => Way == OffboardingCaseWay.Mutual ? Row.AgreedEnd is not null : Row.NoticeReceivedOn is not null;

    /// <summary>Whether the case says all of this already.</summary>
    internal bool IsOnFile
    {
        get
        {
            foreach (var value in Row.Entity.Attributes)
                if (!Equals(value.Value, OnFile.Row.Entity.GetAttributeValue<object?>(value.Key))) return false;

            return true;
        }
    }

    internal static GivenNotice Read(PluginCall call, CaseOnFile onFile)
    {
        var old = onFile.Row;
        var way = old.Way ?? OffboardingCaseWay.OwnNotice;
        return new GivenNotice(onFile, new OffboardingCaseRow
        {
            NoticeSentOn = call.OptionalDate("SentOn") ?? old.NoticeSentOn,
            NoticeReceivedOn = call.OptionalDate("ReceivedOn") ?? old.NoticeReceivedOn,
            NoticeForm = call.OptionalCode("Form", OffboardingCaseNoticeFormCodes.FromCode, "oral, email, fax, portal, letter, qes") ?? old.NoticeForm,
            NoticeBy = call.OptionalCode("By", OffboardingCaseNoticeByCodes.FromCode, "supplier, customer") ?? old.NoticeBy ?? PartyOf(way),
            TargetEnd = call.OptionalDate("TargetEnd") ?? old.TargetEnd,
            AgreedEnd = call.OptionalDate("AgreedEnd") ?? old.AgreedEnd,
            CauseBasis = call.OptionalCode("CauseBasis", OffboardingCaseCauseBasisCodes.FromCode, "314, 626, 89a") ?? old.CauseBasis,
            CauseKnownOn = call.OptionalDate("CauseKnownOn") ?? old.CauseKnownOn,
            CounselConfirmed = call.OptionalValue<bool>("CounselConfirmed") ?? old.CounselConfirmed,
        });
    }

    /// <exception cref="InvalidPluginExecutionException">OFF-1310 to OFF-1316: the notice contradicts the case, the calendar or itself, or lacks what its way needs.</exception>
    internal void RefuseDefects(PluginCall call)
    {
        var language = call.Language;
        if (Way == OffboardingCaseWay.Lapse) throw Refusal.Of("OFF-1310", language, "case", OnFile.Number);
        if (PartyOf(Way) is { } party && Row.NoticeBy != party) throw Refusal.Of("OFF-1311", language, "case", OnFile.Number, "party", Text("PARTY-" + party.ToCode().ToUpperInvariant(), language));
        if (Way != OffboardingCaseWay.CustomerNotice && !StageRule.IsDecided(OnFile.Stage)) throw Refusal.Of("OFF-1312", language, "case", OnFile.Number);

        RefuseFuture(call, Row.NoticeSentOn);
        RefuseFuture(call, Row.NoticeReceivedOn);
        if (Row.NoticeReceivedOn is { } received && received < Row.NoticeSentOn)
            throw Refusal.Of("OFF-1314", language, "received", language.Text(received), "sent", language.Text(Row.NoticeSentOn.GetValueOrDefault()));

        var missing = Missing();
        if (missing.Count > 0)
            throw Refusal.Of(
                Way == OffboardingCaseWay.Extraordinary ? "OFF-1316" : "OFF-1315", language, "case", OnFile.Number, "missing", string.Join(", ", missing.ConvertAll(code => Text("MISSING-" + code, language))));
    }

    List<string> Missing()
    {
        var missing = new List<string>();
        if (Way == OffboardingCaseWay.Mutual)
        {
            if (Row.AgreedEnd is null) missing.Add("AGREEDEND");
            return missing;
        }

        if (Row.NoticeSentOn is null && Row.NoticeReceivedOn is null) missing.Add("RECEIVED");
        if (Row.NoticeReceivedOn is not null && Row.NoticeForm is null) missing.Add("FORM");
        if (Way != OffboardingCaseWay.Extraordinary) return missing;

        if (Row.CauseBasis is null) missing.Add("BASIS");
        if (Row.CauseKnownOn is null) missing.Add("KNOWNON");
        if (string.IsNullOrWhiteSpace(OnFile.Row.Evidence)) missing.Add("EVIDENCE");
        if (Row.CounselConfirmed != true) missing.Add("COUNSEL");
        return missing;
    }

    static void RefuseFuture(PluginCall call, LocalDate? day)
    {
        if (day > call.Today)
            throw Refusal.Of("OFF-1313", call.Language, "day", call.Language.Text(day.GetValueOrDefault()), "today", call.Language.Text(call.Today));
    }

    static string Text(string code, Language language) => Messages.Part("OFF-TEXT-NOTICE-" + code, language);

    /// <summary>Who ends the relationship; null: both together, or nobody.</summary>
    static OffboardingCaseNoticeBy? PartyOf(OffboardingCaseWay way) => way switch
    {
        OffboardingCaseWay.OwnNotice or OffboardingCaseWay.Extraordinary => OffboardingCaseNoticeBy.Supplier,
        OffboardingCaseWay.CustomerNotice => OffboardingCaseNoticeBy.Customer,
        _ => null,
    };
}
