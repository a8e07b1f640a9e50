using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Feedback;

/// <summary>What every new feedback of a case holds.</summary>
static class FeedbackRows
{
    internal static void Fill(PluginCall call, CaseOnFile onFile, FeedbackRow row)
    {
        row.Name = Messages.Part("OFF-TEXT-FEEDBACK-NAME", call.Language, "case", onFile.Number);
        row.CaseId = onFile.Reference;
        row.AccountId = new EntityReference(AccountRow.Table, onFile.Account.Id);
        row.ContactId = onFile.Row.MainContactId;
        row.Language = call.Language == Plugins.Language.German ? FeedbackLanguage.De : FeedbackLanguage.En;
        row.FeedbackKey = FeedbackQueries.KeyOf(onFile.Row.Id);
    }
}
