using System;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Cases;

/// <summary>Puts what the system knows about the account beside the decision: revenue by year, open opportunities, complaints, effort, each with its source rows.</summary>
/// <remarks>
/// <para>Step: PostOperation (40), asynchronous, rank 1, of Create on off_offboardingcase. It runs after the case is there, so that starting a case costs no more and cannot fail for an invoice.</para>
/// <para>Requests: at most 6 (installed tables, invoices, opportunities, service cases, activities, case).</para>
/// </remarks>
public sealed class DecisionFactsStep : IPlugin
{
    /// <summary>How a text of <see cref="AccountValue.ToJson"/> ends.</summary>
    const string End = "]}";

    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        var row = new OffboardingCaseRow(call.Target);
        if (row.AccountId is not { } account) return;

        var facts = DecisionFactQueries.Read(call.AsSystem, account.Id, call.Now);
        if (facts.Count == 0) return;

        using var json = new JsonText();
        json.Array("facts", array =>
        {
            foreach (var fact in facts) fact.Write(array);
        });

        call.MarkAsProduct();
        call.AsSystem.Update(new OffboardingCaseRow(new Entity(OffboardingCaseRow.Table, call.Context.PrimaryEntityId)) { DecisionFacts = Joined(row.DecisionFacts, json.Finish()) }.Entity);
    }

    /// <summary>The facts of both texts in one array.</summary>
    static string Joined(string? known, string read)
    {
        const string Begin = "{\"facts\":[";
        if (known is null || !known.StartsWith(Begin, StringComparison.Ordinal) || known.Length <= Begin.Length + End.Length) return read;

        return known.Substring(0, known.Length - End.Length) + "," + read.Substring(Begin.Length);
    }
}
