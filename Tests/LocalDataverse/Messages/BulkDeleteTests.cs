using System;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

public class BulkDeleteTests
{
    const int Failed = 31;
    const int Succeeded = 30;

    [Fact, Trait("fidelity", "F332")]
    public void A_bulk_delete_is_a_job_that_takes_only_rows_that_were_there_when_it_was_queued()
    {
        using var environment = LocalEnvironment.Create();
        environment.CreateAccount();
        var job = Queue(environment.Administrator, environment);
        environment.Clock.Advance(TimeSpan.FromMinutes(1));
        environment.CreateAccount();

        var before = environment.Count("account");
        environment.RunAsyncJobs();

        Assert.Equal((2, 1, Succeeded), (before, environment.Count("account"), StatusOf(environment, job)));
    }

    [Fact, Trait("fidelity", "F332")]
    public void What_a_plugin_keeps_stays_and_the_job_says_so()
    {
        using var environment = Observation.EnvironmentWith(new TestStep("Refuse", "Delete", "account", 20) { Configuration = "Keep it." });
        environment.CreateAccount();
        environment.CreateAccount();

        var job = Queue(environment.Administrator, environment);
        environment.RunAsyncJobs();

        Assert.Equal((2, Failed), (environment.Count("account"), StatusOf(environment, job)));
        Assert.Equal("2 rows were not deleted.\nKeep it.\nKeep it.", environment.Administrator.Retrieve("asyncoperation", job, new ColumnSet("message"))["message"]);
    }

    [Fact]
    public void Who_may_not_delete_queues_no_bulk_delete()
    {
        using var environment = LocalEnvironment.Create();
        var reader = environment.ServiceFor(environment.AddUser(new NewUser("Reader") { Privileges = [new TablePrivilege("account", TableRights.Read)] }));

        Assert.Equal(-2147220960, Observation.FaultOf(() => Queue(reader, environment)).ErrorCode);
    }

    [Fact]
    public void A_recurring_bulk_delete_is_refused_by_name() => Assert.Contains(
        "RecurrencePattern of BulkDelete",
        Observation.FaultOf(() =>
        {
            using var environment = LocalEnvironment.Create();
            Queue(environment.Administrator, environment, "FREQ=DAILY;");
        }).Message,
        StringComparison.Ordinal);

    static Guid Queue(IOrganizationService service, LocalEnvironment environment, string recurrence = "") => ((BulkDeleteResponse)service.Execute(new BulkDeleteRequest
    {
        JobName = "Clean up",
        QuerySet = [new QueryExpression("account")],
        RecurrencePattern = recurrence,
        SendEmailNotification = false,
        StartDateTime = environment.Clock.UtcNow,
        ToRecipients = [],
        CCRecipients = [],
    })).JobId;

    static int StatusOf(LocalEnvironment environment, Guid job) =>
        environment.Administrator.Retrieve("asyncoperation", job, new ColumnSet("statuscode")).GetAttributeValue<OptionSetValue>("statuscode").Value;
}
