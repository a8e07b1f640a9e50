using System;
using System.Linq;
using LocalDataverse;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Offboarding.Tests.LocalDataverse.Pipeline;
using Offboarding.Tests.LocalDataverse.Solutions;

namespace Offboarding.Tests.LocalDataverse.Messages;

/// <summary>Sending an e-mail is an event of its own, for which steps are registered by its name.</summary>
public class SendEmailTests
{
    [Theory]
    [InlineData(true, 6)]
    [InlineData(false, 3)]
    public void A_sent_draft_is_completed_and_waits_to_be_sent_or_counts_as_sent(bool isIssued, int status)
    {
        using var environment = LocalEnvironment.Create();
        var email = Draft(environment);

        var response = (SendEmailResponse)environment.Administrator.Execute(new SendEmailRequest { EmailId = email, IssueSend = isIssued, TrackingToken = "CRM:0001001" });

        var sent = environment.Administrator.Retrieve("email", email, new ColumnSet("statecode", "statuscode", "trackingtoken"));
        Assert.Equal((1, status, "CRM:0001001", "Hello"), (
            sent.GetAttributeValue<OptionSetValue>("statecode").Value, sent.GetAttributeValue<OptionSetValue>("statuscode").Value, (string)sent["trackingtoken"], response.Subject));
    }

    [Fact, Trait("fidelity", "F074")]
    public void The_event_is_Send_of_email_with_its_id_and_can_show_the_row_before()
    {
        var step = new TestStep("Observe", "Update", "email", 20) { Configuration = "seen" };
        using var environment = Observation.EnvironmentWith(new EnvironmentOptions { SendRaises = SendEvents.Send }, step);
        Register(environment, step.Id);
        var email = Draft(environment);

        environment.Administrator.Execute(new SendEmailRequest { EmailId = email, IssueSend = true });

        Assert.Equal("Send", environment.Seen("seen", "message"));
        Assert.Equal(email.ToString(), environment.Seen("seen", "input.EmailId"));
    }

    [Fact]
    public void What_a_step_refuses_stays_a_draft()
    {
        var step = new TestStep("Refuse", "Update", "email", 20) { Configuration = "Not this one." };
        using var environment = Observation.EnvironmentWith(new EnvironmentOptions { SendRaises = SendEvents.Send }, step);
        Register(environment, step.Id);
        var email = Draft(environment);

        var fault = Observation.FaultOf(() => environment.Administrator.Execute(new SendEmailRequest { EmailId = email, IssueSend = true }));

        Assert.Equal("Not this one.", fault.Message);
        Assert.Equal(0, environment.Administrator.Retrieve("email", email, new ColumnSet("statecode")).GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    [Theory]
    [InlineData("to", -2147220989)]
    [InlineData("from", -2147220989)]
    [InlineData("directioncode", -2147220989)]
    [InlineData("statecode", -2147220946)]
    public void What_cannot_be_sent_is_refused(string column, int code)
    {
        using var environment = LocalEnvironment.Create();
        var email = Draft(environment);
        environment.Administrator.Update(new Entity("email", email)
        {
            [column] = column switch { "directioncode" => false, "statecode" => new OptionSetValue(1), _ => new EntityCollection() },
        });

        Assert.Equal(code, Observation.FaultOf(() => environment.Administrator.Execute(new SendEmailRequest { EmailId = email, IssueSend = true })).ErrorCode);
    }

    [Fact]
    public void Which_way_it_is_sent_must_be_said_and_the_message_must_exist()
    {
        using var environment = LocalEnvironment.Create();
        var email = Draft(environment);

        Assert.Equal(-2147220989, Observation.FaultOf(() => environment.Administrator.Execute(new SendEmailRequest { EmailId = email })).ErrorCode);
        Assert.Equal(-2147220969, Observation.FaultOf(() => environment.Administrator.Execute(new SendEmailRequest { EmailId = Guid.NewGuid(), IssueSend = true })).ErrorCode);
    }

    [Fact]
    public void A_step_that_is_registered_by_its_row_obeys_the_rules_of_an_import()
    {
        var step = new TestStep("Observe", "Update", "email", 20) { Configuration = "seen" };
        using var environment = Observation.EnvironmentWith(step);
        var service = environment.Administrator;
        var known = service.Retrieve("sdkmessageprocessingstep", step.Id, new ColumnSet("eventhandler", "sdkmessageid", "sdkmessagefilterid"));

        Entity Row(int stage, int mode) => new("sdkmessageprocessingstep")
        {
            ["name"] = "By hand", ["sdkmessageid"] = known["sdkmessageid"], ["sdkmessagefilterid"] = known["sdkmessagefilterid"], ["plugintypeid"] = known["eventhandler"],
            ["stage"] = new OptionSetValue(stage), ["mode"] = new OptionSetValue(mode), ["configuration"] = "by hand",
        };

        Assert.Equal(-2147204729, Observation.FaultOf(() => service.Create(Row(20, 1))).ErrorCode);
        Assert.Equal(-2147204732, Observation.FaultOf(() => service.Create(Row(30, 0))).ErrorCode);
        Assert.Equal(-2147220989, Observation.FaultOf(() => service.Create(new Entity("sdkmessageprocessingstep") { ["name"] = "Nothing" })).ErrorCode);
        service.Create(Row(20, 0));
        var email = Draft(environment);
        service.Update(new Entity("email", email) { ["subject"] = "Hello again" });
        Assert.Equal("Update", environment.Seen("by hand", "message"));
    }

    static Guid Draft(LocalEnvironment environment)
    {
        var contact = environment.Administrator.Create(new Entity("contact") { ["lastname"] = "Miller", ["emailaddress1"] = "miller@contoso.example" });
        return environment.Administrator.Create(new Entity("email")
        {
            ["subject"] = "Hello",
            ["from"] = Party(new EntityReference("systemuser", environment.AdministratorId)),
            ["to"] = Party(new EntityReference("contact", contact)),
        });
    }

    static EntityCollection Party(EntityReference who) => new([new Entity("activityparty") { ["partyid"] = who }]);

    /// <summary>Moves a step to Send of email, as the registration by name does.</summary>
    static void Register(LocalEnvironment environment, Guid step)
    {
        environment.MoveStep(step, "Send");
        var query = new QueryExpression("sdkmessagefilter") { ColumnSet = new ColumnSet("primaryobjecttypecode") };
        query.AddLink("sdkmessage", "sdkmessageid", "sdkmessageid").LinkCriteria.AddCondition("name", ConditionOperator.Equal, "Send");
        var filter = environment.Administrator.RetrieveMultiple(query).Entities.Single();
        Assert.Equal("email", filter["primaryobjecttypecode"]);
        environment.Administrator.Update(new Entity("sdkmessageprocessingstep", step) { ["sdkmessagefilterid"] = filter.ToEntityReference() });
    }
}
