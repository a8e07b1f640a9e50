using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>What a case said when a decision was taken, as JSON beside the verdict. Ids instead of names: a decision outlives the people in it.</summary>
static class CaseInputs
{
    internal static void Write(JsonText json, PluginCall call, OffboardingCaseRow row)
    {
        json.Text("by", call.Context.InitiatingUserId.ToString("D"));
        json.Text("way", row.Way?.ToCode()).Text("reason", row.ReasonId?.Id.ToString("D")).Text("explanation", row.Explanation).Text("situation", row.Situation);
        json.Text("wanted_end", row.WantedEnd?.ToString()).Text("planned_end", row.PlannedEnd?.ToString());
        json.Text("notice_sent_on", row.NoticeSentOn?.ToString()).Text("notice_received_on", row.NoticeReceivedOn?.ToString());
        json.Text("notice_form", row.NoticeForm?.ToCode()).Text("notice_by", row.NoticeBy?.ToCode());
        json.Text("target_end", row.TargetEnd?.ToString()).Text("agreed_end", row.AgreedEnd?.ToString());
        json.Text("cause_basis", row.CauseBasis?.ToCode()).Text("cause_known_on", row.CauseKnownOn?.ToString());
        if (row.CounselConfirmed is { } confirmed) json.YesNo("counsel_confirmed", confirmed);
        json.Text("evidence", row.Evidence);
        Rating(json, "pro_reputation", row.ProReputation);
        Rating(json, "pro_focus", row.ProFocus);
        Rating(json, "pro_conflict", row.ProConflict);
        Rating(json, "pro_capacity", row.ProCapacity);
        Rating(json, "con_referral", row.ConReferral);
        Rating(json, "con_lost_orders", row.ConLostOrders);
        Rating(json, "con_rejection", row.ConRejection);
        Rating(json, "con_effort", row.ConEffort);
        json.Text("account_value", row.AccountValue?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        json.Text("approved_by", row.ApprovedById?.Id.ToString("D")).Text("facts", row.DecisionFacts);
    }

    static void Rating(JsonText json, string name, int? rating)
    {
        if (rating is { } given) json.Number(name, given);
    }
}
