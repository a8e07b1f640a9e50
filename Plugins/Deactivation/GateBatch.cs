using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Deactivation;

/// <summary>The accounts that one request deactivates by Update: told one by one in PreValidation, read and judged together in the first PreOperation.</summary>
/// <remarks>
/// <para>UpdateMultiple runs the steps of Update once for each row, and shows none of them the others (https://learn.microsoft.com/power-apps/developer/data-platform/bulk-operations#message-pipelines-merged).
/// A step on UpdateMultiple itself cannot be shipped: a solution names messages by id, and that id is not published. So the rows of a request meet here, in the memory of the worker process.</para>
/// <para>Nothing leans on it: the platform drops this memory when it likes, and may run the stages row by row. Then each row is judged alone, with the same verdict; only requests are lost, and a
/// refusal names one account. A batch is known by correlation, request, user and instant, which no other request shares, and is forgotten once its rows are done.</para>
/// </remarks>
sealed class GateBatch
{
    /// <summary>Requests that one worker process remembers at once; the oldest is forgotten first.</summary>
    const int MostRequests = 32;

    /// <summary>The batches that are remembered, the oldest first. Never changed, only exchanged: plug-ins of one process wait for nobody.</summary>
    static GateBatch[] live = [];

    readonly string key;
    readonly List<Guid> accounts = [];
    readonly HashSet<Guid> confirmedNow = [];
    readonly Dictionary<Guid, GatedAccount?> judged = [];

    GateBatch(string key) => this.key = key;

    /// <summary>Accounts that the request deactivates, as far as they were told.</summary>
    internal int Count => accounts.Count;

    /// <summary>The batch of this request; a new one if nothing is remembered of it.</summary>
    internal static GateBatch Of(IPluginExecutionContext context)
    {
        // Without a correlation, requests cannot be told apart.
        if (context.CorrelationId == Guid.Empty) return new GateBatch("");

        var request = string.Join("/", context.CorrelationId, context.RequestId, context.InitiatingUserId, context.Depth, context.OperationCreatedOn.Ticks);
        while (true)
        {
            var seen = Volatile.Read(ref live);
            if (Array.Find(seen, batch => batch.key == request) is { } known) return known;

            var fresh = new GateBatch(request);
            if (Interlocked.CompareExchange(ref live, [.. seen.Skip(seen.Length - (MostRequests - 1)), fresh], seen) == seen) return fresh;
        }
    }

    /// <summary>Notes an account that is still to be judged. Requests: none.</summary>
    /// <param name="account">Its id.</param>
    /// <param name="confirmsNow">Whether the same row records that there is no contract.</param>
    internal void Tell(Guid account, bool confirmsNow)
    {
        if (!accounts.Contains(account)) accounts.Add(account);
        if (confirmsNow) confirmedNow.Add(account);
    }

    /// <summary>An account of the request, judged with all others at the first one. Requests: 5 to learn (caller's settings, local time, settings, accounts, rules) and what
    /// <see cref="GatedAccount.Judge"/> takes, once for all accounts.</summary>
    /// <returns>Null: the account is inactive already.</returns>
    internal GatedAccount? Judged(PluginCall call, Guid account)
    {
        if (!judged.ContainsKey(account))
        {
            Tell(account, confirmsNow: false);
            var memories = GateMemory.Learn(call, [.. accounts.Where(id => !judged.ContainsKey(id))], confirmedNow);
            var active = memories.Where(static memory => !memory.IsInactive).ToList();
            foreach (var memory in memories) judged[memory.AccountId] = null;
            foreach (var one in active.Count == 0 ? [] : GatedAccount.Judge(call, active)) judged[one.Memory.AccountId] = one;
        }

        return judged[account];
    }

    /// <summary>Why accounts of the request stay, in its order.</summary>
    internal IReadOnlyList<GateRefusal> Refusals(PluginCall call) =>
        [.. accounts.Where(judged.ContainsKey).Select(id => judged[id]?.Refusal(call)).OfType<GateRefusal>()];

    /// <summary>Forgets the request once this account, the last one, has gone.</summary>
    internal void Done(Guid account)
    {
        if (accounts.Count > 0 && accounts[accounts.Count - 1] == account) Forget();
    }

    internal void Forget()
    {
        GateBatch[] seen;
        do seen = Volatile.Read(ref live);
        while (Array.IndexOf(seen, this) >= 0 && Interlocked.CompareExchange(ref live, [.. seen.Where(batch => batch != this)], seen) != seen);
    }
}
