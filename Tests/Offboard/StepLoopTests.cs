using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboard.Local;

namespace Offboarding.Tests.Offboard;

/// <summary>The caller's side of the loop contract.</summary>
public class StepLoopTests
{
    [Fact]
    public void A_message_is_repeated_with_its_token_until_nothing_is_left()
    {
        var steps = new Steps(Answer(more: true, "a", processed: 3), Answer(more: false, null, processed: 2, failed: 1, report: "row 4 was left out"));

        var result = StepLoop.Run(steps, "off_RunNightly", _ => { }, CancellationToken.None);

        Assert.Equal(new LoopResult(2, 5, 1, "row 4 was left out"), result);
        Assert.Equal(["", "Token=a"], steps.Requests);
    }

    [Fact]
    public void After_a_fault_the_same_token_is_sent_with_the_text_of_the_fault()
    {
        var steps = new Steps(Answer(more: true, "a"), Fault("row 7 is locked"), Answer(more: false, null));

        StepLoop.Run(steps, "off_RunNightly", _ => { }, CancellationToken.None);

        Assert.Equal(["", "Token=a", "Token=a Fault=row 7 is locked"], steps.Requests);
    }

    [Fact]
    public void Two_faults_in_a_row_end_the_loop()
    {
        var steps = new Steps(Fault("first"), Fault("second"));

        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => StepLoop.Run(steps, "off_RunNightly", _ => { }, CancellationToken.None));

        Assert.Equal("second", fault.Detail.Message);
    }

    [Fact]
    public void A_step_that_asks_for_time_gets_it()
    {
        var waited = new List<TimeSpan>();
        var steps = new Steps(Answer(more: true, "a", retryAfterSeconds: 30), Answer(more: false, null));

        StepLoop.Run(steps, "off_RunNightly", waited.Add, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(30)], waited);
    }

    [Fact]
    public void A_request_that_the_platform_does_not_admit_is_sent_again_unchanged_after_the_time_it_names()
    {
        var waited = new List<TimeSpan>();
        var steps = new Steps(Answer(more: true, "a"), Throttled(12), Throttled(7), Answer(more: false, null, processed: 4));

        var result = StepLoop.Run(steps, "off_RunRetention", waited.Add, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(7)], waited);
        Assert.Equal(["", "Token=a", "Token=a", "Token=a"], steps.Requests);
        Assert.Equal(4, result.Processed);
    }

    [Fact]
    public void A_settling_call_that_is_not_admitted_keeps_the_text_of_the_fault()
    {
        var steps = new Steps(Answer(more: true, "a"), Fault("row 7 is locked"), Throttled(1), Answer(more: false, null));

        StepLoop.Run(steps, "off_RunRetention", _ => { }, CancellationToken.None);

        Assert.Equal(["", "Token=a", "Token=a Fault=row 7 is locked", "Token=a Fault=row 7 is locked"], steps.Requests);
    }

    [Fact]
    public void Who_is_never_admitted_gives_up()
    {
        var steps = new Steps([.. Enumerable.Repeat(Throttled(1), StepLoop.MaxRefusals + 1)]);

        Assert.Throws<global::Offboard.CommandFailure>(() => StepLoop.Run(steps, "off_RunRetention", _ => { }, CancellationToken.None));

        Assert.All(steps.Requests, sent => Assert.Equal("", sent));
    }

    [Fact]
    public void Callers_side_by_side_each_run_their_own_loop_with_the_same_parameters()
    {
        var all = new List<Steps>();
        var heard = 0;

        var result = StepLoop.RunSideBySide(Next, callers: 3, new OrganizationRequest("off_RunRetention") { ["Limit"] = 5 }, _ => { }, _ => heard++, CancellationToken.None);

        Assert.Equal(new LoopResult(6, 15, 0, ""), result);
        Assert.Equal(6, heard);
        Assert.All(all, one => Assert.Equal(["Limit=5", "Limit=5 Token=a"], one.Requests));

        Steps Next()
        {
            var steps = new Steps(Answer(more: true, "a", processed: 3), Answer(more: false, null, processed: 2));
            lock (all) all.Add(steps);
            return steps;
        }
    }

    [Fact]
    public void Cancelling_ends_the_loop_between_two_steps()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var steps = new Steps(Answer(more: false, null));

        Assert.Throws<OperationCanceledException>(() => StepLoop.Run(steps, "off_RunNightly", _ => { }, cancelled.Token));

        Assert.Empty(steps.Requests);
    }

    internal static Func<OrganizationResponse> Answer(bool more, string? token, int processed = 0, int failed = 0, int retryAfterSeconds = 0, string report = "") => () =>
    {
        var response = new OrganizationResponse();
        response.Results["More"] = more;
        if (token is not null) response.Results["Token"] = token;
        response.Results["Processed"] = processed;
        response.Results["Failed"] = failed;
        response.Results["Report"] = report;
        response.Results["RetryAfterSeconds"] = retryAfterSeconds;
        return response;
    };

    internal static Func<OrganizationResponse> Fault(string message) =>
        () => throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { Message = message }, new FaultReason(message));

    static Func<OrganizationResponse> Throttled(int seconds) => () =>
    {
        var detail = new OrganizationServiceFault { ErrorCode = unchecked((int)0x80072322), Message = "Number of requests exceeded the limit." };
        detail.ErrorDetails["Retry-After"] = TimeSpan.FromSeconds(seconds);
        throw new FaultException<OrganizationServiceFault>(detail, new FaultReason(detail.Message));
    };

    /// <summary>A service that answers one step after another and notes what it was sent.</summary>
    internal sealed class Steps(params Func<OrganizationResponse>[] answers) : IOrganizationService
    {
        public List<string> Requests { get; } = [];

        public OrganizationResponse Execute(OrganizationRequest request)
        {
            var parameters = new List<string>();
            foreach (var parameter in request.Parameters) parameters.Add($"{parameter.Key}={parameter.Value}");
            Requests.Add(string.Join(' ', parameters));
            return answers[Requests.Count - 1]();
        }

        public Guid Create(Entity entity) => throw new NotSupportedException();

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw new NotSupportedException();

        public void Update(Entity entity) => throw new NotSupportedException();

        public void Delete(string entityName, Guid id) => throw new NotSupportedException();

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public EntityCollection RetrieveMultiple(QueryBase query) => throw new NotSupportedException();
    }
}
