using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Consents;

/// <summary>Keeps consents provable: complete when they are recorded, unchangeable afterwards but for their withdrawal, never deleted by hand (Art. 7 (1) GDPR, § 7a UWG).</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 1: Create, Update and Delete of off_consent, the last two with a pre-image "before". Operations of the product pass: the
/// erasure deletes and masks what it must, and a use is dated.</para>
/// <para>Requests: none; 2 (caller's settings, local time) on Create and where a day of withdrawal is written; 1 on refusal.</para>
/// </remarks>
public sealed class ConsentGuard : IPlugin
{
    /// <summary>What is proof and stays as it was recorded.</summary>
    static readonly string[] Proof =
    [
        ConsentRow.Columns.ContactId, ConsentRow.Columns.AccountId, ConsentRow.Columns.Purpose, ConsentRow.Columns.Basis, ConsentRow.Columns.Channel, ConsentRow.Columns.GivenOn,
        ConsentRow.Columns.Evidence,
    ];

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4210 to OFF-4218: what is wrong with the consent; nothing is changed.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct || call.IsPartOf("Merge")) return;
        if (call.IsMessage("Delete")) throw Refusal.Of("OFF-4218", call.Language);

        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? image : null;
        if (before is not null) RefuseChange(call, before);
        var written = new ConsentRow(call.Target);
        if (before is null || Dates.Any(call.Target.Contains)) RefuseDefects(call, written, before is null ? written : Merged(before, call.Target), before is null);
    }

    static IReadOnlyList<string> Dates { get; } = [ConsentRow.Columns.WithdrawnOn, ConsentRow.Columns.EndsOn];

    static void RefuseChange(PluginCall call, Entity before)
    {
        if (ProductColumns.FirstChanged(Proof, call.Target, before) is { } column) throw Refusal.Of("OFF-4215", call.Language, "column", column);
        if (before.GetAttributeValue<DateTime?>(ConsentRow.Columns.WithdrawnOn) is not null && ProductColumns.FirstChanged([ConsentRow.Columns.WithdrawnOn], call.Target, before) is not null)
            throw Refusal.Of("OFF-4216", call.Language);
    }

    static void RefuseDefects(PluginCall call, ConsentRow written, ConsentRow row, bool isNew)
    {
        var language = call.Language;
        if (isNew)
        {
            if (row.ContactId is null && row.AccountId is null) throw Refusal.Of("OFF-4219", language);
            if (row.Purpose is not { } purpose || !ConsentPurpose.All.Contains(purpose, StringComparer.Ordinal))
                throw Refusal.Of("OFF-4213", language, "value", row.Purpose ?? "", "expected", string.Join(", ", ConsentPurpose.All));
            if (row.Basis is null) throw Refusal.Of("OFF-4220", language, "expected", string.Join(", ", new[] { ConsentBasis.Consent, ConsentBasis.Contract, ConsentBasis.Interest, ConsentBasis.Existing }.Select(static basis => basis.ToCode())));
            if (row.GivenOn is null) throw Refusal.Of("OFF-4210", language);
            if (row.Basis == ConsentBasis.Consent && string.IsNullOrWhiteSpace(row.Evidence)) throw Refusal.Of("OFF-4214", language);
        }

        if (row.WithdrawnOn < row.GivenOn) throw Refusal.Of("OFF-4211", language, "given", language.Text(row.GivenOn!.Value), "withdrawn", language.Text(row.WithdrawnOn!.Value));
        if (row.EndsOn < row.GivenOn) throw Refusal.Of("OFF-4212", language, "given", language.Text(row.GivenOn!.Value), "ends", language.Text(row.EndsOn!.Value));

        var later = new[] { isNew ? written.GivenOn : null, written.WithdrawnOn }.FirstOrDefault(day => day > call.Today);
        if (later is { } future) throw Refusal.Of("OFF-4217", language, "day", language.Text(future), "today", language.Text(call.Today));
    }

    static ConsentRow Merged(Entity before, Entity target)
    {
        var merged = new Entity(ConsentRow.Table, before.Id);
        foreach (var value in before.Attributes) merged[value.Key] = value.Value;
        foreach (var value in target.Attributes) merged[value.Key] = value.Value;
        return new ConsentRow(merged);
    }
}
