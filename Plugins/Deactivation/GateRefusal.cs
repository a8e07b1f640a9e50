using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Contracts;

namespace Offboarding.Plugins.Deactivation;

/// <summary>Why one account stays active; of several in one request, the first that fit are named together.</summary>
sealed class GateRefusal
{
    readonly string code;
    readonly Language language;
    readonly string account;
    readonly AccountReview? review;
    readonly string[] values;

    GateRefusal(string code, GateMemory memory, AccountReview? review, params string[] values)
    {
        this.code = code;
        language = memory.Language;
        account = memory.AccountName ?? "?";
        this.review = review;
        this.values = [.. values, "account", language.Quote(account)];
    }

    /// <summary>A refusal whose message names no contracts.</summary>
    internal static GateRefusal Of(string code, GateMemory memory, params string[] values) => new(code, memory, review: null, values);

    /// <summary>A refusal that names the contracts that oblige.</summary>
    internal static GateRefusal ByContracts(string code, GateMemory memory, AccountReview review) => new(code, memory, review);

    internal InvalidPluginExecutionException ToException() =>
        review is null ? Refusal.Of(code, language, values) : RefusalText.Of(code, language, account, review);

    /// <summary>One exception for all accounts of a request: the usual one if it is a single account, else as many as fit, in the order of the request.</summary>
    /// <param name="refusals">At least one.</param>
    /// <param name="total">Accounts that the request deactivates.</param>
    internal static InvalidPluginExecutionException ToException(IReadOnlyList<GateRefusal> refusals, int total)
    {
        if (refusals.Count == 1) return refusals[0].ToException();

        var reader = refusals[0].language;
        var count = Text(refusals.Count);
        var room = RefusalText.MostCharacters - Messages.Format("OFF-1110", reader, "count", count, "total", Text(total), "accounts", "").Length;
        return Refusal.Of("OFF-1110", reader, "count", count, "total", Text(total), "accounts", Accounts(refusals, reader, room));
    }

    static string Accounts(IReadOnlyList<GateRefusal> refusals, Language language, int room)
    {
        var text = refusals[0].Short();
        for (var i = 1; i < refusals.Count; i++)
        {
            var next = text + " " + refusals[i].Short();
            var left = refusals.Count - i - 1;
            if (next.Length + (left > 0 ? More(left, language).Length + 1 : 0) > room) return text + " " + More(left + 1, language);

            text = next;
        }

        return text;
    }

    /// <summary>The message without next step and code, with one contract at most.</summary>
    string Short() => review is null
        ? Messages.Part(code, language, values)
        : Messages.Part(code, language, [.. values, "contracts", RefusalText.Contracts(review, language, room: 0)]);

    static string More(int count, Language language) => Messages.Part("OFF-TEXT-MORE", language, "count", Text(count));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
