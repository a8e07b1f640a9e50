using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Keeps on the account what obliged it when the policy let it go all the same.</summary>
static class ObligationRecord
{
    /// <summary>Characters that the column holds.</summary>
    internal const int MostCharacters = 4000;

    /// <summary>Writes the day and the contracts. An update carries the text itself: 0 requests; Merge and SetState need 1 write.</summary>
    internal static void Write(PluginCall call, GateMemory memory, AccountReview review)
    {
        var day = memory.Language.Text(memory.Today) + ": ";
        var text = day + RefusalText.Contracts(review, memory.Language, MostCharacters - day.Length);
        if (text.Length > MostCharacters) text = text.Substring(0, MostCharacters);

        if (call.IsMessage("Update"))
        {
            new AccountRow(call.Target).ObligationOverride = text;
            return;
        }

        var account = new AccountRow(new Entity(AccountRow.Table, memory.AccountId)) { ObligationOverride = text };
        call.AsSystem.Update(account.Entity);
    }
}
