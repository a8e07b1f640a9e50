using System;

namespace Offboarding.Plugins.Evidence;

/// <summary>What a run of the retention job states about its chain.</summary>
/// <param name="Id">Id of the run.</param>
/// <param name="Anchor">Head of the last run that had ended when this one began; <see cref="EvidenceEntry.Genesis"/> for the first.</param>
/// <param name="Head">Hash of its last entry; the anchor while it has none.</param>
/// <param name="EntryCount">Number of its entries.</param>
public sealed record EvidenceRun(Guid Id, string Anchor, string Head, int EntryCount);
