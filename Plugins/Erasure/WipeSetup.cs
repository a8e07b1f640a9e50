using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Offboarding.Plugins.Erasure;

/// <summary>What the kernel needs to know of a run.</summary>
public sealed class WipeSetup
{
    /// <summary>Acts as SYSTEM; its calls are one transaction.</summary>
    public required IOrganizationService Service { get; init; }

    /// <summary>The erasure map.</summary>
    public required ErasureMap Map { get; init; }

    /// <summary>The tables of the rows, and activityparty.</summary>
    public required TableCatalog Catalog { get; init; }

    /// <summary>Whose run it is: an account with its contacts, or a contact. Its key makes the tokens.</summary>
    public required EntityReference Subject { get; init; }

    /// <summary>Says what a hold protects.</summary>
    public required IErasureStop Stop { get; init; }

    /// <summary>Number of the lease under which the run writes; it is left on the subjects' rows.</summary>
    public int Fence { get; init; }

    /// <summary>Accounts whose holds cover the subject although it is not theirs: those of a contact whose data is erased on request.</summary>
    public IReadOnlyList<EntityReference> CoveredBy { get; init; } = [];

    /// <summary>E-mail addresses of the subject as they stand in party lists without a row, in lower case: needed only for rows that another ground keeps.</summary>
    public IReadOnlyCollection<string> Addresses { get; init; } = [];

    /// <summary>Language of refusals.</summary>
    public Language Language { get; init; } = Language.English;
}
