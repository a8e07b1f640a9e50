using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Offboarding.Plugins.Cases;
using Offboarding.Plugins.Rows;

namespace Offboarding.Plugins.Correspondence;

/// <summary>Keeps letters from being released by hand, and their record from being changed or deleted.</summary>
/// <remarks>
/// <para>Steps, all in PreOperation (20), synchronous, rank 1: Create, Update and Delete of off_letter, Update with a pre-image "before". Free to change are the name, the owner and the
/// reason that the letter states; that one not while it is released. Operations of the product pass.</para>
/// <para>Requests: none; 1 (caller's settings) on refusal.</para>
/// </remarks>
public sealed class LetterGuard : IPlugin
{
    static readonly IReadOnlyList<string> ProductOnly =
    [
        LetterRow.Columns.LetterState, LetterRow.Columns.TextHash, LetterRow.Columns.ReleasedOn, LetterRow.Columns.ReleasedById, LetterRow.Columns.Facts, LetterRow.Columns.FactsWaiver,
        LetterRow.Columns.Findings, LetterRow.Columns.CaseId, LetterRow.Columns.AccountId, LetterRow.Columns.ContactId, LetterRow.Columns.Kind, LetterRow.Columns.Language,
        LetterRow.Columns.ActivityTable, LetterRow.Columns.ActivityRowId, LetterRow.Columns.TemplateId, LetterRow.Columns.TemplateVersion, LetterRow.Columns.LetterKey,
    ];

    /// <inheritdoc/>
    /// <exception cref="InvalidPluginExecutionException">OFF-4065: a column that the product writes; OFF-4066: created or deleted by hand.</exception>
    public void Execute(IServiceProvider serviceProvider)
    {
        var call = PluginCall.From(serviceProvider);
        if (call.IsPartOfProduct || call.IsPartOf("Merge")) return;
        if (!call.IsMessage("Update")) throw Refusal.Of("OFF-4066", call.Language);

        var before = call.Context.PreEntityImages.TryGetValue("before", out var image) ? image : null;
        var column = ProductColumns.FirstChanged(ProductOnly, call.Target, before);
        if (column is null && before is not null && new LetterRow(before).LetterState == LetterLetterState.Released)
            column = ProductColumns.FirstChanged([LetterRow.Columns.StatedReasonId], call.Target, before);
        if (column is not null) throw Refusal.Of("OFF-4065", call.Language, "column", column);
    }
}
