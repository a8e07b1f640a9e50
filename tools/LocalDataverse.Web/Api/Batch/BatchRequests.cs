using System;
using System.Collections.Generic;
using System.Linq;
using LocalDataverse.Web.Api.Json;
using LocalDataverse.Web.Api.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Xrm.Sdk;

namespace LocalDataverse.Web.Api.Batch;

/// <summary>Answers a batch: one part after the other, until one fails unless the caller prefers to go on; a change set is one transaction.</summary>
/// <remarks>https://learn.microsoft.com/power-apps/developer/data-platform/webapi/execute-batch-operations-using-web-api</remarks>
internal sealed class BatchRequests(WebApiService api, Uri root, IOrganizationService service, Preferences preferences)
{
    public WebApiResponse Answer(IReadOnlyList<BatchPart> parts)
    {
        var writer = new BatchWriter("batchresponse");
        var status = StatusCodes.Status200OK;
        foreach (var part in parts)
        {
            var failed = part is ChangeSetPart changeSet ? Add(changeSet, writer) : Add((SinglePart)part, writer);
            if (failed is null || preferences.ContinuesOnError) continue;

            // Without that preference the batch fails as its part does.
            status = failed.Status;
            break;
        }

        return WebApiResponse.Bytes(status, writer.ContentType, writer.Finish());
    }

    /// <summary>Null: it did not fail.</summary>
    WebApiResponse? Add(SinglePart part, BatchWriter writer)
    {
        var answer = part.Request is { } request ? Answer(request) : ErrorAnswer.Of(WebFault.Of(WebFault.BadRequest, part.Defect!).Detail, preferences);
        writer.Add(answer, part.ContentId);
        return answer.IsError ? answer : null;
    }

    WebApiResponse Answer(WebApiRequest request) => Below(request) is { } below
        ? api.Answer(below, root, service)
        : ErrorAnswer.Of(WebFault.Of(WebFault.BadUrl, $"The URL '{request.Target}' of the part leads out of the service, or to another batch.").Detail, preferences);

    WebApiResponse? Add(ChangeSetPart part, BatchWriter writer)
    {
        var (answers, failed) = Answers(part);
        if (failed is not null)
        {
            writer.Add(failed, contentId: null);
            return failed;
        }

        var inner = new BatchWriter("changesetresponse");
        foreach (var (answer, contentId) in answers) inner.Add(answer, contentId);
        writer.Add(inner);
        return null;
    }

    (IReadOnlyList<(WebApiResponse Answer, string? ContentId)> Answers, WebApiResponse? Failed) Answers(ChangeSetPart part)
    {
        var (steps, contentIds) = (new List<(WriteStep Step, Exchange Exchange)>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var single in part.Requests)
        {
            var failed = Planned(single, contentIds, steps);
            if (failed is not null) return ([], failed);
        }

        IReadOnlyList<(WebApiResponse, string?)> answers = [];
        var outcome = Guarded(part.Requests.Count > 0 ? part.Requests[0].Request! : null, () => answers = Executed(steps, part));
        return (answers, outcome);
    }

    /// <summary>Reads one request of a change set, so that all can be executed together. Null: it did not fail.</summary>
    WebApiResponse? Planned(SinglePart single, Dictionary<string, string> contentIds, List<(WriteStep Step, Exchange Exchange)> steps)
    {
        if (single.Request is null || Below(single.Request) is not { } request)
            return ErrorAnswer.Of(WebFault.Of(WebFault.BadRequest, single.Defect ?? $"The URL '{single.Request?.Target}' of a part leads out of the service, or to another batch.").Detail, preferences);

        return Guarded(request, () =>
        {
            if (request.Method == "GET") throw WebFault.Of(WebFault.BadRequest, "A change set cannot hold a GET request. Put it into the batch beside the change set.");

            var exchange = api.Opened(request, root, service, Preferences.Of(request), contentIds);
            var step = new WriteRequests(exchange).Plan(new ResourceReader(exchange).Read());
            if (single.ContentId is { } id && step.Address is { } address && !contentIds.TryAdd(id, address))
                throw WebFault.Of(WebFault.BadRequest, $"The Content-ID '{id}' stands twice in the change set.");

            steps.Add((step, exchange));
        });
    }

    List<(WebApiResponse, string?)> Executed(List<(WriteStep Step, Exchange Exchange)> steps, ChangeSetPart part)
    {
        if (steps.Count == 0) return [];

        var responses = steps[0].Exchange.Execute([.. steps.SelectMany(one => one.Step.Requests)]);
        var answers = new List<(WebApiResponse, string?)>();
        var at = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i].Step;
            answers.Add((step.Answer([.. responses.Skip(at).Take(step.Requests.Count)]), part.Requests[i].ContentId));
            at += step.Requests.Count;
        }

        return answers;
    }

    /// <summary>Null: it went well.</summary>
    static WebApiResponse? Guarded(WebApiRequest? request, Action act)
    {
        if (request is null) return null;

        var answer = WebApiService.Guarded(request, _ =>
        {
            act();
            return WebApiResponse.NoContent();
        });
        return answer.IsError ? answer : null;
    }

    /// <summary>The request with its target below the service root. Null: it leads elsewhere, or is a batch.</summary>
    WebApiRequest? Below(WebApiRequest request) =>
        RowAddress.Relative(request.Target, root) is { } target && !target.StartsWith("$batch", StringComparison.Ordinal) ? request with { Target = target } : null;
}
