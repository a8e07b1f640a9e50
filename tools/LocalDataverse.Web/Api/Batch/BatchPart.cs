using System.Collections.Generic;

namespace LocalDataverse.Web.Api.Batch;

/// <summary>A part of a batch: one request, or a change set.</summary>
internal abstract record BatchPart;

/// <param name="Request">The request. Null: what stands in the part is none, for the reason given.</param>
/// <param name="ContentId">By which later requests of a change set refer to its row. Null: it has none.</param>
/// <param name="Defect">Why it is no request. Null: it is one.</param>
internal sealed record SinglePart(WebApiRequest? Request, string? ContentId, string? Defect) : BatchPart;

/// <summary>Requests that are executed all or not at all.</summary>
internal sealed record ChangeSetPart(IReadOnlyList<SinglePart> Requests) : BatchPart;
